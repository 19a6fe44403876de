package cnwire

import (
	"io"
	"iter"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/source"
)

// Processes returns the processes of capture files, rebuilt from their events:
// one for each life of a pid, in the order in which they appeared, each as soon
// as it is over and all before it are. Files and errors are as in Events; beside
// an error stands a Process that is empty. A Process stays valid.
func Processes(files ...string) iter.Seq2[*processes.Process, error] {
	return ProcessesOf(source.Files(files...)...)
}

// ProcessesIn is Processes of a capture that r reads.
func ProcessesIn(r io.Reader) iter.Seq2[*processes.Process, error] {
	return ProcessesOf(source.Reader("capture", r))
}

// ProcessesOf is Processes of inputs of any sort.
func ProcessesOf(inputs ...source.Input) iter.Seq2[*processes.Process, error] {
	return func(yield func(*processes.Process, error) bool) {
		var ready []*processes.Process
		table := processes.Table{Each: func(p *processes.Process) error {
			ready = append(ready, p)
			return nil
		}}
		give := func() bool {
			for _, p := range ready {
				if !yield(p, nil) {
					return false
				}
			}
			ready = ready[:0]
			return true
		}
		fail := func(err error) bool { return err == nil || yield(&processes.Process{}, err) }
		for f, err := range source.New(source.Options{}, inputs...).Frames() {
			if err == nil {
				err = table.Add(f.Frame)
			}
			if !give() || !fail(err) {
				return
			}
		}
		err := table.Finish()
		_ = give() && fail(err)
	}
}
