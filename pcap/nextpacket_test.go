package pcap

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"testing"
)

// told reads with NextPacket before each Next, and holds that against what Next alone reads.
// It returns how many packets NextPacket knew of.
func told(t testing.TB, b []byte, size int, wait bool) (known int) {
	t.Helper()
	want, wrong, _ := through(bytes.NewReader(b))
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return 0
	}
	defer r.Close()
	var more func() bool
	if wait {
		more = func() bool { return true }
	}
	var got []Packet
	for n := 0; ; n++ {
		sections, interfaces, statistics := len(r.Sections()), len(r.Interfaces()), counted(r)
		start, notes := r.Offset(), len(r.Notes())
		on := r.NextPacket(size, more)
		if r.Offset() != start || len(r.Notes()) != notes {
			t.Fatalf("NextPacket moved from %d to %d", start, r.Offset())
		}
		var p Packet
		err := r.Next(&p)
		if on != nil && (err == nil && (p.Interface != on || r.Offset()-start > int64(size) || p.Offset != start) ||
			len(r.Sections()) != sections || len(r.Interfaces()) != interfaces || counted(r) != statistics) {
			t.Fatalf("packet %d at %d: said to be of %p and at most %d bytes, is %+v, up to %d: %v", n, start, on, size, p, r.Offset(), err)
		}
		switch {
		case err == nil:
			if on != nil {
				known++
			}
			p.Data, p.Options.Raw = bytes.Clone(p.Data), bytes.Clone(p.Options.Raw)
			got = append(got, p)
			continue
		case Resumes(err):
			continue
		}
		if last := wrong[len(wrong)-1]; fmt.Sprint(err) != fmt.Sprint(last) {
			t.Fatalf("it ends with %v, and without NextPacket with %v", err, last)
		}
		if d := diff(plain(want), plain(got)); d != "" {
			t.Fatal("(-Next +with NextPacket)", d)
		}
		return known
	}
}

// counted is what is known of the interfaces by statistics.
func counted(r *Reader) string {
	s := ""
	for _, i := range r.Interfaces() {
		s += fmt.Sprintf("%+v", i.Statistics)
	}
	return s
}

// FuzzNextPacket: NextPacket changes nothing, and what it says of the next packet is so.
func FuzzNextPacket(f *testing.F) {
	for _, big := range []bool{false, true} {
		f.Add(sample(big).b, uint16(512), true)
		f.Add(five(big).b, uint16(64), false)
	}
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b, uint16(len(b)%600), len(b)%2 == 0)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte, size uint16, wait bool) { told(t, b, int(size), wait) })
}

// Which packets it knows of: those of the size, of all formats, versions and both orders, with
// options too; not what stands behind another block, or is damaged, or not whole.
func TestNextPacket(t *testing.T) {
	for _, big := range []bool{false, true} {
		f := newNg(big).shb().idb(253, 0)
		for i := range 10 {
			f.epb(0, uint64(i), 20, "20 bytes of a packet", opt{1, []any{"a comment"}})
		}
		f.isb(0, 7)
		f.epb(0, 11, 3, "abc")
		if n := told(t, f.b, 512, true); n != 9 { // the first stands behind two blocks, the last behind one
			t.Errorf("pcapng, big %t: %d of 11", big, n)
		}
		if n := told(t, f.b, 64, true); n != 0 {
			t.Errorf("pcapng, big %t: %d of 64 bytes and less", big, n)
		}
		if n := told(t, f.b[:len(f.b)-1], 512, true); n != 9 {
			t.Errorf("pcapng cut, big %t: %d", big, n)
		}
	}
	for _, minor := range []uint16{2, 3, 4} {
		order := endian(false)
		b := make([]byte, fileHeaderSize)
		order.put32(b, 0xa1b2c3d4)
		b[4], b[6], b[20] = 2, byte(minor), 253
		for range 5 {
			b = append(b, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 3, 0, 0, 0, 'a', 'b', 'c')
		}
		for _, wait := range []bool{true, false} {
			if n := told(t, b, 512, wait); n != 4 { // the first stands behind the file's header
				t.Errorf("version 2.%d, wait %t: %d of 5", minor, wait, n)
			}
		}
		if n := told(t, b, 18, true); n != 0 {
			t.Errorf("version 2.%d: %d of 18 bytes", minor, n)
		}
	}
}

// Nobody to ask: nothing is read.
func TestNextPacketWaits(t *testing.T) {
	f := newNg(false).shb().idb(253, 0).epb(0, 1, 3, "abc")
	for range 3000 {
		f.epb(0, 2, 20, "20 bytes of a packet")
	}
	in := &reads{Reader: bytes.NewReader(f.b)}
	r, err := NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var p Packet
	waited := 0
	for err == nil {
		before := in.n
		on := r.NextPacket(512, nil)
		if in.n != before {
			t.Fatal("it reads")
		}
		if on == nil {
			waited++
		}
		err = r.Next(&p)
	}
	if err != io.EOF || waited < 2 || waited > 300 || reflect.ValueOf(p).IsZero() {
		t.Errorf("%v, %d packets were not in memory", err, waited)
	}
}

// reads counts what is read.
type reads struct {
	io.Reader
	n int
}

func (r *reads) Read(b []byte) (int, error) {
	r.n++
	return r.Reader.Read(b)
}
