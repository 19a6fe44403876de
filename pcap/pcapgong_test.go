package pcap

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/gopacket"
	"github.com/google/gopacket/layers"
	"github.com/google/gopacket/pcapgo"
)

// outcome puts what a reader makes of a file into one line: of each packet its
// data, link type and time, then how it ended.
func outcome(next func() (data []byte, link int, nano int64, err error)) (line string) {
	defer func() {
		if recover() != nil {
			line += "panic"
		}
	}()
	for range 10 {
		data, link, nano, err := next()
		if err == io.EOF {
			return line + "end"
		}
		if err != nil {
			return line + "error"
		}
		line += fmt.Sprintf("%s/%d@%d ", data, link, nano)
	}
	return line + "..."
}

func ourOutcome(b []byte) string {
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return "no file"
	}
	var p Packet
	line := outcome(func() ([]byte, int, int64, error) {
		if err := r.Next(&p); err != nil {
			return nil, 0, 0, err
		}
		return p.Data, int(p.Interface.LinkType), p.Time.UnixNano(), nil
	})
	return line
}

func pcapgoOutcome(b []byte) string {
	if !strings.HasPrefix(string(b), pcapngMagic) {
		r, err := pcapgo.NewReader(bytes.NewReader(b))
		if err != nil {
			return "no file"
		}
		return peerOutcome(r.ReadPacketData, func(gopacket.CaptureInfo) layers.LinkType { return r.LinkType() })
	}
	var r *pcapgo.NgReader
	line := outcome(func() (_ []byte, _ int, _ int64, err error) {
		r, err = pcapgo.NewNgReader(bytes.NewReader(b), pcapgo.DefaultNgReaderOptions)
		if err == nil {
			err = io.EOF
		}
		return
	})
	if line != "end" {
		return "no file: " + line
	}
	return peerOutcome(r.ReadPacketData, func(gopacket.CaptureInfo) layers.LinkType { return r.LinkType() })
}

func peerOutcome(read func() ([]byte, gopacket.CaptureInfo, error), link func(gopacket.CaptureInfo) layers.LinkType) string {
	return outcome(func() ([]byte, int, int64, error) {
		data, info, err := read()
		return data, int(link(info)), info.Timestamp.UnixNano(), err
	})
}

