package record

import "github.com/cnwire/cnwire/codec"

// followed are the processes of Options.Follow, as far as they are known.
type followed struct {
	on          bool
	descendants bool
	tgids       map[int32]bool
}

// follow begins with a process, and with those that descend from it by now.
func follow(o *Options) (f followed) {
	if o.Follow == 0 {
		return f
	}
	f = followed{on: true, descendants: o.Descendants, tgids: map[int32]bool{o.Follow: true}}
	if o.Descendants {
		for _, pid := range descendants(o.Follow) {
			f.tgids[pid] = true
		}
	}
	return f
}

// has reports whether an event is about one of them. A process that one of them
// starts is, and one that has the number of one that ended is not.
func (f *followed) has(s *said) bool {
	if !f.on || s.what == codec.EventNone {
		return true
	}
	if s.what == codec.EventFork {
		var e codec.Fork
		if _, err := e.Decode(codec.NativeOrder, s.arm); err != nil {
			return true
		}
		child, parent := e.Child.TGID, f.tgids[e.Parent.TGID]
		if !e.Child.IsLeader() {
			return f.tgids[child]
		}
		if parent && f.descendants {
			f.tgids[child] = true
		} else {
			delete(f.tgids, child)
		}
		return parent
	}
	e := codec.ProcEvent{What: s.what, Data: s.arm}
	tgid, ok := tgidOf(&e)
	return !ok || f.tgids[tgid]
}

// tgidOf returns whom an event is about, in which every arm but those of answers
// and FORK begins with a task.
func tgidOf(e *codec.ProcEvent) (int32, bool) {
	event, err := e.Event(codec.NativeOrder)
	if err != nil {
		return 0, false
	}
	switch e := event.(type) {
	case *codec.Exec:
		return e.Process.TGID, true
	case *codec.UID:
		return e.Process.TGID, true
	case *codec.GID:
		return e.Process.TGID, true
	case *codec.SID:
		return e.Process.TGID, true
	case *codec.Ptrace:
		return e.Process.TGID, true
	case *codec.Comm:
		return e.Process.TGID, true
	case *codec.Coredump:
		return e.Process.TGID, true
	case *codec.Exit:
		return e.Process.TGID, true
	}
	return 0, false // nobody knows: better one too many
}
