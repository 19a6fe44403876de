package pcap

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"reflect"
	"testing"
)

// lent reads into memory that it lends, as long as packets may be read there, and then on without. It
// holds that against what Next alone reads: also what stands in the memory when it is full. It returns how
// many packets it had in lent memory, and how often one was full.
func lent(t testing.TB, b []byte, size int, wait bool, seed uint64) (had, full int) {
	t.Helper()
	want, wrong, _ := through(bytes.NewReader(b))
	r, err := NewReader(&small{bytes.NewReader(b), 1 + int(seed%1500)})
	if err != nil {
		return 0, 0
	}
	defer r.Close()
	choose := rand.New(rand.NewPCG(seed, 0))
	var more func() bool
	if wait {
		more = func() bool { return true }
	}
	var got []Packet
	for {
		memory := make([]byte, choose.IntN(2000))
		there, wanted := len(r.in.ready()), choose.IntN(2000)
		if ok := r.Lend(memory, wanted); ok != (there <= len(memory)) {
			t.Fatalf("%d bytes, lent %d: %t", there, len(memory), ok)
		} else if ok {
			var here []Packet
			var on *Interface
			for {
				var p Packet
				if !r.NextUsual(&p, on, size) {
					if on = r.NextPacket(size, more); on == nil {
						break
					}
					if err := r.Next(&p); err != nil { // which may read on
						break
					}
				}
				if r.in.lent && r.in.r > max(wanted, there) {
					t.Fatalf("%d bytes of memory where %d are wanted, and %d were there", r.in.r, wanted, there)
				}
				here = append(here, p)
			}
			if r.Full(size) {
				full++
			}
			for i := range here { // which all are as they were given
				here[i].Data, here[i].Options.Raw = bytes.Clone(here[i].Data), bytes.Clone(here[i].Options.Raw)
			}
			got, had = append(got, here...), had+len(here)
		}
		if choose.IntN(2) == 0 && r.Full(size) {
			continue // with other memory
		}
		r.TakeBack()
		var p Packet
		switch err := r.Next(&p); {
		case err == nil:
			p.Data, p.Options.Raw = bytes.Clone(p.Data), bytes.Clone(p.Options.Raw)
			got = append(got, p)
		case !Resumes(err):
			if last := wrong[len(wrong)-1]; fmt.Sprint(err) != fmt.Sprint(last) {
				t.Fatalf("it ends with %v, and without Lend with %v", err, last)
			}
			if d := diff(plain(want), plain(got)); d != "" {
				t.Fatal("(-Next +with Lend)", d)
			}
			return had, full
		}
	}
}

// small reads at most so many bytes at once.
type small struct {
	io.Reader
	most int
}

func (s *small) Read(b []byte) (int, error) { return s.Reader.Read(b[:min(len(b), s.most)]) }

// FuzzLend: lent memory changes nothing of what is read, and keeps what was.
func FuzzLend(f *testing.F) {
	for i, big := range []bool{false, true} {
		f.Add(sample(big).b, uint16(512), true, uint64(i))
		f.Add(five(big).b, uint16(64), false, uint64(i))
	}
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b, uint16(len(b)%600), len(b)%2 == 0, uint64(len(b)))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint16, wait bool, seed uint64) {
		lent(t, b, int(size), wait, seed)
	})
}

// A long capture is read in lent memory, but for packets that have no room in it.
func TestLend(t *testing.T) {
	had, full := 0, 0
	for seed := range uint64(200) {
		f := newNg(seed%2 == 0).shb().idb(253, 0)
		for i := range 1000 {
			f.epb(0, uint64(i), uint32(i%300), string(bytes.Repeat([]byte{byte(i)}, i%300)))
		}
		n, of := lent(t, f.b, 512, true, seed)
		had, full = had+n, full+of
	}
	if had < 100_000 || full < 10_000 {
		t.Errorf("%d packets of 200000 in lent memory, which was full %d times", had, full)
	}
}

// Lent memory is used as far as it is wanted, and what was read before is left in it when it is taken back.
func TestLendWanted(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	for i := range 4000 {
		f.epb(0, uint64(i), 20, "20 bytes of a packet")
	}
	in := &reads{Reader: bytes.NewReader(f.b)}
	r, err := NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var p Packet
	always := func() bool { return true }
	if err := r.Next(&p); err != nil {
		t.Fatal(err)
	}
	there := len(r.in.ready())
	if r.Lend(make([]byte, there-1), 1<<16) || r.in.lent {
		t.Error("it has no room for what is there")
	}
	memory := make([]byte, 1<<16)
	if !r.Lend(memory, 1000) || len(r.in.buf) != there {
		t.Fatalf("%d bytes of memory for %d", len(r.in.buf), there)
	}
	own := r.in.own
	for r.NextPacket(512, always) != nil && r.Next(&p) == nil {
	}
	if in.n != 1 || !r.Full(53) || r.Full(len(r.in.ready())) {
		t.Errorf("%d reads, %d bytes are left", in.n, len(r.in.ready()))
	}
	if !r.Lend(memory, 1000) || r.NextPacket(512, always) == nil || in.n != 2 || r.in.w != 1000 {
		t.Errorf("%d reads, up to %d of 1000", in.n, r.in.w)
	}
	left := bytes.Clone(r.in.ready())
	r.TakeBack()
	if !bytes.Equal(r.in.ready(), left) || &r.in.buf[0] != &own[0] || r.in.lent || r.Full(1<<20) {
		t.Error("it is not as before")
	}
	r.TakeBack()
	if !bytes.Equal(r.in.ready(), left) {
		t.Error("taken back twice, it is another")
	}
	if err := r.Next(&p); err != nil || !reflect.DeepEqual(p.Interface, r.Interfaces()[0]) {
		t.Error(err)
	}
}

// What was given of lent memory stays as it is also where the Reader's own has no room for what is left, and
// where Next has to read on.
func TestLendStays(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	for i := range 4000 {
		f.epb(0, uint64(i), 20, fmt.Sprintf("the packet of %6d", i))
	}
	for _, c := range []struct {
		atOnce, memory, many int
		back                 bool
	}{
		{1 << 20, 4 * startSize, 100, true},
		{520, 31*520 - 100 + 6, 1 << 20, false}, // it is not read to its end: part of a packet stands before that
	} {
		r, err := NewReader(&small{bytes.NewReader(f.b), c.atOnce})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		next := func() {
			var p Packet
			if err := r.Next(&p); err != nil || string(p.Data) != fmt.Sprintf("the packet of %6d", n) {
				t.Fatalf("packet %d is %q, %v", n, p.Data, err)
			}
			n++
		}
		next()
		memory := make([]byte, c.memory)
		if !r.Lend(memory, len(memory)) || len(r.in.own) != startSize {
			t.Fatalf("%d bytes are there, and its own has room for %d", len(r.in.ready()), len(r.in.own))
		}
		for n < c.many && r.NextPacket(512, func() bool { return true }) != nil {
			next()
		}
		before := bytes.Clone(memory[:r.in.r])
		if there := len(r.in.ready()); c.back && there <= startSize || !c.back && (!r.Full(32) || r.in.w == len(memory)) {
			t.Fatalf("%d bytes are left behind %d packets", there, n)
		}
		if c.back {
			r.TakeBack()
		}
		for range 300 {
			next()
		}
		if r.in.lent || !bytes.Equal(memory[:len(before)], before) {
			t.Errorf("behind %d packets the memory is not as it was, or still lent", n)
		}
	}
}
