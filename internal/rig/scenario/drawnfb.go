package scenario

import (
	"encoding/binary"
	"slices"
)

// drawnFB is v86d that answers as it likes, each time that the module is loaded.
func drawnFB() Scenario {
	return Scenario{
		Name:   "drawn-fb",
		Drawn:  true,
		Does:   "uvesafb asks v86d for the VBE info block, several times, and is answered with other numbers, nothing, too much, and in the end that it failed",
		Proves: []string{"whatever comes is decoded as another decoder does it"},
		On:     pc,
		Loads:  []string{"uvesafb"},
		Run: func(w World) {
			d := draw(w)
			s := w.Open("v86d", Options{})
			s.Join(4)
			for range 5 {
				wait := w.Meanwhile(func() { w.Load("uvesafb", "") })
				for b := s.Next(); b != nil; b = s.Next() {
					d.v86(s, b)
				}
				wait()
				w.Unload("uvesafb")
				w.Settle()
			}
			s.Close()
			d.close()
		},
		Check: func(t *Trace, v *Verdict) {
			v.That(len(ByID(t.Sockets["v86d"], 4, 1)) > 3, "uvesafb asked little")
		},
	}
}

// v86 answers a question of uvesafb's.
func (d *drawing) v86(s Socket, b []byte) {
	const eaxAt = 8 + 24 // of struct v86_regs in struct uvesafb_task
	if len(b) < 36+60 || b[16] != 4 && b[19] != 4 {
		return
	}
	o := binary.NativeEndian
	r := Request{NlType: 3, NlPID: s.Port(), Idx: 4, Val: 1, Seq: o.Uint32(b[24:]), Ack: o.Uint32(b[28:]), Len: -1, Data: slices.Clone(b[36:])}
	o.PutUint32(r.Data[eaxAt:], 0x014f) // VBE: supported, and failed
	wrong := r
	switch d.IntN(5) {
	case 0:
		wrong.Ack = d.number()
	case 1:
		wrong.Seq = d.number()
	case 2:
		wrong.Data = append(slices.Clone(r.Data), d.bytes(1+d.IntN(9))...)
		o.PutUint32(wrong.Data[4:], uint32(len(wrong.Data)-60))
	case 3:
		wrong.Data = wrong.Data[:d.IntN(60)]
	case 4:
		wrong.Data = append(slices.Clone(r.Data), d.bytes(20)...)
		wrong.Ack++
	}
	if d.IntN(2) == 0 {
		s.Send(wrong.Bytes())
	}
	s.Send(r.Bytes())
}
