package pcap

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"testing"
)

// usual reads with NextUsual, and with Next where that says no, and holds it against what Next alone
// reads. It returns how many packets NextUsual had.
func usual(t testing.TB, b []byte, size int) (had int) {
	t.Helper()
	want, wrong, _ := through(bytes.NewReader(b))
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return 0
	}
	defer r.Close()
	var on *Interface
	var got []Packet
	for {
		p := used
		start, notes := r.Offset(), len(r.Notes())
		if r.NextUsual(&p, on, size) {
			had++
			if p.Interface != on || p.Offset != start || r.Offset()-start > int64(size) {
				t.Fatalf("of %p and at most %d bytes, is %+v, up to %d", on, size, p, r.Offset())
			}
		} else if !reflect.DeepEqual(p, used) || r.Offset() != start || len(r.Notes()) != notes {
			t.Fatalf("it says no, and has %+v at %d, and was at %d", p, r.Offset(), start)
		} else if err := r.Next(&p); Resumes(err) {
			continue
		} else if err != nil {
			if last := wrong[len(wrong)-1]; fmt.Sprint(err) != fmt.Sprint(last) {
				t.Fatalf("it ends with %v, and without NextUsual with %v", err, last)
			}
			if d := diff(plain(want), plain(got)); d != "" {
				t.Fatal("(-Next +with NextUsual)", d)
			}
			return had
		}
		on = p.Interface
		p.Data, p.Options.Raw = bytes.Clone(p.Data), bytes.Clone(p.Options.Raw)
		got = append(got, p)
	}
}

// FuzzNextUsual: what it reads is what Next would read, and where it says no nothing changes.
func FuzzNextUsual(f *testing.F) {
	for _, big := range []bool{false, true} {
		f.Add(sample(big).b, uint16(512))
		f.Add(five(big).b, uint16(64))
	}
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b, uint16(len(b)%600))
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint16) { usual(t, b, int(size)) })
}

// Which packets it reads: those of the interface and the size that are whole and have no options.
func TestNextUsual(t *testing.T) {
	for _, big := range []bool{false, true} {
		f := newNg(big).shb().idb(253, 0).idb(253, 0)
		for i := range 10 {
			f.epb(uint32(i/5), uint64(i), 20, "20 bytes of a packet")
		}
		f.epb(1, 11, 20, "20 bytes of a packet", opt{1, []any{"a comment"}})
		f.epb(1, 12, 9, "cut")
		if r, err := NewReader(bytes.NewReader(f.b)); err != nil || r.Next(new(Packet)) != nil || r.NextUsual(new(Packet), nil, 512) {
			t.Errorf("pcapng, big %t: %v, or a packet of no interface", big, err)
		}
		for _, test := range []struct{ size, cut, want int }{
			{512, 0, 9}, // not the first of each interface, nor the one with a comment
			{52, 0, 9}, {51, 0, 1}, {31, 0, 0}, {512, 1, 8},
		} {
			if n := usual(t, f.b[:len(f.b)-test.cut], test.size); n != test.want {
				t.Errorf("pcapng, big %t, %+v: %d", big, test, n)
			}
		}
	}
	b := make([]byte, fileHeaderSize)
	endian(false).put32(b, 0xa1b2c3d4)
	b[4], b[6], b[20] = 2, 4, 253
	for range 5 {
		b = append(b, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c')
	}
	for size, want := range map[int]int{512: 4, 19: 4, 18: 0} {
		if n := usual(t, b, size); n != want {
			t.Errorf("pcap, %d bytes: %d of 5", size, n)
		}
	}
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var p Packet
	if err := r.Next(&p); err != nil {
		t.Fatal(err)
	}
	if r.NextUsual(&p, nil, 512) || r.NextUsual(&p, new(Interface), 512) {
		t.Error("a packet of no interface, or of another's")
	}
	r.Close()
	if r.NextUsual(&p, r.Interfaces()[0], 512) || !errors.Is(r.Next(&p), fs.ErrClosed) {
		t.Error("it reads on, closed")
	}
}
