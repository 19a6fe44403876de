package scenario

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// The bus of internal/rig/w1bus/w1bus.c: its master, its slaves, and one that is not on it.
const (
	w1Master           = 1
	w1Empty            = 2 // a master on which nobody is, which comes later
	w1First     uint64 = 0x76000000000001fc
	w1Second    uint64 = 0x2f000000000002fc
	w1Elsewhere uint64 = 0x18000000000003fc
)

// w1Case is a request to that bus, and what answers it: in the order of the answers what
// a w1 message has behind its head, or a status of an empty message.
type w1Case struct {
	flags   uint16
	ack     uint32 // beyond seq; 0: of no relation to it
	data    []byte
	answers []w1Answer
	second  bool // the other master comes before it
}

// w1Answer is a w1 message of an answer.
type w1Answer struct {
	data   bool // its ack is seq + 1
	status byte
	inside []byte
}

func w1Number(n uint64) []byte { return binary.NativeEndian.AppendUint64(nil, n) }

// w1Cmd makes a w1_netlink_cmd.
func w1Cmd(cmd byte, data ...byte) []byte {
	return append(binary.NativeEndian.AppendUint16([]byte{cmd, 0}, uint16(len(data))), data...)
}

// toMaster, toEmpty and toSlave make a w1_netlink_msg with commands.
func toMaster(cmds ...[]byte) []byte {
	return w1Message(4, append(wordsOf(w1Master), 0, 0, 0, 0), slices.Concat(cmds...))
}

func toEmpty(cmds ...[]byte) []byte {
	return w1Message(4, append(wordsOf(w1Empty), 0, 0, 0, 0), slices.Concat(cmds...))
}

func toSlave(id uint64, cmds ...[]byte) []byte {
	return w1Message(5, w1Number(id), slices.Concat(cmds...))
}

func w1Message(kind byte, id, inside []byte) []byte {
	return slices.Concat(binary.NativeEndian.AppendUint16([]byte{kind, 0}, uint16(len(inside))), id, inside)
}

// w1bus asks the 1-wire bus that a module of the rig makes, so that each command is answered.
func w1bus() Scenario {
	return Scenario{
		Name: "w1bus",
		Does: "every command of the 1-wire bus (id 3:1) to a master with two slaves that a module of the rig makes, some wrong, some several in a message, some bundled; then another master, on which nobody is",
		Proves: []string{
			"each command has a status, with the request's ack, and before it what was read or found, with seq + 1 as ack",
			"a request whose flags are W1_CN_BUNDLE has its answers in one datagram",
			"before an answer that fits its room tightly goes a datagram of id 0:0, seq 0 and no data",
			"lengths that do not add up have the whole request ignored, a command that is too long answers E2BIG, no command ends a request, and a slave that is not there does not",
			"a reset on which nobody answers has the status 255; masters are listed the newest first",
			"masters and slaves that come and go are events to the group; answers go to the asking socket alone",
		},
		On:      func(k Kernel) bool { return guest(k) && k.Arch == "amd64" },
		Modules: []string{"wire"},
		Loads:   []string{"w1bus"},
		Run: func(w World) {
			s, other := w.Open("w", Options{}), w.Open("other", Options{})
			s.Join(3)
			other.Join(3)
			w.Load("w1bus", "")
			w.Settle()
			for i, c := range w1Cases() {
				if c.second {
					w.Write("/sys/module/w1bus/parameters/empty", "1")
					w.Fact("second master", 1)
					w.Settle()
				}
				seq, ack := w1Numbers(i, c)
				s.Send(Request{NlType: 3, NlPID: s.Port(), Idx: 3, Val: 1, Seq: seq, Ack: ack, Flags: c.flags, Len: -1, Data: c.data}.Bytes())
				w.Settle()
			}
			w.Unload("w1bus")
			w.Settle()
			s.Close()
			other.Close()
		},
		Check: checkW1bus,
	}
}

// w1Numbers are seq and ack of a request.
func w1Numbers(i int, c w1Case) (seq, ack uint32) {
	seq, ack = uint32(1000+10*i), uint32(7+10*i)
	if c.ack != 0 {
		ack = seq + c.ack
	}
	return seq, ack
}

// checkW1bus holds what came back against what the cases want. Where one datagram has
// several, they are taken apart.
func checkW1bus(t *Trace, v *Verdict) {
	events := map[byte]int{}
	for _, f := range ByID(t.Sockets["other"], 3, 1) {
		if len(f.Data) == 12 && f.Ack == 0 {
			events[f.Data[0]]++
		}
	}
	v.That(events[2] == 2 && events[3] == 2 && events[0] == 4 && events[1] == 4, "another member of the group: masters came %d times and went %d, slaves %d and %d",
		events[2], events[3], events[0], events[1])
	strays := ByID(t.Sockets["w"], 0, 0)
	v.That(len(strays) > 0, "no datagram of id 0:0")
	for _, f := range strays {
		v.That(f.Seq == 0 && f.Ack == 0 && len(f.Data) == 0, "frame %d of id 0:0: seq %d, ack %d, %d bytes", f.Number, f.Seq, f.Ack, len(f.Data))
	}
	var got []Frame
	for _, f := range ByID(t.Sockets["w"], 3, 1) {
		if f.Ack != 0 {
			got = append(got, f)
		}
	}
	for i, c := range w1Cases() {
		seq, ack := w1Numbers(i, c)
		var have []w1Answer
		datagrams := 0
		for ; len(got) > 0 && got[0].Seq == seq; got = got[1:] {
			datagrams++
			have = append(have, w1Answers(got[0].Bytes, seq, ack, c.flags, v)...)
		}
		v.That(slices.EqualFunc(have, c.answers, func(a, b w1Answer) bool {
			return a.data == b.data && a.status == b.status && bytes.Equal(a.inside, b.inside)
		}), "request %d: %v, want %v", i+1, have, c.answers)
		v.That(c.flags != 1 || datagrams == 1, "request %d: %d datagrams", i+1, datagrams)
	}
	v.That(len(got) == 0, "%d answers too many", len(got))
}

// w1Answers takes a datagram apart: cn_msgs in a row, and w1 messages in each.
func w1Answers(b []byte, seq, ack uint32, flags uint16, v *Verdict) (list []w1Answer) {
	o := binary.NativeEndian
	end := min(int(o.Uint32(b)), len(b))
	for at := 16; at+20 <= end; {
		cn := b[at:]
		to := min(at+20+int(o.Uint16(cn[16:])), end)
		a := o.Uint32(cn[12:])
		v.That(o.Uint32(cn[8:]) == seq && (a == ack || a == seq+1), "an answer of seq %d and ack %d to %d and %d", o.Uint32(cn[8:]), a, seq, ack)
		v.That(len(cn) > 20 && cn[20] == 6 || o.Uint16(cn[18:]) == flags, "seq %d: flags %#x", seq, o.Uint16(cn[18:]))
		for at += 20; at+12 <= to; {
			n := min(at+12+int(o.Uint16(b[at+2:])), to)
			list = append(list, w1Answer{a == seq+1 && a != ack, b[at+1], b[at+12 : n]})
			at = n
		}
		at = to
	}
	return list
}
