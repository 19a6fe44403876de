package fuzz_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// FuzzGenealogy: what is said of a message follows from the messages before it
// and from nothing else. So a stream may be cut anywhere, its frames may have
// other numbers and times, its sequence numbers another origin, and another
// stream may be judged beside it. What is counted as lost adds up.
func FuzzGenealogy(f *testing.F) {
	x := uint32(1)
	for n := range 20 {
		b := make([]byte, 60*n)
		for i := range b {
			x = x*1664525 + 1013904223
			b[i] = byte(x >> 24)
		}
		f.Add(b)
	}
	for _, step := range []byte{0, 1, 2, 0x11} { // requests and answers, events of two processors, copies
		var b []byte
		for i := range byte(40) {
			b = append(b, i*step, i, 1, step, i/3, i>>2)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) { genealogies(t, b) })
}

// stream makes headers of b, six bytes each, whose numbers are near each other
// so that requests find their answers and counters have small gaps.
func stream(b []byte) (list []genealogy.Header) {
	ids := [][2]uint32{{1, 1}, {1, 1}, {1, 1}, {3, 1}, {7, 1}, {11, 0x456}, {9, 1}, {1, 2}}
	seq, stamp := [2]uint32{}, uint64(1)<<40
	for i := 0; len(b) >= 6 && i < 2000; i++ {
		x := b[:6]
		b = b[6:]
		id := ids[x[0]>>4&7]
		h := genealogy.Header{
			Ref: genealogy.Ref{Frame: uint64(i/2 + 1), Msg: i % 2, Time: int64(i) * 1000},
			Idx: id[0], Val: id[1], Kind: genealogy.Kind(x[0] & 7 % 5),
			Port: uint32(x[3] & 3), Digest: uint64(x[4]), Masked: x[5]&0x40 != 0,
		}
		if x[3]&4 != 0 { // a frame of its own
			h.Frame, h.Msg = uint64(i+1), 0
		}
		h.Seq, h.Ack = uint32(int8(x[1])), uint32(int8(x[2]))
		if h.Timed = h.Idx == 1 && h.Val == 1 && (h.Kind == genealogy.KindEvent || h.Kind == genealogy.KindAnswer); h.Timed {
			h.CPU = uint32(x[5] & 1)
			seq[h.CPU] += uint32(int8(x[1]) / 16)
			stamp += uint64(int64(int8(x[4])) * 100)
			h.Seq, h.Stamp = seq[h.CPU], stamp
			if x[3]&0x80 == 0 {
				h.Port = 0 // the kernel's have none
			}
			if h.Kind == genealogy.KindEvent {
				h.Ack = 0
			}
		}
		if len(list) > 0 && x[3]&0x38 == 0x38 { // again, in another frame
			ref := h.Ref
			h = list[len(list)-1-int(x[5]>>3)%len(list)]
			h.Ref = ref
		}
		list = append(list, h)
	}
	return list
}

// said is what is known of one message.
type said struct {
	verdict genealogy.Verdict
	finding genealogy.Finding
	gap     genealogy.Gap
}

// judge hands a stream to a new tracker.
func judge(list []genealogy.Header) (all []said, losses *genealogy.Losses) {
	var tracker genealogy.Tracker
	losses = new(genealogy.Losses)
	for i := range list {
		h := list[i]
		v := tracker.Add(&h)
		finding, gap := losses.Add(&h, v)
		all = append(all, said{v, finding, gap})
	}
	return all, losses
}

