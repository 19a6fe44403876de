package scenario

import (
	"encoding/binary"
	"slices"
)

// uvesafb is the daemon that would call the video BIOS, and declines.
func uvesafb() Scenario {
	const eaxAt = 8 + 24 // of struct v86_regs in struct uvesafb_task
	return Scenario{
		Name: "uvesafb",
		Does: "the module uvesafb is loaded and asks for the VBE info block; it is answered with another ack, then with its own, and failure",
		Proves: []string{
			"the kernel asks with a slot as seq and a random ack; the answer has both unchanged, with no + 1",
			"an answer with ack + 1 is dropped",
		},
		On:    pc,
		Loads: []string{"uvesafb"},
		Run: func(w World) {
			s := w.Open("v86d", Options{})
			s.Join(4)
			wait := w.Meanwhile(func() { w.Load("uvesafb", "") })
			for b := s.Next(); b != nil; b = s.Next() {
				if len(b) < 36+60 {
					continue
				}
				o := binary.NativeEndian
				r := Request{NlType: 3, NlPID: s.Port(), Idx: 4, Val: 1, Seq: o.Uint32(b[24:]), Ack: o.Uint32(b[28:]) + 1, Len: -1, Data: slices.Clone(b[36:])}
				o.PutUint32(r.Data[eaxAt:], 0x014f) // VBE: supported, and failed
				s.Send(r.Bytes())
				r.Ack--
				s.Send(r.Bytes())
			}
			wait()
			w.Unload("uvesafb")
			w.Settle()
			s.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			asked := ByID(t.Sockets["v86d"], 4, 1)
			v.That(len(asked) > 0, "the kernel asked nothing")
			v.That(len(t.Sends("v86d")) == 2*len(asked), "%d answers to %d questions", len(t.Sends("v86d")), len(asked))
			for i, f := range asked {
				v.That(f.Seq == uint32(i%16), "frame %d: seq %d, want slot %d", f.Number, f.Seq, i%16)
				v.That(len(f.Data) >= 60, "frame %d: %d bytes", f.Number, len(f.Data))
				v.That(!slices.ContainsFunc(asked[:i], func(g Frame) bool { return g.Ack == f.Ack }), "frame %d: ack %#x again", f.Number, f.Ack)
			}
		},
	}
}
