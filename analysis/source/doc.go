// Package source reads captures: one, several one after the other, or several
// merged in the order of time. It opens files, pipes and readers, plain or
// compressed, goes on behind damage where it can, reads twice where replies to
// come are asked for, and stops when its context ends, also while it waits for
// a pipe on which nothing comes.
//
// A Source hands out all frames. Those that Options.Choose does not choose are
// there too, for an analysis that would misunderstand others without them:
// Frame.Chosen tells them apart.
//
//	s := source.New(source.Options{}, source.File("host.pcapng"))
//	for f, err := range s.Frames() {
//		if err != nil {
//			log.Print(err) // the loop goes on where it can
//			continue
//		}
//		fmt.Println(f.Number, len(f.Messages))
//	}
package source
