package record

import (
	"io"
	"iter"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Events returns what is recorded as the events of a capture: those of
// cnwire.Events, with our requests and the kernel's answers among them. Dropped
// says how many messages the kernel dropped before one, exactly: the last, before
// IGNORE, has those behind the last event. An error is the last.
func (r *Recorder) Events() iter.Seq2[*cnwire.Event, error] {
	return cnwire.EventsOfFrames(r.Frames())
}

// Frames returns what is recorded as frames, each valid until the next one.
func (r *Recorder) Frames() iter.Seq2[*source.Frame, error] {
	return func(yield func(*source.Frame, error) bool) {
		frames := analysis.Frames{Order: codec.NativeOrder}
		f := source.Frame{Chosen: true, From: &source.Opened{Input: source.Input{Name: r.iface.Name}}}
		var p pcap.Packet
		for {
			err := r.Next(&p)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(nil, err)
				return
			}
			f.Frame = frames.Feed(&p)
			if !yield(&f, nil) {
				return
			}
		}
	}
}
