// Package cnwire reads the traffic of the Linux kernel connector: what captures
// hold of it, event by event or process by process.
//
//	for ev, err := range cnwire.Events("host.pcapng") {
//		if err != nil {
//			log.Print(err) // the loop goes on where it can
//			continue
//		}
//		switch e := ev.Event.(type) {
//		case *codec.Exec:
//			fmt.Println(ev.Time, "exec", e.Process.TGID)
//		case *codec.Exit:
//			fmt.Println(ev.Time, "exit", e.Process.TGID, e.Status())
//		}
//	}
//
// It is thin. Behind it are packages [codec] (bytes and values), [pcap] (capture
// files), [analysis] and [source] (frames and messages), [processes]. Those
// that the project freezes first are codec, pcap and layers.
//
// [codec]: https://pkg.go.dev/github.com/cnwire/cnwire/codec
// [pcap]: https://pkg.go.dev/github.com/cnwire/cnwire/pcap
// [analysis]: https://pkg.go.dev/github.com/cnwire/cnwire/analysis
// [source]: https://pkg.go.dev/github.com/cnwire/cnwire/analysis/source
// [processes]: https://pkg.go.dev/github.com/cnwire/cnwire/analysis/processes
package cnwire
