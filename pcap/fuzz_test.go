package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"testing"
)

// FuzzReader reads whatever bytes of a classic pcap. readAll sees to it that
// offsets ascend and that an error stays. A prefix of the bytes gives a prefix
// of the packets, so that a file that is still being written reads the same later.
func FuzzReader(f *testing.F) {
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34} {
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			b, _ := file{order: order, magic: magic, minor: 4, snaplen: 65535, network: 253}.lay(three...)
			f.Add(b)
		}
	}
	b, _ := little.lay(three...)
	for _, packed := range packings(f, b) {
		f.Add(packed)
	}
	f.Add(little.record(little.header(), rec{caplen: 1 << 30}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if bytes.HasPrefix(b, []byte(pcapngMagic)) {
			return
		}
		all, err := read(bytes.NewReader(b))
		if err != io.EOF && !classed(err) {
			t.Fatalf("%v has no class", err)
		}
		for _, cut := range []int{len(b) / 3, len(b) * 2 / 3, max(len(b)-1, 0)} {
			some, err := read(bytes.NewReader(b[:cut]))
			if len(some) > len(all) {
				t.Fatalf("%d packets in the first %d bytes, %d in all %d", len(some), cut, len(all), len(b))
			}
			if d := diff(all[:len(some)], some); d != "" {
				t.Fatalf("the first %d bytes give other packets (%v):\n%s", cut, err, d)
			}
		}
	})
}

func classed(err error) bool {
	return errors.Is(err, ErrFormat) || errors.Is(err, ErrTruncated) || errors.Is(err, ErrDamaged)
}

// FuzzPcapng reads whatever bytes, to their end and over all damage. What is
// allocated is bounded by what is there. What reads without an error and is
// written back is the same file.
func FuzzPcapng(f *testing.F) {
	for _, big := range []bool{false, true} {
		f.Add(sample(big).b)
		f.Add(five(big).b)
	}
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		packets, failures, r := through(bytes.NewReader(b))
		runtime.ReadMemStats(&after)
		last := failures[len(failures)-1]
		for _, err := range failures {
			if err != last && !classed(err) || err == last && err != io.EOF && !classed(err) {
				t.Fatalf("%v has no class", err)
			}
		}
		if r == nil || r.Compression() != "" {
			return
		}
		if d := sameThroughBlocks(b, packets, failures); d != "" {
			t.Fatal("NextBlock gives something else: ", d)
		}
		// The buffer, what a failure or a note costs, copies of the packets' bytes.
		if n, most := after.TotalAlloc-before.TotalAlloc, uint64(bufferSize+64<<10+600*len(b)); n > most {
			t.Fatalf("%d bytes allocated for %d", n, len(b))
		}
		if last != io.EOF || len(failures) > 1 {
			return
		}
		r, _ = NewReader(bytes.NewReader(b))
		var out bytes.Buffer
		w, err := NewWriter(&out, WriterOptions{Format: r.Format()})
		if err != nil {
			t.Fatal(err)
		}
		var piece Block
		for {
			if err := r.NextBlock(&piece); err == io.EOF {
				break
			} else if err = errors.Join(err, w.WriteBlock(&piece)); err != nil {
				t.Fatal(err)
			}
		}
		if w.Close(); !bytes.Equal(b, out.Bytes()) {
			t.Fatalf("written back:\n% x\n% x", b, out.Bytes())
		}
		rewrite(t, packets)
	})
}

// rewrite writes packets into every format and reads them again.
func rewrite(t *testing.T, packets []Packet) {
	for _, o := range []WriterOptions{{Format: "pcapng"}, {Format: "pcapng", BigEndian: true}, {Format: "nsecpcap"}, {Format: "modpcap", BigEndian: true}} {
		var out bytes.Buffer
		w, err := NewWriter(&out, o)
		if err != nil {
			t.Fatal(err)
		}
		var kept []Packet
		for i := range packets {
			err := w.WritePacket(&packets[i])
			switch {
			case err == nil:
				kept = append(kept, packets[i])
			case !errors.Is(err, ErrTime) && !errors.Is(err, ErrLinkTypes) && !errors.Is(err, ErrSize):
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		again, failures, _ := through(bytes.NewReader(out.Bytes()))
		if failures[0] != io.EOF || len(again) != len(kept) {
			t.Fatalf("%s: %d of %d packets, %v", o.Format, len(again), len(kept), failures)
		}
		for i, p := range again {
			want := kept[i]
			same := bytes.Equal(p.Data, want.Data) && p.Len == want.Len && p.Interface.LinkType == want.Interface.LinkType
			if o.Format == "pcapng" {
				same = same && (p.Time.Equal(want.Time) || w.Lost().Times > 0) && len(p.Comments) == len(want.Comments) && p.DropCount == want.DropCount && p.Flags == want.Flags
			} else {
				same = same && p.Time.Unix() == max(want.Time.Unix(), 0)
			}
			if !same {
				t.Fatalf("%s: packet %d was %+v and is %+v", o.Format, i, want, p)
			}
		}
	}
}

// FuzzDamage damages a sound pcapng. What is then read is a part of what was
// there, apart from the packet that the damage is in.
func FuzzDamage(f *testing.F) {
	f.Add(uint16(100), []byte{0}, false)
	f.Add(uint16(132), []byte{0xff, 0xff, 0xff, 0xff}, true)
	f.Add(uint16(60), bytes.Repeat([]byte{0}, 100), false)
	f.Fuzz(func(t *testing.T, at uint16, with []byte, big bool) {
		const packets = 40
		s := newNg(big).shb().idb(253, 0)
		for i := range packets {
			s.epb(0, atMicro, 8, "packet "+string(rune('A'+i)))
		}
		start, end := int64(at), int64(at)+int64(len(with))
		// The headers say how the rest is to be read; bytes that are blocks are read.
		if start < s.starts[2] || end > s.end() || len(with) > 200 || looksLikeBlocks(with) {
			return
		}
		b := bytes.Clone(s.b)
		copy(b[start:], with)
		got, failures, _ := through(bytes.NewReader(b))
		if d := sameThroughBlocks(b, got, failures); d != "" {
			t.Fatal("NextBlock gives something else: ", d)
		}
		next := 0
		for _, p := range got {
			n := int((p.Offset - s.starts[2]) / 40)
			touched := p.Offset < end && start < p.Offset+40
			if touched && p.Offset != s.starts[2]+40*int64(n) {
				continue // the damage together with what is around it is a block
			}
			if p.Offset != s.starts[2]+40*int64(n) || n < next {
				t.Fatalf("a packet at %d, which is no block: %v", p.Offset, failures)
			}
			if !touched && string(p.Data) != "packet "+string(rune('A'+n)) {
				t.Fatalf("packet %d is %q", n, p.Data)
			}
			next = n + 1
		}
		if last := failures[len(failures)-1]; last != io.EOF && end < s.end()-80 {
			t.Fatalf("damage up to %d of %d, and nothing behind is read: %v", end, s.end(), failures)
		}
		if lost := packets - len(got); lost > 0 && int64(lost) > (end-start)/40+3 {
			t.Fatalf("%d bytes of damage, and %d packets lost: %v", len(with), lost, failures)
		}
	})
}

// looksLikeBlocks reports whether bytes have a type in them.
func looksLikeBlocks(b []byte) bool {
	for i := range b {
		if i+4 > len(b) {
			return false
		}
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			if _, known := blockTypes[order.Uint32(b[i:])]; known {
				return true
			}
		}
	}
	return false
}
