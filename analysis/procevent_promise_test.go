package analysis_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// Whatever happened, a ProcEvent says to whom, and who else is meant, each as the table has them.
func TestProcEventOfEach(t *testing.T) {
	le := binary.LittleEndian
	task := func(pid, tgid int32) codec.Task { return codec.Task{PID: pid, TGID: tgid} }
	process := func(more set) set {
		all := set{"process_pid": 5, "process_tgid": 6}
		for name, v := range more {
			all[name] = v
		}
		return all
	}
	parent := set{"parent_pid": 7, "parent_tgid": 8}
	for what, c := range map[uint64]struct {
		arm  set
		want analysis.ProcEvent
	}{
		0x1:        {set{"parent_pid": 7, "parent_tgid": 8, "child_pid": 5, "child_tgid": 6}, analysis.ProcEvent{Other: task(7, 8)}},
		0x2:        {process(nil), analysis.ProcEvent{}},
		0x4:        {process(set{"ruid": 11, "euid": 12}), analysis.ProcEvent{Real: 11, Effective: 12}},
		0x40:       {process(set{"rgid": 11, "egid": 12}), analysis.ProcEvent{Real: 11, Effective: 12}},
		0x80:       {process(nil), analysis.ProcEvent{}},
		0x100:      {process(set{"tracer_pid": 7, "tracer_tgid": 8}), analysis.ProcEvent{Other: task(7, 8)}},
		0x200:      {process(nil), analysis.ProcEvent{}},
		0x40000000: {process(parent), analysis.ProcEvent{Other: task(7, 8)}},
		0x80000000: {process(set{"parent_pid": 7, "parent_tgid": 8, "exit_code": 256, "exit_signal": 17}), analysis.ProcEvent{Other: task(7, 8), Code: 256, ExitSignal: 17}},
	} {
		e := must(spec.Default().Event(le, set{"what": what, "cpu": 3, "timestamp_ns": 99}, c.arm))(t)
		b := must(spec.Default().Message(le, nil, set{"id.idx": 1, "id.val": 1, "seq": 44}, e))(t)
		got, ok := read(t, lay(le, false, record{Data: cooked(11, b)}))[0].Messages[0].ProcEvent()
		want := c.want
		want.Task, want.What, want.CPU, want.Seq = task(5, 6), codec.EventType(what), 3, 44
		want.Moment, want.Arm = got.Moment, got.Arm // where it is
		if !ok || *got != want || got.Frame != 1 || got.Stamp != 99 {
			t.Errorf("%#x: %+v, want %+v", what, *got, want)
		}
	}
}
