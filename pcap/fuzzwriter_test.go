package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"testing"
	"time"
)

// FuzzWriter writes packets into every format and reads them again: what comes
// back is what went in. The packets are those of the input if it is a capture,
// and such as are made of it.
func FuzzWriter(f *testing.F) {
	f.Add(sample(false).b)
	f.Add(five(true).b)
	f.Add([]byte("\x05sixteen bytes of seconds, length, and then data"))
	f.Fuzz(func(t *testing.T, b []byte) {
		packets, _, _ := through(bytes.NewReader(b))
		rewrite(t, packets)
		rewrite(t, packetsOf(b))
	})
}

// packetsOf cuts b into packets: a byte says how many bytes of data a packet
// has, and its time, its length and its comment come from them too.
func packetsOf(b []byte) (packets []Packet) {
	link := &Interface{LinkType: LinkTypeNetlink, SnapLen: MaxSnapLen, Resolution: Resolution(9)}
	for len(b) > 0 {
		n := min(int(b[0]), len(b)-1)
		data := b[1 : 1+n]
		b = b[1+n:]
		x := append(append([]byte(nil), data...), make([]byte, 16)...)
		p := Packet{
			Data:      data,
			Len:       uint32(n) + uint32(x[0]),
			Time:      time.Unix(int64(binary.LittleEndian.Uint32(x)), int64(binary.LittleEndian.Uint32(x[4:])%1e9)).UTC(),
			Interface: link,
		}
		if x[8]&1 == 1 {
			p.Comments = []string{string(rune('a' + x[9]%26))}
		}
		if x[8]&2 == 2 {
			p.Flags = Of(binary.LittleEndian.Uint32(x[10:]))
		}
		if x[8]&4 == 4 {
			p.DropCount = Of(uint64(x[14]))
		}
		packets = append(packets, p)
	}
	return packets
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
