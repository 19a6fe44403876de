package pcap

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"
)

// FuzzDamage damages a sound pcapng. What is then read is a part of what was
// there, apart from the packet that the damage is in. Of the input the first
// byte is the byte order, the next two say where, and the others are put there.
func FuzzDamage(f *testing.F) {
	f.Add([]byte{0, 100, 0, 0})
	f.Add([]byte{1, 132, 0, 0xff, 0xff, 0xff, 0xff})
	f.Add(append([]byte{0, 60, 1}, bytes.Repeat([]byte{0}, 100)...))
	f.Fuzz(func(t *testing.T, input []byte) {
		input = append(input, make([]byte, max(0, 4-len(input)))...)
		const packets = 40
		s := newNg(input[0]&1 == 1).shb().idb(253, 0)
		for i := range packets {
			s.epb(0, atMicro, 8, "packet "+string(rune('A'+i)))
		}
		with := harmless(input[3:min(len(input), 203)])
		// The headers say how the rest is to be read, so they stay.
		room := s.end() - s.starts[2] - int64(len(with)) + 1
		start := s.starts[2] + int64(binary.LittleEndian.Uint16(input[1:]))%room
		end := start + int64(len(with))
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

// harmless returns the bytes without a block type in them: bytes that are
// blocks would be read.
func harmless(with []byte) []byte {
	b := bytes.Clone(with)
	for i := 0; i+4 <= len(b); i++ {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			if _, known := blockTypes[order.Uint32(b[i:])]; known {
				b[i+1], b[i+2] = 0xee, 0xee // no type has these in the middle
			}
		}
	}
	return b
}
