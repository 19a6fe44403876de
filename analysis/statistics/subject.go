package statistics

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// subject is whom an event is about.
type subject struct {
	what   codec.EventType
	task   codec.Task // of a fork the parent, and of a thread's fork the thread
	child  int32      // fork: the new process, 0 for a thread
	leader bool       // the task is its process's first
}

// subjectOf reads the task of an event. It reports false for what is no event,
// for an unknown one, and for one whose task was not captured.
//
// A thread's fork names the parent of its process as the parent (R14), so the
// process that it is about is the child's own.
func subjectOf(f *analysis.Frame, m *analysis.Message) (subject, bool) {
	what, ok := m.What()
	if !ok || what == codec.EventNone || len(m.Spans) < 3 || !m.Spans[2].Struct.IsProcArm() {
		return subject{}, false
	}
	s := m.Spans[2]
	b := f.Data[s.Off : s.Off+s.Len]
	if len(b) < codec.TaskSize {
		return subject{}, false
	}
	task := taskAt(s.Order, b)
	by := subject{what: what, task: task, leader: task.IsLeader()}
	if what == codec.EventFork {
		if len(b) < codec.ForkSize {
			return subject{}, false
		}
		child := taskAt(s.Order, b[codec.TaskSize:])
		if child.IsLeader() {
			by.child = child.TGID
		} else {
			by.task = child
		}
		by.leader = false
	}
	return by, true
}

// taskAt reads a task, with which every arm but ack begins.
func taskAt(o codec.Order, b []byte) codec.Task {
	return codec.Task{PID: o.Int32(b), TGID: o.Int32(b[4:])}
}
