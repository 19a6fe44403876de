package scenario

import (
	"encoding/binary"
	"slices"
)

// The request types of struct dm_ulog_request that have data in the answer.
const (
	ulogCTR           = 1
	ulogGetRegionSize = 6
	ulogIsClean       = 7
	ulogInSync        = 8
	ulogGetResyncWork = 12
	ulogGetSyncCount  = 14
	ulogSize          = 160 // sizeof(struct dm_ulog_request)
	ulogErrorAt       = 144
	ulogSeqAt         = 148
	ulogTypeAt        = 152
	ulogDataSizeAt    = 156
)

// dmlog is the daemon of a mirrored device whose log is in user space.
func dmlog() Scenario {
	return Scenario{
		Name: "dm-log-userspace",
		Does: "a mirror with its log in user space is made, resumed, suspended and removed, and this program is its log; before that it refuses one",
		Proves: []string{
			"the kernel asks: seq is its own counter and ack 0, in the header and in the payload",
			"an answer is found by the seq in its payload, or, if it has no payload, by cn_msg.seq, and then cn_msg.ack is an errno",
			"cn_msg.len is 160 + data_size",
		},
		On:      guest,
		Modules: []string{"brd", "dm-mirror", "dm-log-userspace"},
		Run: func(w World) {
			s := w.Open("daemon", Options{})
			s.Join(7)
			serve := func(answer func(Request) Request) {
				wait := w.Meanwhile(func() { w.Device("cnwire") })
				for b := s.Next(); b != nil; b = s.Next() {
					if len(b) >= 36+ulogSize {
						s.Send(answer(ulogRequest(s, b)).Bytes())
					}
				}
				wait()
			}
			serve(func(r Request) Request { r.Ack, r.Data = errINVAL, nil; return r })
			serve(ulogAnswer)
			w.Settle()
			s.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			asked := ByID(t.Sockets["daemon"], 7, 1)
			v.That(len(asked) >= 5, "the kernel asked %d times", len(asked))
			if len(asked) < 5 {
				return
			}
			o := orderOf(t.Kernel)
			var kinds []uint32
			for i, f := range asked {
				v.That(len(f.Data) >= ulogSize, "frame %d: %d bytes", f.Number, len(f.Data))
				if len(f.Data) < ulogSize {
					return
				}
				kinds = append(kinds, o.Uint32(f.Data[ulogTypeAt:])&0xff)
				v.That(f.Ack == 0 && (i == 0 || f.Seq == asked[i-1].Seq+1), "frame %d: seq %d, ack %d", f.Number, f.Seq, f.Ack)
				v.That(o.Uint32(f.Data[ulogSeqAt:]) == f.Seq, "frame %d: the payload's seq is %d", f.Number, o.Uint32(f.Data[ulogSeqAt:]))
				v.That(len(f.Data) == ulogSize+int(o.Uint32(f.Data[ulogDataSizeAt:])), "frame %d: %d bytes", f.Number, len(f.Data))
			}
			v.That(kinds[0] == ulogCTR && kinds[1] == ulogCTR, "the kernel asked for %d", kinds)
			v.That(slices.Contains(kinds, ulogGetRegionSize) && kinds[len(kinds)-1] == 2, "the kernel asked for %d", kinds)
			v.That(len(t.Sends("daemon")) == len(asked), "%d answers to %d questions", len(t.Sends("log")), len(asked))
		},
	}
}

// ulogRequest turns what the kernel asked into an answer without changes.
func ulogRequest(s Socket, b []byte) Request {
	o := binary.NativeEndian
	return Request{NlType: 3, NlPID: s.Port(), Idx: 7, Val: 1, Seq: o.Uint32(b[24:]), Len: -1, Data: slices.Clone(b[36:])}
}

// ulogAnswer answers a question of the kernel's: all is well and in sync.
func ulogAnswer(r Request) Request {
	o := binary.NativeEndian
	var data []byte
	switch o.Uint32(r.Data[ulogTypeAt:]) & 0xff {
	case ulogGetRegionSize:
		data = o.AppendUint64(nil, 1024)
	case ulogIsClean, ulogInSync:
		data = o.AppendUint64(nil, 1)
	case ulogGetSyncCount:
		data = o.AppendUint64(nil, 8)
	case ulogGetResyncWork:
		data = make([]byte, 16)
	}
	r.Data = append(r.Data[:ulogSize:ulogSize], data...)
	o.PutUint32(r.Data[ulogErrorAt:], 0)
	o.PutUint32(r.Data[ulogDataSizeAt:], uint32(len(data)))
	return r
}

func orderOf(k Kernel) binary.ByteOrder {
	if k.BigEndian() {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
