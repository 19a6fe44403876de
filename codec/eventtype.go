package codec

import "strconv"

// EventType is proc_event.what: enum proc_cn_event, from
// include/uapi/linux/cn_proc.h. Its values are single bits, for they also make
// the mask of ProcInput.
type EventType uint32

const (
	EventNone     EventType = 0x00000000 // PROC_EVENT_NONE: the answer to a request
	EventFork     EventType = 0x00000001 // PROC_EVENT_FORK
	EventExec     EventType = 0x00000002 // PROC_EVENT_EXEC
	EventUID      EventType = 0x00000004 // PROC_EVENT_UID
	EventGID      EventType = 0x00000040 // PROC_EVENT_GID
	EventSID      EventType = 0x00000080 // PROC_EVENT_SID
	EventPtrace   EventType = 0x00000100 // PROC_EVENT_PTRACE
	EventComm     EventType = 0x00000200 // PROC_EVENT_COMM
	EventCoredump EventType = 0x40000000 // PROC_EVENT_COREDUMP
	EventExit     EventType = 0x80000000 // PROC_EVENT_EXIT

	// EventNonzeroExit is PROC_EVENT_NONZERO_EXIT, a bit of ProcInput's mask
	// that never stands in what (R13).
	EventNonzeroExit EventType = 0x20000000
)

// String returns the C name, or EventType(0x3) for a value without one.
func (t EventType) String() string {
	if a := armOf(t); a != nil {
		return a.name
	}
	if t == EventNonzeroExit {
		return "PROC_EVENT_NONZERO_EXIT"
	}
	return "EventType(0x" + strconv.FormatUint(uint64(t), 16) + ")"
}
