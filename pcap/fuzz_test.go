package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
)

// FuzzReader reads whatever bytes. readAll sees to it that offsets ascend and
// that an error stays. A prefix of the bytes gives a prefix of the packets,
// so that a file that is still being written reads the same later.
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
		all, err := read(bytes.NewReader(b))
		if err != io.EOF && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrDamaged) {
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
