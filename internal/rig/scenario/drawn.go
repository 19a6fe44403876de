package scenario

import (
	"encoding/binary"
	"math/rand/v2"
	"slices"
	"time"
)

// drawn has random traffic of all users that a kernel of any machine has, another each
// time: what nobody who wrote a decoder has seen.
func drawn() Scenario {
	return Scenario{
		Name:    "drawn",
		Drawn:   true,
		Does:    "random requests, sound ones and others, to the 1-wire bus, process events and ids that nobody has; a log in user space that answers as it likes; children",
		Proves:  []string{"whatever comes is decoded as another decoder does it"},
		On:      guest,
		Modules: []string{"wire", "brd", "dm-mirror", "dm-log-userspace"},
		Run: func(w World) {
			d := draw(w)
			w.Settle()
			for range 24 {
				d.some(60)
				w.Child("child", Exit(d.IntN(256)))
				w.Settle()
			}
			d.logs()
			d.close()
		},
		Check: manyMessages,
	}
}

// drawnBus is drawn with a bus on which somebody is, and the kernel's sample.
func drawnBus() Scenario {
	s := drawn()
	s.Name = "drawn-bus"
	s.Does = "random requests to a 1-wire bus with two masters and two slaves, to the kernel's sample and to all others"
	s.On = func(k Kernel) bool { return guest(k) && k.Arch == "amd64" }
	s.Racing = true
	s.Modules = []string{"wire"}
	s.Loads = []string{"w1bus", "cn_test"}
	s.Run = func(w World) {
		d := draw(w)
		w.Load("w1bus", "slow=20")
		w.Write("/sys/module/w1bus/parameters/empty", "1")
		w.Load("cn_test", "")
		w.Settle()
		for range 24 {
			d.some(60)
			w.Child("child", Exit(d.IntN(256)))
			w.Settle()
		}
		w.Unload("w1bus")
		w.Unload("cn_test")
		d.close()
	}
	return s
}

// manyMessages is what can be said of what is drawn.
func manyMessages(t *Trace, v *Verdict) {
	v.That(len(t.Nlmon) > 1000, "nlmon has %d frames", len(t.Nlmon))
	v.That(len(ByID(t.Sockets["a"], 3, 1)) > 100, "the 1-wire bus said little")
}

// drawing is random traffic from two sockets that hear all users.
type drawing struct {
	*rand.Rand
	w    World
	a, b Socket
}

func draw(w World) *drawing {
	seed := uint64(time.Now().UnixNano())
	w.Fact("seed", int64(seed))
	d := &drawing{rand.New(rand.NewPCG(seed, 1)), w, w.Open("a", Options{}), w.Open("b", Options{})}
	for _, group := range []int{1, 3, 4, 14} {
		d.a.Join(group)
		d.b.Join(group)
	}
	listen(d.a, 1, 2)
	return d
}

func (d *drawing) close() {
	d.w.Settle()
	ignore(d.a, 3, 4)
	d.a.Close()
	d.b.Close()
}

// some sends random requests.
func (d *drawing) some(n int) {
	for range n {
		s := d.a
		if d.IntN(3) == 0 {
			s = d.b
		}
		r := Request{NlType: 3, NlSeq: d.number(), NlPID: s.Port(), Seq: d.number(), Ack: d.number(), Len: -1}
		if d.IntN(16) == 0 {
			r.NlPID = 0
		}
		switch d.IntN(10) {
		case 0:
			r.Idx, r.Val, r.Data = 1, 1, d.mcast()
		case 1, 2:
			id := users[d.IntN(len(users))]
			r.Idx, r.Val, r.Data = id.idx, id.val, d.bytes(id.sizes[d.IntN(len(id.sizes))])
		default:
			r.Idx, r.Val, r.Data = 3, 1, d.w1()
			r.Flags = uint16([]int{0, 0, 0, 1, 1, 2, 0x8001}[d.IntN(7)])
		}
		if d.IntN(20) == 0 {
			r.Len = max(0, len(r.Data)+d.IntN(9)-4) // nlmsg_len goes with it, or does not
		}
		b := r.Bytes()
		if d.IntN(20) == 0 {
			b = append(b, d.bytes(d.IntN(40))...) // behind the message
		}
		if d.IntN(30) == 0 {
			s.SendTo(0, 1<<(r.Idx-1)&0xffff, b) // to those who listen as well
		} else {
			s.Send(b)
		}
	}
}

// users are ids with sizes of what starts their data, some of which are right.
var users = []struct {
	idx, val uint32
	sizes    []int
}{
	{2, 1, []int{0, 7, 8, 30}}, {4, 1, []int{59, 60, 61, 200}}, {5, 0, []int{147, 148, 168}}, {6, 1, []int{16, 60, 64, 90}},
	{7, 1, []int{0, 100, 160, 176}}, {8, 1, []int{11, 12, 40}}, {9, 1, []int{4, 2564, 2580, 7432, 7436}}, {10, 1, []int{4, 8, 12, 16}},
	{14, 0x456, []int{0, 1, 13, 14}}, {14, 0x457, []int{5}}, {77, 88, []int{0, 1, 2, 3, 40}}, {1, 1, []int{3, 8, 40, 41, 76}}, {0, 0, []int{0, 4}},
	{0xffffffff, 0xffffffff, []int{16, 24, 32, 33}},
}

func (d *drawing) number() uint32 {
	if d.IntN(3) == 0 {
		return uint32(d.IntN(4))
	}
	return d.Uint32()
}

// bytes are random, small ones at the beginning.
func (d *drawing) bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		if b[i] = byte(d.IntN(256)); i < 24 && d.IntN(3) > 0 {
			b[i] &= 3
		}
	}
	return b
}

// mcast is a control message; LISTEN mostly, or nobody hears anything.
func (d *drawing) mcast() []byte {
	if d.IntN(4) > 0 {
		return wordsOf(opListen)
	}
	return slices.Concat(wordsOf(uint32(d.IntN(4))), wordsOf(d.Uint32()))[:[]int{4, 8, 8, 7}[d.IntN(4)]]
}

// logs makes mirrors whose log this is, which answers as it likes, and right in the end.
func (d *drawing) logs() {
	s := d.w.Open("log", Options{})
	s.Join(7)
	o := binary.NativeEndian
	for range 6 {
		wait := d.w.Meanwhile(func() { d.w.Device("cnwire") })
		for b := s.Next(); b != nil; b = s.Next() {
			if len(b) < 36+ulogSize {
				continue
			}
			right, other := ulogAnswer(ulogRequest(s, b)), ulogRequest(s, b)
			switch d.IntN(7) {
			case 0: // of no request
				o.PutUint32(other.Data[ulogSeqAt:], d.Uint32())
				s.Send(other.Bytes())
			case 1: // too short
				other.Data = other.Data[:d.IntN(ulogSize)]
				other.Seq = d.Uint32()
				s.Send(other.Bytes())
			case 2: // an error, and nothing else
				right.Ack, right.Data = uint32(1+d.IntN(40)), nil
			case 3:
				right.Data = append(right.Data, d.bytes(d.IntN(9))...)
			case 4:
				right.Seq, right.Ack = d.number(), d.number()
			}
			s.Send(right.Bytes())
		}
		wait()
	}
	d.w.Settle()
	s.Close()
}
