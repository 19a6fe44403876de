package pcap

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// TestEveryKind lays all magics in both orders as literal bytes, so that the
// helper of the other tests is itself held against something.
func TestEveryKind(t *testing.T) {
	const (
		headLE = "\x02\x00\x04\x00" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00" + "\xff\xff\x00\x00" + "\x14\x01\x00\x00"
		headBE = "\x00\x02\x00\x04" + "\x00\x00\x00\x00" + "\x00\x00\x00\x00" + "\x00\x00\xff\xff" + "\x00\x00\x01\x14"
		recLE  = "\x01\x00\x00\x00" + "\x02\x00\x00\x00" + "\x03\x00\x00\x00" + "\x04\x00\x00\x00"
		recBE  = "\x00\x00\x00\x01" + "\x00\x00\x00\x02" + "\x00\x00\x00\x03" + "\x00\x00\x00\x04"
		more   = "\x07\x00\x00\x00" + "\x08\x00" + "\x04\x00" // interface index, protocol, type
	)
	for _, c := range []struct {
		bytes      string
		format     string
		big        bool
		resolution Resolution
		nanosecond int
	}{
		{"\xd4\xc3\xb2\xa1" + headLE + recLE + "abc", "pcap", false, 6, 2000},
		{"\xa1\xb2\xc3\xd4" + headBE + recBE + "abc", "pcap", true, 6, 2000},
		{"\x4d\x3c\xb2\xa1" + headLE + recLE + "abc", "nsecpcap", false, 9, 2},
		{"\xa1\xb2\x3c\x4d" + headBE + recBE + "abc", "nsecpcap", true, 9, 2},
		{"\x34\xcd\xb2\xa1" + headLE + recLE + more + "abc", "modpcap", false, 6, 2000},
		{"\xa1\xb2\xcd\x34" + headBE + recBE + more + "abc", "modpcap", true, 6, 2000},
	} {
		r, err := NewReader(strings.NewReader(c.bytes))
		if err != nil {
			t.Fatal(err)
		}
		check(t, "format", c.format, r.Format())
		check(t, "offset", int64(24), r.Offset())
		in := &Interface{LinkType: LinkTypeLinuxSLL2, SnapLen: 65535, BigEndian: c.big, Resolution: c.resolution}
		check(t, "interfaces", []*Interface{in}, r.Interfaces())
		var p Packet
		if err := r.Next(&p); err != nil {
			t.Fatal(err)
		}
		check(t, "data", "abc", string(p.Data))
		check(t, "second", int64(1), p.Time.Unix())
		check(t, "nanosecond", c.nanosecond, p.Time.Nanosecond())
		check(t, "zone", "UTC", p.Time.Location().String())
		check(t, "len", uint32(4), p.Len)
		check(t, "offset of the packet", int64(24), p.Offset)
		check(t, "end", int64(len(c.bytes)), r.Offset())
		if err := r.Next(&p); err != io.EOF {
			t.Errorf("%s: %v at the end", c.format, err)
		}
	}
}

// erf is a capture of one Ethernet frame of 34 bytes that capinfos of Wireshark 4.0 calls
// "Endace ERF capture": half a second behind the start of 2026, type 2, a record of 56
// bytes, two of padding before the frame and four behind it.
const erf = "\x00\x00\x00\x80\x00\xb9\x55\x69" + "\x02\x04\x00\x38\x00\x00\x00\x22" + "\x00\x00" +
	"\xff\xff\xff\xff\xff\xff\x00\x11\x22\x33\x44\x55\x08\x00\x45\x00\x00\x14\x00\x00\x00\x00\x40\x00\x00\x00\x7f\x00\x00\x01\x7f\x00\x00\x01" + "\x00\x00\x00\x00"