// TestPcapgoDefects holds us against gopacket's readers (v1.1.19): where they
// agree, and one by one where they are known not to. When one of these fails
// because pcapgo has learned better, its line goes.
func TestPcapgoDefects(t *testing.T) {
	// One packet at 1.5 seconds in some unit.
	unit := func(res uint8, ticks uint64) []byte {
		return newNg(false).shb().idb(253, 0, opt{9, []any{res}}, endOfOptions).epb(0, ticks, 1, "a").b
	}
	two := newNg(true).shb().idb(253, 0).epb(0, 0, 1, "a").epb(0, 0, 1, "b")
	trailing := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a").epb(0, 0, 1, "b")
	trailing.put(2, -4, 7)
	mixed := newNg(false).shb().idb(253, 0).idb(113, 0).epb(0, 0, 1, "a").epb(1, 0, 1, "b").epb(0, 0, 1, "c")
	beyond := newNg(false).shb().idb(253, 0).epb(0, 0, 9, "nine byte").epb(0, 0, 1, "b")
	beyond.put(2, 20, 24)
	classic := func(f file, r ...rec) []byte { b, _ := f.lay(r...); return b }
	one := rec{length: 1, data: []byte("a")}
	snap0, wide, old, kuznetzov := little, little, little, little
	snap0.snaplen, wide.network, old.minor, kuznetzov.magic = 0, 509, 3, 0xa1b2cd34
	cut := classic(little, one, one)

	for _, c := range []struct{ what, ours, theirs, file string }{
		{"pcapng, both orders", "a/253@0 b/253@0 end", "a/253@0 b/253@0 end", string(two.b)},
		{"microseconds", "a/253@1500000000 end", "a/253@1500000000 end", string(unit(6, 1500000))},
		{"nanoseconds", "a/253@1500000001 end", "a/253@1500000001 end", string(unit(9, 1500000001))},
		{"milliseconds", "a/253@1500000000 end", "a/253@1500000000 end", string(unit(3, 1500))},
		{"seconds", "a/253@2000000000 end", "a/253@2000 end", string(unit(0, 2))},
		{"2^-20 seconds", "a/253@1500000000 end", "a/253@1499646464 end", string(unit(0x80|20, 3<<19))},
		{"2^-64 seconds", "a/253@0 end", "no file: panic", string(unit(0x80|64, 1))},
		{"10^-64 seconds", "a/253@0 end", "no file: panic", string(unit(64, 1))},
		{"cut inside a block", "a/253@0 error", "a/253@0 end", string(two.b[:two.starts[3]+20])},
		{"cut inside the data", "a/253@0 error", "a/253@0 end", string(two.b[:two.end()-5])},
		{"wrong length behind", "error", "a/253@0 b/253@0 end", string(trailing.b)},
		{"two link types", "a/253@0 b/113@0 c/253@0 end", "a/253@0 c/253@0 end", string(mixed.b)},
		{"16 bits of link type", "a/509@0 end", "a/253@0 end", string(newNg(false).shb().idb(509, 0).epb(0, 0, 1, "a").b)},
		{"more captured than there is room for", "error", "error", string(beyond.b)},
		{"simple packet", "a/253@-6795364578871345152 end", "a/253@-6795364578871345152 end", string(newNg(false).shb().idb(253, 0).block(3, uint32(1), "a   ").b)},

		{"pcap", "a/253@0 a/253@0 end", "a/253@0 a/253@0 end", string(cut)},
		{"snap length 0", "a/253@0 end", "error", string(classic(snap0, one))},
		{"16 bits of link type", "a/509@0 end", "a/253@0 end", string(classic(wide, one))},
		{"version 2.3", "a/253@0 end", "no file", string(classic(old, one))},
		{"Kuznetzov's", "a/253@0 end", "no file", string(classic(kuznetzov, one))},
		{"more captured than there was", "ab/253@0 a/253@0 end", "error", string(classic(little, rec{length: 1, data: []byte("ab")}, one))},
		{"cut behind a record header", "a/253@0 error", "a/253@0 end", string(cut[:len(cut)-1])},
		{"cut inside a record header", "a/253@0 error", "a/253@0 error", string(cut[:len(cut)-2])},
		{"microseconds of hours", "a/253@4294967295000 end", "a/253@4294966296 end", string(classic(little, rec{frac: 0xffffffff, length: 1, data: []byte("a")}))},
	} {
		check(t, c.what+", ours", c.ours, ourOutcome([]byte(c.file)))
		check(t, c.what+", pcapgo's", c.theirs, pcapgoOutcome([]byte(c.file)))
	}
}

// TestPcapgoReadsOurs: in what it can, it reads what we write.
func TestPcapgoReadsOurs(t *testing.T) {
	for _, c := range captures(t) {
		packets, _ := whole(t, c.b)
		for _, o := range []WriterOptions{{}, {BigEndian: true}, {Format: "nsecpcap"}, {Format: "pcapng"}, {Format: "pcapng", BigEndian: true}} {
			b, _ := written(t, o, packets...)
			if ours, theirs := ourOutcome(b), pcapgoOutcome(b); ours != theirs || !strings.HasSuffix(ours, "...") {
				t.Errorf("%s as %s:\n%s\n%s", c.name, o.Format, ours, theirs)
			}
		}
	}
}

// TestPcapgoWrites: we read what it writes.
func TestPcapgoWrites(t *testing.T) {
	for _, c := range captures(t) {
		packets, _ := whole(t, c.b)
		var out bytes.Buffer
		w, err := pcapgo.NewNgWriter(&out, 253)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range packets {
			info := gopacket.CaptureInfo{Timestamp: p.Time, CaptureLength: len(p.Data), Length: int(p.Len)}
			if err := w.WritePacket(info, p.Data); err != nil {
				t.Fatal(err)
			}
		}
		w.Flush()
		got, _ := whole(t, out.Bytes())
		if d := sameFrames(packets, got, 1); d != "" {
			t.Error(d)
		}
	}
}
