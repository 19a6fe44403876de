package analysis_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// A frame that is recalled is the one that was judged: what stands in it, what the frames before
// say of it, its byte order among that.
func TestRecall(t *testing.T) {
	var fs analysis.Frames
	var own analysis.Frame
	var j analysis.Judged
	guessed, same, n := 0, 0, 0
	frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(read *analysis.Frame) {
		if n++; n > 2000 {
			return
		}
		p := read.Packet
		p.Data = bytes.Clone(p.Data)
		if n%7 == 0 {
			p.Data = p.Data[:min(len(p.Data), 16+n%40)] // what is left says no order, or half of a message
		}
		f := fs.Feed(&p)
		j.Judge(f, n > 1, make([]byte, len(f.Data)+len(f.Options.Raw)))
		fs.Recall(&own, &j)
		if f.Netlink && f.OrderRule != codec.OrderDetected {
			guessed++
		}
		if own.Same {
			same++
		}
		if own.Number != f.Number || own.Order != f.Order || own.OrderRule != f.OrderRule || own.Confidence != f.Confidence || own.Err != f.Err ||
			own.Relative != f.Relative || own.Delta != f.Delta || !reflect.DeepEqual(own.Spans, f.Spans) || len(own.Messages) != len(f.Messages) {
			t.Fatalf("frame %d:\n%+v\nwant\n%+v", n, own, *f)
		}
		for i := range f.Messages {
			if got, want := &own.Messages[i], &f.Messages[i]; got.Header != want.Header || got.Verdict != want.Verdict || got.ReplyIn != want.ReplyIn {
				t.Fatalf("frame %d, message %d:\n%+v\nwant\n%+v", n, i, got, want)
			}
		}
	})
	if guessed < 20 || same < 100 {
		t.Errorf("of %d frames others said the order, %d were as those before", guessed, same)
	}
}

// What others noted of a frame does not stand in the next one, though that has the same bytes.
func TestSameForgets(t *testing.T) {
	first := execPacket(t)
	var fs analysis.Frames
	p := first
	f := fs.Feed(&p)
	before, _ := f.Messages[0].ProcEvent()
	if before.Frame != 1 {
		t.Fatalf("%+v", before)
	}
	f.Messages[0].Subject, f.Messages[0].Context = new(analysis.Subject), new(analysis.Context)
	f.Messages[0].ReplyIn = genealogy.Ref{Frame: 9}
	p = pcap.Packet{Data: bytes.Clone(first.Data), Len: first.Len, Interface: first.Interface, Time: first.Time}
	f = fs.Feed(&p)
	m := &f.Messages[0]
	if e, ok := m.ProcEvent(); !f.Same || !ok || e.Frame != 2 {
		t.Errorf("same %v; the event is of frame %d", f.Same, e.Frame)
	}
	if m.Subject != nil || m.Context != nil || m.ReplyIn != (genealogy.Ref{}) || !m.IsCopy() {
		t.Errorf("%+v", m)
	}
}