func genealogies(t fuzz.T, b []byte) {
	t.Helper()
	list := stream(b)
	all, losses := judge(list)
	adds(t, list, all, losses)
	refers(t, list, all)

	for _, n := range []int{len(list) / 3, len(list) * 2 / 3} {
		some, _ := judge(list[:n])
		sameSaid(t, list, all[:n], some, "cut off behind it")
	}

	// Two streams, a message of each in turn.
	var one, other genealogy.Tracker
	for i := range list {
		h, g := list[i], list[len(list)-1-i]
		v := one.Add(&h)
		other.Add(&g)
		if v != all[i].verdict {
			t.Fatalf("message %d, %+v: %+v, and beside another stream %+v", i, h, all[i].verdict, v)
		}
	}

	moved := make([]genealogy.Header, len(list))
	for i, h := range list {
		h.Frame = 3*h.Frame + 7
		h.Time += 1 << 50
		h.Digest ^= 0x5555
		moved[i] = h
	}
	elsewhere, _ := judge(moved)
	back := func(r *genealogy.Ref) {
		if r.Frame != 0 {
			r.Frame = (r.Frame - 7) / 3
			r.Time -= 1 << 50
		}
	}
	for i := range elsewhere {
		for _, r := range []*genealogy.Ref{&elsewhere[i].verdict.Of, &elsewhere[i].verdict.Or, &elsewhere[i].verdict.Maybe, &elsewhere[i].gap.From, &elsewhere[i].gap.To} {
			back(r)
		}
	}
	sameSaid(t, list, all, elsewhere, "in other frames")

	shifted := make([]genealogy.Header, len(list))
	by := binary.LittleEndian.Uint32(append(append([]byte(nil), b...), 1, 2, 3, 4))
	for i, h := range list {
		if h.Seq += by; h.Timed {
			shifted[i] = h
			continue
		}
		h.Seq -= by // only the counters of processors start anywhere
		shifted[i] = h
	}
	_, there := judge(shifted)
	if there.Totals() != losses.Totals() {
		t.Fatalf("lost: %+v, with counters moved by %d %+v", losses.Totals(), by, there.Totals())
	}
}

// sameSaid compares what was said of the messages of a stream in two ways.
func sameSaid(t fuzz.T, list []genealogy.Header, want, got []said, how string) {
	t.Helper()
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("message %d, %+v\n%+v, %s\n%+v", i, list[i], want[i], how, got[i])
		}
	}
}

// refers holds that a message refers to earlier ones with the same id, and a
// copy to one that says the same.
func refers(t fuzz.T, list []genealogy.Header, all []said) {
	t.Helper()
	at := map[genealogy.Ref]int{}
	for i, h := range list {
		for n, r := range []genealogy.Ref{all[i].verdict.Of, all[i].verdict.Or} {
			if r == (genealogy.Ref{}) {
				continue
			}
			j, ok := at[r]
			if !ok || list[j].Idx != h.Idx || list[j].Val != h.Val {
				t.Fatalf("message %d, %+v, refers to %+v", i, h, r)
			}
			if all[i].verdict.Class == genealogy.Copy && (list[j].Digest != h.Digest || list[j].Seq != h.Seq || list[j].Ack != h.Ack || n > 0) {
				t.Fatalf("message %d, %+v, is no copy of %+v", i, h, list[j])
			}
		}
		at[h.Ref] = i
	}
}

// adds holds that the sums are those of the parts.
func adds(t fuzz.T, list []genealogy.Header, all []said, losses *genealogy.Losses) {
	t.Helper()
	sums := losses.Totals()
	var lost, filtered, opened, late, copies uint64
	for _, g := range losses.Gaps() {
		if g.Lost == 0 || g.String() == "" {
			t.Fatalf("gap %+v", g)
		}
		if lost += g.Lost; g.Filtered {
			filtered += g.Lost
		}
	}
	for i, s := range all {
		if s.finding == genealogy.Late {
			late++
		}
		if s.verdict.Class == genealogy.Copy && list[i].Timed && list[i].Port == 0 {
			copies++
		}
		if s.finding == genealogy.Opened {
			opened++
		}
	}
	// Of a counter's runs of missing numbers 256 are remembered, and a message makes
	// one at most: then a late number is taken out of its gap too.
	exact := sums.Messages <= 256
	if exact && (lost != sums.Lost || filtered != sums.Filtered) || sums.Gaps <= 1024 && lost < sums.Lost || copies != sums.Copies ||
		sums.Filtered > sums.Lost || sums.Messages+sums.Copies+sums.Repeated > uint64(len(list)) {
		t.Fatalf("%+v, and gaps of %d (%d filtered), %d opened, %d late, %d copies", sums, lost, filtered, opened, late, copies)
	}
}
