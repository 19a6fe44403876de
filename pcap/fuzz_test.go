package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
)

// FuzzReader reads whatever bytes up to the first fault. readAll sees to it that
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
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		all, err := untilFault(b)
		if err != io.EOF && !classed(err) {
			t.Fatalf("%v has no class", err)
		}
		for _, cut := range []int{len(b) / 3, len(b) * 2 / 3, max(len(b)-1, 0)} {
			some, err := untilFault(b[:cut])
			if len(some) > len(all) {
				t.Fatalf("%d packets in the first %d bytes, %d in all %d", len(some), cut, len(all), len(b))
			}
			if d := diff(all[:len(some)], some); d != "" {
				t.Fatalf("the first %d bytes give other packets (%v):\n%s", cut, err, d)
			}
		}
	})
}

// untilFault reads the packets before the first fault. readAll knows more of a
// classic pcap, in which nothing is between them.
func untilFault(b []byte) (packets []Packet, err error) {
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	defer r.Close()
	if r.Format() != "pcapng" {
		return readAll(r)
	}
	for {
		var p Packet
		if err := r.Next(&p); err != nil {
			return packets, err
		}
		p.Data, p.Options.Raw = bytes.Clone(p.Data), bytes.Clone(p.Options.Raw)
		link := *p.Interface // as it is now: statistics may follow
		p.Interface = &link
		packets = append(packets, p)
	}
}

func classed(err error) bool {
	return errors.Is(err, ErrFormat) || errors.Is(err, ErrTruncated) || errors.Is(err, ErrDamaged)
}
