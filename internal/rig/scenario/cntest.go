package scenario

import (
	"bytes"
	"fmt"
)

// cntest loads the kernel's own example, which sends a text once a second.
func cntest() Scenario {
	return Scenario{
		Name: "cn_test",
		Does: "samples/connector/cn_test.c is loaded, sends to its group for some seconds, and is sent a message",
		Proves: []string{
			"messages of an id outside the kernel's list (14:1111), with a seq that counts from 0 and ack 0",
			"a text of 13 bytes sent to it makes a datagram of 49: nobody pads what user space sends",
		},
		On:    func(k Kernel) bool { return guest(k) && k.Arch == "amd64" },
		Loads: []string{"cn_test"},
		Run: func(w World) {
			s := w.Open("group", Options{})
			s.Join(14)
			w.Load("cn_test", "")
			s.Send(Request{NlType: 3, NlPID: s.Port(), Idx: 14, Val: 0x456, Seq: 1, Ack: 2, Len: -1, Data: []byte("hello, kernel")}.Bytes())
			for range 3 {
				s.Next()
			}
			w.Unload("cn_test")
			w.Settle()
			s.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			got := ByID(t.Sockets["group"], 14, 0x457)
			v.That(len(got) >= 3, "%d messages", len(got))
			for i, f := range got {
				v.That(f.Seq == uint32(i) && f.Ack == 0, "message %d: seq %d, ack %d", i, f.Seq, f.Ack)
				v.That(bytes.Equal(f.Data, fmt.Appendf(nil, "counter = %d\x00", i)), "message %d: %q", i, f.Data)
				v.That(len(f.Bytes)%4 == 0, "message %d: %d bytes", i, len(f.Bytes))
			}
		},
	}
}
