package analysis_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// A process event says what its arm says, decoded on its own, whole or cut anywhere, and
// nothing of the event that was in the same memory before.
func TestProcEvent(t *testing.T) {
	var used analysis.ProcEvent // of the messages before
	whole, cut := map[codec.EventType]int{}, map[codec.EventType]int{}
	check := func(f *analysis.Frame, count map[codec.EventType]int) {
		for i := range f.Messages {
			m := &f.Messages[i]
			what, _ := m.What()
			want := analysis.ProcEvent{Moment: analysis.Moment{Frame: m.Frame, Time: m.Time, Stamp: m.Stamp, Timed: m.Timed}, Host: f.Host, CPU: m.CPU, Seq: m.Seq, What: what}
			want.Arm, _ = m.Arm()
			known := true
			switch a := m.Event().(type) {
			case *codec.Fork:
				want.Task, want.Other = a.Child, a.Parent
			case *codec.Exec:
				want.Task = a.Process
			case *codec.Exit:
				want.Task, want.Other, want.Code, want.ExitSignal = a.Process, a.Parent, a.ExitCode, a.ExitSignal
			case *codec.Comm:
				want.Task, want.Comm = a.Process, a.Comm
			case *codec.UID:
				want.Task, want.Real, want.Effective = a.Process, a.RUID, a.EUID
			case *codec.Ptrace:
				want.Task, want.Other = a.Process, a.Tracer
			case nil, *codec.Ack, *codec.RawEvent:
				known = false
			default:
				continue
			}
			got, ok := m.ProcEvent()
			if into := m.ReadProcEvent(&used); ok != known || into != known || known && (*got != want || used != want) {
				t.Fatalf("frame %d: %v %v %+v\n%+v, want\n%v %+v", m.Frame, ok, into, got, used, known, want)
			}
			count[what]++
		}
	}
	for _, capture := range frames.Captures(t) {
		tried := map[codec.EventType]int{}
		frames.Each(t, capture, func(f *analysis.Frame) {
			check(f, whole)
			if len(f.Messages) != 1 {
				return
			}
			what, _ := f.Messages[0].What()
			if tried[what]++; tried[what] > 2 {
				return
			}
			for n := range len(f.Data) {
				check(one(t, f.Data[:n]), cut)
			}
		})
	}
	for _, what := range []codec.EventType{codec.EventFork, codec.EventExec, codec.EventExit, codec.EventComm, codec.EventUID, codec.EventPtrace} {
		if whole[what] < 10 || cut[what] < 50 {
			t.Errorf("%d of %v, and %d cut", whole[what], what, cut[what])
		}
	}
}
