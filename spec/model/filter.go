package model

// What an event is, and bits of a mask, by the names of the table's set
// "proc_event_what".
const (
	whatNone        = 0
	whatExit        = 0x80000000
	whatNonzeroExit = 0x20000000
)

// maskAll is PROC_EVENT_ALL, every bit of the set "proc_event_mask_bits" that the
// release has.
func (k *Kernel) maskAll() (all uint32) {
	for _, v := range k.table.Set("proc_event_mask_bits") {
		if k.has(v.Since) {
			all |= uint32(v.Value)
		}
	}
	return all
}

// state is what a socket asked for last (6.6): the struct proc_input that hangs
// on the kernel's struct sock until the socket is closed.
type state struct{ op, mask uint32 }

// wants is drivers/connector/cn_proc.c:cn_filter (R45). An answer has what 0,
// which no bit of a mask lets through.
func (s *Socket) wants(what, exitCode uint32) bool {
	switch st := s.state; {
	case st == nil: // in the group without having asked
		return true
	case st.op == opIgnore:
		return false
	case st.mask == s.k.maskAll():
		return true
	case st.mask&whatNonzeroExit != 0 && what == whatExit && exitCode != 0:
		return true
	default:
		return st.mask&what != 0
	}
}