func TestNotCapture(t *testing.T) {
	head := little.header()
	with := func(at int, b ...byte) string {
		return string(head[:at]) + string(b) + string(head[at+len(b):])
	}
	for _, c := range []struct {
		input string
		class error
		says  string
	}{
		{"", ErrTruncated, "pcap: file header cut short: need 24 bytes, have 0: the input is empty"},
		{"\xd4\xc3", ErrTruncated, "pcap: file header cut short: need 24 bytes, have 2"},
		{string(head[:23]), ErrTruncated, "pcap: file header cut short: need 24 bytes, have 23"},
		{"#", ErrFormat, "pcap: not a readable capture file: it begins with 23"},
		{"#!/bin/sh\n", ErrFormat, "pcap: not a readable capture file: it begins with 23 21 2f 62: text; cnwire convert FILE OUT makes a capture of it, if it is a hex dump"},
		{"\x00\x01\x02\x03", ErrFormat, "pcap: not a readable capture file: it begins with 00 01 02 03"},
		{"\xfd7zXZ\x00\x00", ErrFormat, "pcap: not a readable capture file: it begins with fd 37 7a 58: xz data; xz -dc FILE | cnwire - reads it"},
		{"BZh91AY&SY", ErrFormat, "pcap: not a readable capture file: it begins with 42 5a 68 39: bzip2 data; bzip2 -dc FILE | cnwire - reads it"},
		{"\x04\x22\x4d\x18", ErrFormat, "pcap: not a readable capture file: it begins with 04 22 4d 18: lz4 data; lz4 -dc FILE | cnwire - reads it"},
		{"snoop\x00\x00\x00", ErrFormat, "pcap: not a readable capture file: it begins with 73 6e 6f 6f: a snoop capture; editcap -F pcapng FILE OUT converts it"},
		{erf, ErrFormat, "pcap: not a readable capture file: it begins with 00 00 00 80: an ERF capture, it seems; editcap -F pcapng FILE OUT converts it"},
		{erf[:15], ErrFormat, "pcap: not a readable capture file: it begins with 00 00 00 80"},
		{erf[:8] + "\x7f" + erf[9:], ErrFormat, "pcap: not a readable capture file: it begins with 00 00 00 80"}, // no type of ERF
		{"PK\x03\x04\x14", ErrFormat, "pcap: not a readable capture file: it begins with 50 4b 03 04: a zip archive; unpack it first"},
		{"\x7fELF\x02", ErrFormat, "pcap: not a readable capture file: it begins with 7f 45 4c 46: a program"},
		{"LZIP\x01\x0c", ErrFormat, "pcap: not a readable capture file: it begins with 4c 5a 49 50: lzip data; lzip -dc FILE | cnwire - reads it"},
		{"d.pcap" + strings.Repeat("\x00", 251) + "ustar  \x00", ErrFormat, "pcap: not a readable capture file: it begins with 64 2e 70 63: a tar archive; unpack it first"},
		{"[\n  {\n    \"_index\": \"packets-2026-11-21\",", ErrFormat, "pcap: not a readable capture file: it begins with 5b 0a 20 20: JSON or XML, it seems; read the capture that it was made of"},
		{"{\"frame\":1,", ErrFormat, "pcap: not a readable capture file: it begins with 7b 22 66 72: JSON or XML, it seems; read the capture that it was made of"},
		{"<?xml version=\"1.0\"?>\n", ErrFormat, "pcap: not a readable capture file: it begins with 3c 3f 78 6d: JSON or XML, it seems; read the capture that it was made of"},
		{"[76, 0, 0, 0]", ErrFormat, "pcap: not a readable capture file: it begins with 5b 37 36 2c: text; cnwire convert FILE OUT makes a capture of it, if it is a hex dump"},
		{"Frame 1, 56 bytes\n0000h: 00 04", ErrFormat, "pcap: not a readable capture file: it begins with 46 72 61 6d: text; cnwire convert FILE OUT makes a capture of it, if it is a hex dump"},
		{with(4, 3, 0), ErrFormat, "pcap: not a readable capture file: version 3.4, not 2.0 to 2.4"},
		{with(4, 1, 0), ErrFormat, "pcap: not a readable capture file: version 1.4, not 2.0 to 2.4"},
		{with(6, 5, 0), ErrFormat, "pcap: not a readable capture file: version 2.5, not 2.0 to 2.4"},
		{with(22, 1, 0), ErrFormat, "pcap: not a readable capture file: link type field 0x000100fd has reserved bits set"},
	} {
		_, err := NewReader(strings.NewReader(c.input))
		if !errors.Is(err, c.class) || err.Error() != c.says {
			t.Errorf("%q:\ngot  %v\nwant %s", c.input, err, c.says)
		}
	}
}

// The link type keeps all its 16 bits and takes none of the flags above.
func TestLinkType(t *testing.T) {
	for network, want := range map[uint32]LinkType{
		253:               LinkTypeNetlink,
		509:               509, // 253 to who keeps 8 bits
		0xffff:            0xffff,
		0x24000000 | 1:    1, // frame check sequence of 2 words
		0xfc000000 | 0xfd: 253,
	} {
		f := little
		f.network = network
		r, err := NewReader(bytes.NewReader(f.header()))
		if err != nil {
			t.Errorf("%#x: %v", network, err)
			continue
		}
		check(t, "link type", want, r.Interfaces()[0].LinkType)
	}
}

// The snap length is a statement about the capture, not a limit for us.
func TestSnapLenLimitsNothing(t *testing.T) {
	for _, snaplen := range []uint32{0, 1, 0x7fffffff, 0xffffffff} {
		f := little
		f.snaplen = snaplen
		b, _ := f.lay(three...)
		got, err := read(bytes.NewReader(b))
		if d := diff(f.packets(false, three...), got); d != "" || err != io.EOF {
			t.Errorf("snap length %d: %v\n%s", snaplen, err, d)
		}
	}
}
