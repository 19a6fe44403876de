package pcap

import (
	"testing"
	"time"
)

func TestInterfaceOptions(t *testing.T) {
	for _, big := range []bool{false, true} {
		f := newNg(big).shb()
		f.idb(0xfffe, 0xffffffff,
			opt{1, []any{"first"}}, opt{2, []any{"any"}}, opt{3, []any{"all of them"}}, opt{8, []any{uint64(1e9)}}, opt{9, []any{uint8(0x80 | 10)}},
			opt{11, []any{uint8(0), "ip"}}, opt{12, []any{"Linux 6.1"}}, opt{14, []any{int64(-5)}}, opt{15, []any{"e1000"}}, opt{1, []any{""}}, endOfOptions, "\xff\xff\xff\xff")
		f.epb(0, 5<<10|512, 1, "a")
		packets, r := whole(t, f.b)
		got := *r.Interfaces()[0]
		got.Options = Options{}
		check(t, "interface", Interface{
			LinkType: 0xfffe, SnapLen: 0xffffffff, Name: "any", Section: 1, BigEndian: big, Resolution: 0x80 | 10, TsOffset: -5,
			Description: "all of them", Filter: "ip", OS: "Linux 6.1", Hardware: "e1000", Comments: []string{"first", ""},
		}, got)
		check(t, "time", time.Unix(0, 5e8).UTC(), packets[0].Time)
		codes := 0
		for code, value := range r.Interfaces()[0].Options.All() {
			codes++
			if code == 11 {
				check(t, "filter", "\x00ip", string(value))
			}
		}
		check(t, "options", 10, codes)
		check(t, "notes", 0, len(r.Notes()))
	}
}

// TestEveryTsresol gives a packet in each of the 256 units. Those in which no
// time stamp reaches a second are noted.
func TestEveryTsresol(t *testing.T) {
	noted := 0
	for res := range 256 {
		f := newNg(false).shb().idb(253, 0, opt{9, []any{uint8(res)}}).epb(0, 1<<63, 1, "a")
		packets, r := whole(t, f.b)
		check(t, "ticks", uint64(1<<63), packets[0].Ticks)
		check(t, "resolution", Resolution(res), packets[0].Interface.Resolution)
		if want, ok := Resolution(res).time(1<<63, 0); !packets[0].Time.Equal(want) || ok == (res == 0 || res == 0x80) {
			t.Errorf("%d: %v, not %v", res, packets[0].Time, want)
		}
		noted += len(r.Notes())
	}
	check(t, "notes", 2+128-20+64, noted) // out of range twice, then too fine
}

func TestOddInterfaces(t *testing.T) {
	f := newNg(false).shb()
	f.block(1, uint16(253), uint16(0x8001), uint32(0), opt{9, []any{uint16(9)}}, opt{14, []any{uint32(7)}}, opt{11, nil}, opt{11, []any{"\x01code"}})
	f.idb(253, 0, opt{2, []any{"kept"}}, uint16(9), uint16(65535), "\x09\x00\x00\x00")
	f.idb(253, 0, opt{2, []any{"kept"}}, "\x09\x00", "\x00")
	f.b = f.b[:f.starts[3]] // the last was laid with a length that is odd
	f.epb(0, atMicro, 1, "a")
	packets, r := whole(t, f.b)
	check(t, "time", atTime, packets[0].Time)
	check(t, "filter", "", r.Interfaces()[0].Filter)
	check(t, "name", "kept", r.Interfaces()[1].Name)
	check(t, "notes", []Note{
		{f.starts[1], 0, "interface 0 has reserved bits set: 0x8001", true},
		{f.starts[1], 0, "option 9 has 2 bytes, not 1: it is not used", false},
		{f.starts[1], 0, "option 14 has 4 bytes, not 8: it is not used", false},
		{f.starts[2], 0, "option 9 says that it has 65535 bytes, and the block ends 4 behind it", false},
	}, r.Notes())
}
