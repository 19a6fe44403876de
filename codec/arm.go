package codec

// arm describes an arm of proc_event's union.
type arm struct {
	s    Struct
	size int          // with all its fields
	need int          // without those that old kernels did not have
	name string       // of the value of what that selects it
	new  func() Event // a value to decode it into
}

// armOf is the one place that dispatches on what. It returns the arm that t
// selects, or false.
func armOf(t EventType) (arm, bool) {
	switch t {
	case EventNone:
		return arm{StructAck, AckSize, AckSize, "PROC_EVENT_NONE", func() Event { return new(Ack) }}, true
	case EventFork:
		return arm{StructFork, ForkSize, ForkSize, "PROC_EVENT_FORK", func() Event { return new(Fork) }}, true
	case EventExec:
		return arm{StructExec, ExecSize, ExecSize, "PROC_EVENT_EXEC", func() Event { return new(Exec) }}, true
	case EventUID:
		return arm{StructUID, UIDSize, UIDSize, "PROC_EVENT_UID", func() Event { return new(UID) }}, true
	case EventGID:
		return arm{StructGID, GIDSize, GIDSize, "PROC_EVENT_GID", func() Event { return new(GID) }}, true
	case EventSID:
		return arm{StructSID, SIDSize, SIDSize, "PROC_EVENT_SID", func() Event { return new(SID) }}, true
	case EventPtrace:
		return arm{StructPtrace, PtraceSize, PtraceSize, "PROC_EVENT_PTRACE", func() Event { return new(Ptrace) }}, true
	case EventComm:
		return arm{StructComm, CommSize, CommSize, "PROC_EVENT_COMM", func() Event { return new(Comm) }}, true
	case EventCoredump:
		return arm{StructCoredump, CoredumpSize, CoredumpSize, "PROC_EVENT_COREDUMP", func() Event { return new(Coredump) }}, true
	case EventExit:
		return arm{StructExit, ExitSize, ExitOldSize, "PROC_EVENT_EXIT", func() Event { return new(Exit) }}, true
	}
	return arm{}, false
}

// newEvent returns a value to decode the arm that t selects into.
func newEvent(t EventType) Event {
	if a, known := armOf(t); known {
		return a.new()
	}
	return &RawEvent{Type: t}
}
