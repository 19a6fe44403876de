package layers

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// demoFrames is how many frames corpus.Demo has.
const demoFrames = 31

func demoSource(t *testing.T, b []byte) *Source {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return NewSource(r)
}

// fakeReader gives packets without a file, as a pcapng reader would: it knows
// no interface before the first packet.
type fakeReader struct {
	packets []pcap.Packet
	err     error
}

func (r *fakeReader) Interfaces() []*pcap.Interface { return nil }

func (r *fakeReader) Next(p *pcap.Packet) error {
	if len(r.packets) == 0 {
		return r.err
	}
	*p, r.packets = r.packets[0], r.packets[1:]
	return nil
}

func fakeSource(err error, types ...pcap.LinkType) *Source {
	r := &fakeReader{err: err}
	for i, t := range types {
		r.packets = append(r.packets, pcap.Packet{
			Data: []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, Len: 16, Interface: &pcap.Interface{ID: i, LinkType: t},
		})
	}
	return &Source{r: r}
}

// wide is the number of a link type that gopacket's own type cuts to 253.
const wide = 253 + 1 + pcap.LinkType(^base.LinkType(0))

func TestReadPacketData(t *testing.T) {
	whole, zero := demoSource(t, corpus.Demo()), demoSource(t, corpus.Demo())
	r, _ := pcap.NewReader(bytes.NewReader(corpus.Demo()))
	var kept, all [][]byte
	var p pcap.Packet
	for r.Next(&p) == nil {
		want := gopacket.CaptureInfo{Timestamp: p.Time, CaptureLength: len(p.Data), Length: int(p.Len)}
		for _, read := range []func() ([]byte, gopacket.CaptureInfo, error){whole.ReadPacketData, zero.ZeroCopyReadPacketData} {
			b, ci, err := read()
			if err != nil || !bytes.Equal(b, p.Data) || ci.Timestamp != want.Timestamp || ci.CaptureLength != want.CaptureLength || ci.Length != want.Length {
				t.Fatalf("%v, %x, %v, want %v", ci, b, err, want)
			}
			kept = append(kept, b)
		}
		if &kept[len(kept)-2][0] == &whole.packet.Data[0] {
			t.Fatal("ReadPacketData made no copy")
		}
		kept = kept[:len(kept)-1] // the second is not to be kept
		all = append(all, bytes.Clone(p.Data))
	}
	for i, b := range kept {
		if !bytes.Equal(b, all[i]) {
			t.Fatalf("packet %d was changed by a later call", i)
		}
	}
	for range 3 {
		if _, _, err := whole.ReadPacketData(); err != io.EOF || whole.Err() != nil {
			t.Errorf("%v, %v at a clean end", err, whole.Err())
		}
	}
	if len(all) != demoFrames {
		t.Errorf("%d frames", len(all))
	}
}

