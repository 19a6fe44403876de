package listeners

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
)

// maxListed bounds how many listeners of a host are known. Beyond it they are counted.
const maxListed = 1 << 16

// Audience finds the listeners of a capture, in the order in which they appear. Its
// memory is bounded.
type Audience struct {
	Emit func(*Listener) error // takes them, at the End

	Silences []Silence // what kept the kernel silent, at the End; the first maxSilences
	Foreign  uint64    // answers to requests that the capture does not have
	Unlisted uint64    // requests of those beyond maxListed

	hosts  host.Per[kernel]
	chosen bool
}

// Add takes the next frame.
func (a *Audience) Add(f *analysis.Frame) error { return a.take(f, true) }

// Pass takes a frame that a filter did not choose.
func (a *Audience) Pass(f *analysis.Frame) error { return a.take(f, false) }

func (a *Audience) take(f *analysis.Frame, chosen bool) error {
	if len(f.Messages) == 0 {
		return nil
	}
	k := a.hosts.Of(f.Host)
	k.of, a.chosen = a, chosen
	if len(f.Comments) > 0 {
		k.told(f)
	}
	for i := range f.Messages {
		if m := &f.Messages[i]; m.CN.ID.IsProc() && !m.IsCopy() {
			k.take(f, m)
		}
	}
	return nil
}

// End gives out the listeners.
func (a *Audience) End() error {
	for _, k := range a.hosts.All() {
		k.end()
		for _, l := range k.listed {
			if !l.chosen {
				continue
			}
			if err := a.Emit(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// Counts are what is known of each host's counter at the end, by the names of the
// hosts in their order. A host that nobody asked anything is not among them.
func (a *Audience) Counts(each func(host string, c Count)) {
	for _, k := range a.hosts.All() {
		if k.busy {
			each(k.called(), k.count)
		}
	}
}
