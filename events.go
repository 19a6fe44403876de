package cnwire

import (
	"io"
	"iter"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Event is a connector message of a capture, in most captures a process event.
// It is valid until the next iteration; Clone keeps one.
type Event struct {
	// Event is what a process event says: *codec.Fork, *codec.Exec, *codec.Exit and
	// so on, *codec.Ack for the answer to a request, *codec.RawEvent for an event
	// that nobody here knows. It is nil for a request, for other users' messages,
	// and where the capture cut the event.
	Event codec.Event

	Frame     uint64             // number of the frame, from 1, over all captures
	Time      time.Time          // when it was captured; the zero Time where the capture does not say
	CPU       uint32             // that sent a process event
	Stamp     time.Duration      // of a process event: CLOCK_MONOTONIC of the kernel
	Direction analysis.Direction // who sent it (SPEC.md R17)
	ID        codec.CbID         // whose message it is: 1:1 is that of process events
	Kind      genealogy.Kind     // request, answer, event or unknown (R18)
	Copy      bool               // it says again, to another listener, what an earlier one said
	Lost      uint64             // how many messages are missing before it, at least, by its CPU's counter (R26)
	Dropped   uint64             // how many frames are missing before its own, by the capture's own count (epb_dropcount)
	Capture   string             // name of the capture that it is of
	Host      string             // name of the host that it is of: what the capture says, else the file's (SPEC.md R31)

	// Subject is who a process event is about, and the parent, as far as comments of
	// its frame and of frames before tell, which package record writes
	// (record/COMMENTS.md); nil for nothing.
	Subject *analysis.Subject

	// Message has all else: its headers, its place, who answers whom.
	Message *analysis.Message
}

// Clone returns a copy that stays valid.
func (e *Event) Clone() *Event {
	c := *e
	if e.Message != nil {
		c.Message = e.Message.Clone()
		c.Event, c.Subject = c.Message.Event(), c.Message.Subject
	}
	return &c
}

// Events returns the messages of capture files, pcap or pcapng, plain or
// compressed, by their names; - is standard input. Several captures are merged
// in the order of time. What is wrong with one is an error (of type
// *source.Error, with the place in it), beside an Event that is empty; the loop
// goes on behind it where it can.
func Events(files ...string) iter.Seq2[*Event, error] { return EventsOf(source.Files(files...)...) }

// EventsIn is Events of a capture that r reads.
func EventsIn(r io.Reader) iter.Seq2[*Event, error] {
	return EventsOf(source.Reader("capture", r))
}

// EventsOf is Events of inputs of any sort.
func EventsOf(inputs ...source.Input) iter.Seq2[*Event, error] {
	return EventsOfFrames(source.New(source.Options{}, inputs...).Frames())
}

// EventsOfFrames is Events of frames that somebody else reads, with his errors.
func EventsOfFrames(frames iter.Seq2[*source.Frame, error]) iter.Seq2[*Event, error] {
	return func(yield func(*Event, error) bool) {
		var ev Event
		var losses host.Per[genealogy.Losses]
		var names known.State
		for f, err := range frames {
			if err != nil {
				if !yield(&Event{}, err) {
					return
				}
				continue
			}
			names.Add(f.Frame)
			for i := range f.Messages {
				m := &f.Messages[i]
				ev = Event{
					Event: m.Event(), Frame: m.Frame, Time: f.Time, CPU: m.CPU, Stamp: time.Duration(m.Stamp),
					ID: m.CN.ID, Kind: m.Kind, Copy: m.IsCopy(), Capture: f.From.Name, Host: f.Host.String(), Subject: m.Subject, Message: m,
				}
				ev.Direction, _ = f.Direction()
				if i == 0 {
					ev.Dropped = f.DropCount.Value
				}
				if found, gap := losses.Of(f.Host).Add(&m.Header, m.Verdict); found == genealogy.Opened {
					ev.Lost = gap.Lost
				}
				if !yield(&ev, nil) {
					return
				}
			}
		}
	}
}
