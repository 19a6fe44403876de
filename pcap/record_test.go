package pcap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, big := anyFile(t)
		records := anyRecords(t)
		b, _ := f.lay(records...)
		got, err := read(bytes.NewReader(b))
		if d := diff(f.packets(big, records...), got); d != "" || err != io.EOF {
			t.Fatalf("%v\n%s", err, d)
		}
	})
}

// TestEveryCut cuts a file everywhere: the records before the cut are
// delivered, and only a cut between two records is an end.
func TestEveryCut(t *testing.T) {
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b2cd34} {
		f := little
		f.magic = magic
		b, starts := f.lay(three...)
		size := int64(16)
		if magic == 0xa1b2cd34 {
			size = 24
		}
		all := f.packets(false, three...)
		for cut := range int64(len(b)) + 1 {
			whole := 0 // records
			for whole < 3 && starts[whole+1] <= cut {
				whole++
			}
			var want error = io.EOF
			switch have := cut - starts[whole]; {
			case cut < 24:
				want = &Error{What: "file header", Need: 24, Have: cut, Err: ErrTruncated}
			case have == 0:
			case have < size:
				want = &Error{Offset: starts[whole], Frame: uint64(whole + 1), What: "record header", Need: size, Have: have, Err: ErrTruncated}
			default:
				need := int64(len(three[whole].data))
				want = &Error{Offset: starts[whole], Frame: uint64(whole + 1), What: "record data", Need: need, Have: have - size, Err: ErrTruncated}
			}
			got, err := read(bytes.NewReader(b[:cut]))
			if d := diff(all[:whole], got); d != "" {
				t.Errorf("cut at %d:\n%s", cut, d)
			}
			var e *Error
			if errors.As(err, &e) && cut == 0 {
				e.Cause = nil // a sentence about the empty input
			}
			check(t, "error", want.Error(), err.Error())
			if errors.As(err, &e) {
				check(t, "offset", want.(*Error).Offset, e.Offset)
			}
			if errors.Is(err, ErrTruncated) != errors.Is(want, ErrTruncated) {
				t.Errorf("cut at %d: %v has another class", cut, err)
			}
		}
	}
}

// A length that no record has is damage, and costs no memory.
func TestHugeCapturedLength(t *testing.T) {
	for _, caplen := range []int64{MaxSnapLen + 1, 1 << 30, 0x7fffffff, 0xffffffff} {
		f := little
		f.snaplen = 0xffffffff
		b, starts := f.lay(three[0], rec{caplen: caplen, data: make([]byte, 64)})
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		got, err := read(bytes.NewReader(b))
		runtime.ReadMemStats(&after)
		if d := diff(f.packets(false, three[0]), got); d != "" {
			t.Error(d)
		}
		var e *Error
		if !errors.Is(err, ErrDamaged) || !errors.As(err, &e) || e.Frame != 2 || e.Offset != starts[1] {
			t.Errorf("captured length %d: %v", caplen, err)
		}
		if n := after.TotalAlloc - before.TotalAlloc; n > 2*bufferSize {
			t.Errorf("captured length %d allocated %d bytes", caplen, n)
		}
	}
}

// The largest record passes, also across the end of the buffer.
func TestLargestRecord(t *testing.T) {
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b2cd34} {
		f := little
		f.magic = magic
		large := rec{length: 300000, data: bytes.Repeat([]byte("0123456789abcdef"), MaxSnapLen/16)}
		records := []rec{three[0], large, large, three[2]}
		b, _ := f.lay(records...)
		got, err := read(bytes.NewReader(b))
		if err != io.EOF || len(got) != len(records) {
			t.Fatalf("%d packets, %v", len(got), err)
		}
		for i, p := range got {
			if !bytes.Equal(p.Data, records[i].data) { // a cmp.Diff takes seconds here
				t.Errorf("packet %d of %d bytes is not what was laid", i, len(p.Data))
			}
		}
	}
}

// More captured than there was, and a fraction of more than a second: as the
// file says.
func TestOddRecords(t *testing.T) {
	b, _ := little.lay(rec{sec: 10, frac: 0xffffffff, length: 2, data: []byte("four")})
	got, err := read(bytes.NewReader(b))
	if err != io.EOF || len(got) != 1 {
		t.Fatal(got, err)
	}
	check(t, "data", "four", string(got[0].Data))
	check(t, "len", uint32(2), got[0].Len)
	check(t, "time", time.Unix(10+4294, 967295000).UTC(), got[0].Time)
}

// Old files have the two lengths the other way round.
func TestOldVersions(t *testing.T) {
	b := bytes.NewBuffer(nil)
	for _, c := range []struct {
		minor         uint16
		first, second uint32
	}{{0, 9, 4}, {2, 9, 4}, {3, 9, 4}, {3, 4, 9}, {4, 4, 9}} {
		f := little
		f.minor = c.minor
		b.Reset()
		b.Write(f.record(f.header(), rec{caplen: int64(c.first), length: c.second, data: []byte("four")}))
		got, err := read(b)
		if err != io.EOF || len(got) != 1 || string(got[0].Data) != "four" || got[0].Len != 9 {
			t.Errorf("version 2.%d with lengths %d, %d: %v %v", c.minor, c.first, c.second, got, err)
		}
	}
}

// A packet's bytes end where its memory ends, so that an append to them
// cannot write into the next packet.
func TestDataIsClipped(t *testing.T) {
	b, _ := little.lay(three[0], three[2])
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var p Packet
	if err := r.Next(&p); err != nil {
		t.Fatal(err)
	}
	_ = append(p.Data, "overwrites the next header"...)
	if err := r.Next(&p); err != nil || string(p.Data) != "cut" {
		t.Errorf("%q, %v", p.Data, err)
	}
}

// zeros is a capture without an end, of empty packets.
type zeros struct{ head []byte }

func (z *zeros) Read(p []byte) (int, error) {
	n := copy(p, z.head)
	z.head = z.head[n:]
	clear(p[n:])
	return len(p), nil
}

func TestNextAllocatesNothing(t *testing.T) {
	files := map[string]io.Reader{}
	for _, big := range []bool{false, true} {
		f := little
		f.order = newNg(big).order
		files[fmt.Sprint("pcap ", big)] = &zeros{f.header()}
		head := newNg(big).shb().idb(253, 0).b
		endless := &repeat{b: newNg(big).epb(0, atMicro, 92, string(make([]byte, 92)), opt{2, []any{uint32(1)}}, opt{4, []any{uint64(1)}}).b, left: 1e6}
		files[fmt.Sprint("pcapng ", big)] = io.MultiReader(bytes.NewReader(head), endless)
	}
	for name, in := range files {
		r, err := NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		var p Packet
		if n := testing.AllocsPerRun(100000, func() { err = errors.Join(err, r.Next(&p)) }); n != 0 || err != nil {
			t.Errorf("%s: %v allocations a packet, %v", name, n, err)
		}
	}
}