func TestZeroCopyAllocatesNothing(t *testing.T) {
	s := demoSource(t, corpus.Demo())
	if n := testing.AllocsPerRun(20, func() {
		if _, _, err := s.ZeroCopyReadPacketData(); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// TestDamagedCapture: whoever reads sees every packet before the damage, then
// the error once if it has a way to, and then the end.
func TestDamagedCapture(t *testing.T) {
	demo := corpus.Demo()
	cut := demo[:len(demo)-1]
	flipped := bytes.Clone(demo)
	flipped[24+8+3] = 0xff // the first packet's captured length
	for name, c := range map[string]struct {
		b      []byte
		frames int
	}{"cut": {cut, demoFrames - 1}, "damaged": {flipped, 0}} {
		s := demoSource(t, c.b)
		source := gopacket.NewPacketSource(s, s.LinkType())
		for range c.frames {
			if _, err := source.NextPacket(); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		var first *pcap.Error
		if _, err := source.NextPacket(); !errors.As(err, &first) || s.Err() != err {
			t.Errorf("%s: %v, Err %v", name, err, s.Err())
		}
		if _, err := source.NextPacket(); err != io.EOF || s.Err() == nil {
			t.Errorf("%s: then %v, Err %v", name, err, s.Err())
		}

		s = demoSource(t, c.b)
		n := 0
		timeout := time.After(time.Minute)
		for packets := gopacket.NewPacketSource(s, s.LinkType()).Packets(); packets != nil; {
			select {
			case _, ok := <-packets:
				if !ok {
					packets = nil
				} else {
					n++
				}
			case <-timeout:
				t.Fatalf("%s: Packets does not end", name)
			}
		}
		if n != c.frames || s.Err() == nil {
			t.Errorf("%s: Packets gave %d, Err %v", name, n, s.Err())
		}

		s = demoSource(t, c.b)
		n, failed := 0, error(nil)
		for p, err := range s.All(gopacket.Default) {
			if failed = err; p != nil {
				n++
			}
		}
		if n != c.frames || failed == nil || s.Err() != failed {
			t.Errorf("%s: All gave %d, %v, Err %v", name, n, failed, s.Err())
		}
	}
}

// TestAll: every packet by the link type of its interface.
func TestAll(t *testing.T) {
	n := 0
	for p, err := range demoSource(t, corpus.Demo()).All(gopacket.NoCopy) {
		if err != nil || p.ErrorLayer() != nil || p.Layer(LayerTypeCooked) == nil || p.Metadata().CaptureLength != len(p.Data()) {
			t.Fatalf("%v, %v", err, p)
		}
		n++
	}
	if n != demoFrames {
		t.Errorf("%d frames", n)
	}
	for _, o := range []gopacket.DecodeOptions{gopacket.Default, gopacket.Lazy} {
		var got []bool
		var kept []gopacket.Packet
		for p, err := range fakeSource(io.EOF, 253, 113, wide, 1, 276).All(o) {
			if err != nil || p.Metadata().InterfaceIndex != len(got) {
				t.Fatal(err, p)
			}
			kept = append(kept, p)
			got = append(got, true)
		}
		for i, want := range []bool{true, true, false, false, false} {
			if (kept[i].Layer(LayerTypeCooked) != nil) != want || (kept[i].ErrorLayer() == nil) != (want || i == 3 && kept[i].Layer(base.LayerTypeEthernet) != nil) {
				t.Errorf("packet %d: %v", i, kept[i])
			}
		}
	}
	for range demoSource(t, corpus.Demo()).All(gopacket.Default) {
		break // must not go on
	}
}

// TestCutFrames: All knows how long a frame was, which the bytes do not tell.
func TestCutFrames(t *testing.T) {
	demo := corpus.Demo()[:24+16+56]
	demo[24+16+16]++ // nlmsg_len of the first frame
	for p, err := range demoSource(t, demo).All(gopacket.Default) {
		if err != nil || p.ErrorLayer() == nil || p.Metadata().Truncated {
			t.Errorf("too long a message: %v, %v", err, p)
		}
	}
	demo[24+12]++ // the original length of the frame
	for p, err := range demoSource(t, demo).All(gopacket.Default) {
		if err != nil || p.ErrorLayer() != nil || !p.Metadata().Truncated {
			t.Errorf("cut: %v, %v", err, p)
		}
	}
}

func TestLinkType(t *testing.T) {
	if got := demoSource(t, corpus.Demo()).LinkType(); got != LinkTypeNetlink {
		t.Errorf("%v", got)
	}
	if got := fakeSource(io.EOF).LinkType(); got != base.LinkTypeNull {
		t.Errorf("%v without a packet", got)
	}
	if got := fakeSource(io.EOF, wide).LinkType(); got != base.LinkTypeNull {
		t.Errorf("%d became %v", wide, got)
	}
	damage := errors.New("damage")
	for name, c := range map[string]struct {
		s    *Source
		want []error
	}{
		"one":                {fakeSource(io.EOF, 253, 253), []error{nil, nil, io.EOF, io.EOF}},
		"two":                {fakeSource(io.EOF, 253, 1, 253), []error{nil, ErrLinkType, io.EOF}},
		"more than its bits": {fakeSource(io.EOF, wide, 253), []error{ErrLinkType, io.EOF}},
		"damage at the head": {fakeSource(damage), []error{damage, io.EOF}},
		"as many as it has":  {fakeSource(io.EOF, wide-254, 253), []error{nil, ErrLinkType, io.EOF}},
		"none":               {fakeSource(io.EOF), []error{io.EOF, io.EOF}},
	} {
		c.s.LinkType()
		c.s.LinkType()
		for i, want := range c.want {
			if _, _, err := c.s.ReadPacketData(); !errors.Is(err, want) {
				t.Errorf("%s, packet %d: %v, want %v", name, i, err, want)
			}
		}
	}
	s := fakeSource(io.EOF, 253, wide)
	for i := range 2 {
		if _, _, err := s.ReadPacketData(); err != nil {
			t.Errorf("packet %d without LinkType: %v", i, err)
		}
	}
}
