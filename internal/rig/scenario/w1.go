package scenario

import "encoding/binary"

// w1 asks the 1-wire bus, which has no hardware here; w1bus asks one that has a master.
func w1() Scenario {
	const enodev, eproto, data, none = 19, 71, -1, -2
	const master, list = 4, 6 // W1_MASTER_CMD, W1_LIST_MASTERS
	cases := []struct {
		kind   uint8
		length int // of the w1 message, as it says
		data   []byte
		status int // of the answer: an errno, or data or none
	}{
		{kind: list, status: data},
		{kind: master, length: 4, data: []byte{2, 0, 0, 0}, status: enodev}, // W1_CMD_SEARCH on a master that is not there
		{kind: master, status: eproto},                                      // no command
		{kind: 9, status: eproto},
		{kind: master, length: 100, data: []byte{2, 0, 0, 0}, status: none}, // beyond the cn_msg
	}
	return Scenario{
		Name: "w1",
		Does: "requests to the 1-wire bus (id 3:1) on a machine without one: its masters, a search on one that is not there, an unknown type, no command, a length too large",
		Proves: []string{
			"LIST_MASTERS is answered with the request's seq, and that seq + 1 as ack; cn_msg.flags and the id in the w1 message are not to be relied on",
			"an error is answered with the request's seq and its ack unchanged, and the errno in the status byte",
			"a length beyond the end of the cn_msg gets no answer",
			"answers go to the asking socket alone",
		},
		On:      guest,
		Modules: []string{"wire"},
		Run: func(w World) {
			s, other := w.Open("w", Options{}), w.Open("other", Options{})
			s.Join(3)
			other.Join(3)
			for i, c := range cases {
				message := binary.NativeEndian.AppendUint16([]byte{c.kind, 0}, uint16(c.length))
				message = append(append(message, wordsOf(5, 0)...), c.data...)
				s.Send(Request{NlType: 3, NlPID: s.Port(), Idx: 3, Val: 1, Seq: uint32(15 + 2*i), Ack: uint32(300 + 10*i), Len: -1, Data: message}.Bytes())
				w.Settle()
			}
			s.Close()
			other.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			got := ByID(t.Sockets["w"], 3, 1)
			v.That(len(t.Sockets["other"]) == 0, "another member of the group received %d messages", len(t.Sockets["other"]))
			for i, c := range cases {
				seq, ack := uint32(15+2*i), uint32(300+10*i)
				if c.status == none {
					continue
				}
				if c.status == data {
					ack = seq + 1
				}
				if len(got) == 0 || len(got[0].Data) < 12 {
					v.That(false, "request %d has no answer", i+1)
					return
				}
				f := got[0]
				got = got[1:]
				v.That(f.Seq == seq && f.Ack == ack, "answer %d: seq %d ack %d, want %d and %d", i+1, f.Seq, f.Ack, seq, ack)
				v.That(f.Data[0] == c.kind && int(f.Data[1]) == max(c.status, 0), "answer %d: %x, want status %d", i+1, f.Data, c.status)
				v.That(c.status != data || len(f.Data) == 12, "answer %d: %x names a master", i+1, f.Data)
			}
			v.That(len(got) == 0, "%d answers too many", len(got))
		},
	}
}
