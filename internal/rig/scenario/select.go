package scenario

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
)

// Of returns the events of one Go type, and the frames they came in.
func Of[E codec.Event](frames []Frame) (events []E, in []Frame) {
	for _, f := range frames {
		if e, ok := f.Event.(E); ok {
			events, in = append(events, e), append(in, f)
		}
	}
	return events, in
}

// About returns the events that concern a process: those whose own tgid it is,
// and the fork that made it.
func About(frames []Frame, tgid int64) (in []Frame) {
	for _, f := range frames {
		if task, ok := subject(f.Event); ok && int64(task.TGID) == tgid {
			in = append(in, f)
		}
	}
	return in
}

// subject returns whom an event is about; of a fork it is the child.
func subject(e codec.Event) (codec.Task, bool) {
	switch e := e.(type) {
	case *codec.Fork:
		return e.Child, true
	case *codec.Exec:
		return e.Process, true
	case *codec.UID:
		return e.Process, true
	case *codec.GID:
		return e.Process, true
	case *codec.SID:
		return e.Process, true
	case *codec.Ptrace:
		return e.Process, true
	case *codec.Comm:
		return e.Process, true
	case *codec.Coredump:
		return e.Process, true
	case *codec.Exit:
		return e.Process, true
	}
	return codec.Task{}, false
}

// Kinds returns the kinds of events in order, e.g. FORK EXEC EXIT, without the prefix.
func Kinds(frames []Frame) (kinds []string) {
	for _, f := range frames {
		if f.Event != nil {
			kinds = append(kinds, f.Event.What().String()[len("PROC_EVENT_"):])
		}
	}
	return kinds
}

// Answers returns the answers of cn_proc.
func Answers(frames []Frame) (in []Frame) {
	_, in = Of[*codec.Ack](frames)
	return in
}

// Answer returns the first answer to a request with an ack, as its errno; -1 is none.
func Answer(frames []Frame, requestAck uint32) int {
	for _, f := range Answers(frames) {
		if f.Ack == requestAck+1 {
			return int(f.Event.(*codec.Ack).Err)
		}
	}
	return -1
}

// Requests returns what user space sent to id 1:1 and nlmon saw.
func Requests(frames []Frame) (in []Frame) {
	for _, f := range frames {
		if f.Connector() && f.ID.IsProc() && (len(f.Data) == codec.McastOpSize || len(f.Data) == codec.ProcInputSize) {
			in = append(in, f)
		}
	}
	return in
}

// Distinct returns the first of all copies of each event.
func Distinct(frames []Frame) (in []Frame) {
	seen := map[Key]bool{}
	for _, f := range frames {
		if f.Event != nil && !seen[f.Key()] {
			seen[f.Key()] = true
			in = append(in, f)
		}
	}
	return in
}

// ByID returns the connector's frames of one id.
func ByID(frames []Frame, idx, val uint32) (in []Frame) {
	for _, f := range frames {
		if f.Connector() && f.ID.Idx == idx && f.ID.Val == val {
			in = append(in, f)
		}
	}
	return in
}

// Has reports whether the frames have an event of a key.
func Has(frames []Frame, k Key) bool {
	return slices.ContainsFunc(frames, func(f Frame) bool { return f.Event != nil && f.Key() == k })
}
