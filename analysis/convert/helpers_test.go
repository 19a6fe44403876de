package convert_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// laid is a capture laid by hand: nothing here comes from the code under test.
type laid struct {
	o binary.AppendByteOrder
	b []byte
}

func newLaid(big bool) *laid {
	if big {
		return &laid{o: binary.BigEndian}
	}
	return &laid{o: binary.LittleEndian}
}

// num appends numbers in the order of the headers.
func (l *laid) num(numbers ...any) *laid {
	for _, n := range numbers {
		switch n := n.(type) {
		case uint16:
			l.b = l.o.AppendUint16(l.b, n)
		case uint32:
			l.b = l.o.AppendUint32(l.b, n)
		case uint64:
			l.b = l.o.AppendUint64(l.b, n)
		case string:
			l.b = append(l.b, n...)
		}
	}
	return l
}

// header is that of a classic pcap, with a time zone and an accuracy that
// change nothing.
func (l *laid) header(magic, snaplen, link uint32) *laid {
	return l.num(magic, uint16(2), uint16(4), uint32(0xfffff1f0), uint32(3), snaplen, link)
}

// record has what a modpcap has more if more says so.
func (l *laid) record(sec, frac uint32, data string, wire uint32, more string) *laid {
	return l.num(sec, frac, uint32(len(data)), wire, more, data)
}

// block pads the body with dots, which are no zeros.
func (l *laid) block(typ uint32, body *laid) *laid {
	b := append(body.b, "..."[:(4-len(body.b)%4)%4]...)
	n := uint32(len(b) + 12)
	return l.num(typ, n, string(b), n)
}

func (l *laid) body(numbers ...any) *laid { return (&laid{o: l.o}).num(numbers...) }

func (l *laid) section(length uint64, options ...any) *laid {
	return l.block(0x0a0d0d0a, l.body(append([]any{uint32(0x1a2b3c4d), uint16(1), uint16(0), length}, options...)...))
}

func (l *laid) iface(link uint16, options ...any) *laid {
	return l.block(1, l.body(append([]any{link, uint16(0), uint32(0)}, options...)...))
}

// packet is an enhanced packet block, padded with dots as its options are.
func (l *laid) packet(id uint32, ticks uint64, data string, options ...any) *laid {
	n := uint32(len(data))
	pad := "..."[:(4-len(data)%4)%4]
	return l.block(6, l.body(append([]any{id, uint32(ticks >> 32), uint32(ticks), n, n, data, pad}, options...)...))
}

// option is one, padded with dots.
func (l *laid) option(code uint16, value string) string {
	return string(l.body(code, uint16(len(value)), value, "..."[:(4-len(value)%4)%4]).b)
}

// frames are the frames of a capture of the corpus.
func frames(t testing.TB, name string) []pcap.Packet {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	return packets(t, b)
}

// packets reads a capture that must be sound.
func packets(t testing.TB, b []byte) []pcap.Packet {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var list []pcap.Packet
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		p.Data = bytes.Clone(p.Data)
		list = append(list, p)
	}
}

// corpusNames are the captures of the corpus.
func corpusNames(t testing.TB) (names []string) {
	t.Helper()
	list, err := corpus.Manifest()
	if err != nil || len(list) < 4 {
		t.Fatal(len(list), err)
	}
	for _, e := range list {
		names = append(names, e.File)
	}
	return names
}

// rich is a pcapng of two sections in two orders, with frames between all
// kinds of blocks: names, secrets, custom and unknown ones, comments, and
// padding that is not zero.
func rich(t testing.TB, list []pcap.Packet) []byte {
	t.Helper()
	var whole []byte
	for n, big := range []bool{false, true} {
		l := newLaid(big)
		length := uint64(1<<64 - 1)
		end := string(l.body(uint32(0)).b)
		parts := newLaid(big)
		parts.iface(253, parts.option(2, "nlmon0"), parts.option(9, "\x09"), parts.option(60000, "whatever"), end)
		for i, p := range list {
			data, at := string(p.Data), uint64(p.Time.UnixNano())
			switch i % 9 {
			case 0:
				parts.packet(0, at, data, parts.option(1, "a comment of host darkstar"), parts.option(2988, "\x00\x00\x00\x01darkstar"), end)
			case 1:
				parts.packet(0, at, data, parts.option(4, "\x01\x00\x00\x00\x00\x00\x00\x00")) // and no end of options
			case 2:
				parts.block(3, parts.body(uint32(len(data)), data))
			case 3:
				parts.block(4, parts.body(uint16(1), uint16(13), "\x7f\x00\x00\x01darkstar\x00...", uint32(0)))
			case 4:
				parts.block(10, parts.body(uint32(0x544c534b), uint32(8), "darkstar"))
			case 5:
				parts.block(0xbad, parts.body(uint32(32473), "darkstar"))
			case 6:
				parts.block(0x40000bad, parts.body(uint32(32473), "darkstar odd"))
			case 7:
				parts.block(0x77777777, parts.body("darkstar", uint32(i)))
			case 8:
				parts.block(5, parts.body(uint32(0), uint32(at>>32), uint32(at), parts.option(7, "\x00\x00\x00\x00\x00\x00\x00\x00"), parts.option(1, "darkstar"), end))
			}
			parts.packet(0, at, data)
		}
		if n == 0 {
			length = uint64(len(parts.b)) // the second does not say
		}
		l.section(length, l.option(3, "Linux on darkstar"), l.option(4, "hand"), end)
		whole = append(append(whole, l.b...), parts.b...)
	}
	return whole
}

// converted converts a capture.
func converted(t testing.TB, in []byte, o convert.Options) ([]byte, convert.Result) {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := convert.New(&out, o)
	if err := c.Capture(r); err != nil {
		t.Fatal(err)
	}
	result, err := c.Close()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), result
}
