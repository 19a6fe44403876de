package scenario

import (
	"encoding/binary"
	"slices"
)

// w1race has requests to two masters answered by the threads of both at once.
func w1race() Scenario {
	const requests, seen = 400, 3 // how many at most, and of each fault before it is enough
	return Scenario{
		Name: "w1race",
		Does: "requests to two masters of the 1-wire bus in one cn_msg each, plain ones and bundles, until the driver's threads got into each other's way",
		Proves: []string{
			"one request to several masters is answered by a thread for each, out of one buffer: a status comes twice and another not at all, or what one master read is said of the other",
		},
		Racing:  true,
		On:      func(k Kernel) bool { return guest(k) && k.Arch == "amd64" },
		Modules: []string{"wire"},
		Loads:   []string{"w1bus"},
		Run: func(w World) {
			s := w.Open("w", Options{})
			s.Join(3)
			w.Load("w1bus", "slow=200")
			w.Write("/sys/module/w1bus/parameters/empty", "1")
			w.Settle()
			var faults w1Faults
			for i := range uint32(requests) {
				r := Request{NlType: 3, NlPID: s.Port(), Idx: 3, Val: 1, Seq: raceSeq + i, Ack: raceAck + i, Flags: uint16(i % 2), Len: -1, Data: raced()}
				s.Send(r.Bytes())
				for b := s.Soon(); b != nil; b = s.Soon() {
					faults.add(binary.NativeEndian, b)
				}
				if i > 20 && faults.labels >= seen && faults.twice >= seen {
					break
				}
			}
			w.Unload("w1bus")
			w.Settle()
			s.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			var faults w1Faults
			for _, f := range ByID(t.Sockets["w"], 3, 1) {
				faults.add(orderOf(t.Kernel), f.Bytes)
			}
			v.That(len(faults.status) > 0, "there is no status")
			v.That(faults.labels+faults.twice > 0, "no answer had a wrong label, and no status came twice")
		},
	}
}

// Where the numbers of the requests begin: seq and ack of none are those of another.
const raceSeq, raceAck = 0x1000, 0x8000

// raced asks one master for five bytes and a reset, and the other for two and a reset.
func raced() []byte {
	return slices.Concat(toMaster(w1Cmd(w1Read, make([]byte, 5)...), w1Cmd(w1Reset)), toEmpty(w1Cmd(w1Read, 0, 0), w1Cmd(w1Reset)))
}

// w1Faults counts what is wrong in answers to raced.
type w1Faults struct {
	labels int            // data that one master read and another one sent, it says
	twice  int            // statuses that came before
	status map[string]int // how often each came, by seq and what it is of
}

// add looks at a datagram. Lengths that do not add up are a fault of the same kind, which
// does not come each time; what is behind them is not looked at.
func (n *w1Faults) add(o binary.ByteOrder, b []byte) {
	if n.status == nil {
		n.status = map[string]int{}
	}
	end := min(int(o.Uint32(b)), len(b))
	for at := 16; at+20 <= end; {
		seq, ack, data := o.Uint32(b[at+8:]), o.Uint32(b[at+12:]), at+20
		if at = data + int(o.Uint16(b[at+16:])); at > end {
			return
		}
		if seq < raceSeq || ack == 0 {
			continue // an event
		}
		for data+16 <= at {
			m := b[data:]
			if data += 12 + int(o.Uint16(m[2:])); data > at {
				return
			}
			of, read := o.Uint32(m[4:]), int(o.Uint16(m[14:]))
			if key := string(b[24:28]) + string(m[:14]); ack != seq+1 {
				if n.status[key]++; n.status[key] > 1 {
					n.twice++
				}
			} else if of == w1Master && read != 5 || of == w1Empty && read != 2 {
				n.labels++
			}
		}
	}
}
