package analysis_test

import (
	"encoding/binary"
	"testing"
)

// The words are those of README.md's lines of text: those of the kernel's names, and the
// number of what has none. What user space sent is no event (R18).
func TestEventWords(t *testing.T) {
	be := binary.BigEndian
	for what, want := range map[uint64]string{
		0: "ack", 1: "fork", 2: "exec", 4: "uid", 0x40: "gid", 0x80: "sid", 0x100: "ptrace", 0x200: "comm", 0x40000000: "coredump", 0x80000000: "exit",
	} {
		f := one(t, cooked(11, message(t, be, nil, event(t, be, what, nil))))
		if got := joined(t, f, "cn_proc.event"); got != want {
			t.Errorf("%#x: %q, want %q", what, got, want)
		}
	}
	unknown := event(t, be, 1, nil)
	be.PutUint32(unknown[len(unknown)-40:], 0x10000000)
	if got := joined(t, one(t, cooked(11, message(t, be, nil, unknown))), "cn_proc.event"); got != "event 0x10000000" {
		t.Errorf("of an event without a name: %q", got)
	}
	two := one(t, cooked(11, message(t, be, nil, event(t, be, 1, nil), event(t, be, 2, nil))))
	if got := joined(t, two, "cn_proc.event"); got != "fork,exec" {
		t.Errorf("of two messages: %q", got)
	}
	for name, f := range map[string]string{
		"sent by user space": joined(t, one(t, cooked(11, message(t, be, set{"nlmsg_pid": 7}, event(t, be, 1, nil)))), "cn_proc.event"),
		"cut before what":    joined(t, one(t, cooked(11, message(t, be, nil, event(t, be, 1, nil)))[:54]), "cn_proc.event"),
	} {
		if f != "" {
			t.Errorf("%s: %q", name, f)
		}
	}
}
