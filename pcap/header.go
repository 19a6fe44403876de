package pcap

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
)

const (
	magicSize      = 4
	fileHeaderSize = 24
	pcapngMagic    = "\x0a\x0d\x0d\x0a"
)

// magic is one kind of classic pcap. The number stands in the file in the
// byte order of the machine that wrote it, as all its headers do.
type magic struct {
	number     uint32
	format     string
	resolution Resolution
	headerSize int // of a record
}

var magics = [...]magic{
	{0xa1b2c3d4, "pcap", Microseconds, recordSize},
	{0xa1b23c4d, "nsecpcap", Nanoseconds, recordSize},
	{0xa1b2cd34, "modpcap", Microseconds, modRecordSize},
}

// startsMagic tells a capture cut inside its magic from something else.
func startsMagic(b []byte) bool {
	known := []string{pcapngMagic, gzipMagic, zstdMagic}
	for _, m := range magics {
		known = append(known,
			string(binary.LittleEndian.AppendUint32(nil, m.number)),
			string(binary.BigEndian.AppendUint32(nil, m.number)))
	}
	return slices.ContainsFunc(known, func(k string) bool { return strings.HasPrefix(k, string(b)) })
}

// openClassic reads the file header of a classic pcap.
//
//	 0       4   6   8       12      16      20      24
//	+-------+---+---+-------+-------+-------+-------+----------
//	| magic |maj|min| zone  |sigfigs|snaplen|network| records
//	+-------+---+---+-------+-------+-------+-------+----------
func (r *Reader) openClassic(m magic, order endian) error {
	b, err := r.in.peek(fileHeaderSize)
	if err != nil {
		return r.fail("file header", fileHeaderSize, len(b), err)
	}
	major := order.u16(b[4:])
	minor := order.u16(b[6:])
	snaplen := order.u32(b[16:])
	network := order.u32(b[20:])

	if major != 2 || minor > 4 {
		return notCapture(fmt.Errorf("version %d.%d, not 2.0 to 2.4", major, minor))
	}
	linkType, err := linkTypeOf(network)
	if err != nil {
		return notCapture(err)
	}
	r.format, r.order = m.format, order
	r.record = layout{size: m.headerSize, second: pow10[m.resolution], unit: int64(second / pow10[m.resolution]), minor: minor}
	r.interfaces = []*Interface{{
		LinkType:   linkType,
		SnapLen:    snaplen,
		BigEndian:  bool(order),
		Resolution: m.resolution,
	}}
	r.record.of = r.interfaces[0]
	if minor != 4 {
		r.noteHeader("version 2.%d", minor)
	}
	r.header = append([]byte(nil), b...)
	r.offset = fileHeaderSize
	r.in.discard(fileHeaderSize)
	return nil
}

// linkTypeOf takes the network field apart as draft-ietf-opsawg-pcap has it:
// 4 bits length of a frame check sequence, 1 unused, 1 that says whether that
// length is valid, 10 reserved, 16 link type. Older readers took 26 or 28
// bits for the type. Reserved bits are an error, so that nobody takes one
// type for another; libpcap and Wireshark refuse them too.
func linkTypeOf(network uint32) (LinkType, error) {
	if network&0x03ff0000 != 0 {
		return 0, fmt.Errorf("link type field %#08x has reserved bits set", network)
	}
	return LinkType(network & 0xffff), nil
}
