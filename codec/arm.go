package codec

import "math/bits"

// arm describes an arm of proc_event's union.
type arm struct {
	what EventType // that selects it
	s    Struct
	size int          // with all its fields
	need int          // without those that old kernels did not have
	name string       // of what
	new  func() Event // a value to decode it into
}

// arms is the one place that dispatches on what.
var arms = [...]arm{
	{EventNone, StructAck, AckSize, AckSize, "PROC_EVENT_NONE", func() Event { return new(Ack) }},
	{EventFork, StructFork, ForkSize, ForkSize, "PROC_EVENT_FORK", func() Event { return new(Fork) }},
	{EventExec, StructExec, ExecSize, ExecSize, "PROC_EVENT_EXEC", func() Event { return new(Exec) }},
	{EventUID, StructUID, UIDSize, UIDSize, "PROC_EVENT_UID", func() Event { return new(UID) }},
	{EventGID, StructGID, GIDSize, GIDSize, "PROC_EVENT_GID", func() Event { return new(GID) }},
	{EventSID, StructSID, SIDSize, SIDSize, "PROC_EVENT_SID", func() Event { return new(SID) }},
	{EventPtrace, StructPtrace, PtraceSize, PtraceSize, "PROC_EVENT_PTRACE", func() Event { return new(Ptrace) }},
	{EventComm, StructComm, CommSize, CommSize, "PROC_EVENT_COMM", func() Event { return new(Comm) }},
	{EventCoredump, StructCoredump, CoredumpSize, CoredumpSize, "PROC_EVENT_COREDUMP", func() Event { return new(Coredump) }},
	{EventExit, StructExit, ExitSize, ExitOldSize, "PROC_EVENT_EXIT", func() Event { return new(Exit) }},
}

// armOf returns the arm that t selects, or nil. A what is one bit or none, and a
// jump that the processor cannot foresee would cost more than all else here.
func armOf(t EventType) *arm {
	if a := armsByBit[bits.Len32(uint32(t))]; a != nil && a.what == t {
		return a
	}
	return nil
}

var armsByBit = func() (list [33]*arm) {
	for i := range arms {
		a := &arms[i]
		at := &list[bits.Len32(uint32(a.what))]
		if *at != nil {
			panic("codec: " + a.name + " is not a bit of its own")
		}
		*at = a
	}
	return list
}()

// newEvent returns a value to decode the arm that t selects into.
func newEvent(t EventType) Event {
	if a := armOf(t); a != nil {
		return a.new()
	}
	return &RawEvent{Type: t}
}
