package source_test

import (
	"bytes"
	"fmt"
	"runtime"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// Of a packet all that its capture says is there where frames come ahead: flags, drop counts, comments,
// other options, none of them, and no time.
func TestPacketAhead(t *testing.T) {
	r, err := pcap.NewReader(bytes.NewReader(frames.Capture(t, "amd64-6.1.192-nlmon.pcap")))
	if err != nil {
		t.Fatal(err)
	}
	var capture bytes.Buffer
	w, err := pcap.NewWriter(&capture, pcap.WriterOptions{Format: "pcapng"})
	if err != nil {
		t.Fatal(err)
	}
	var p pcap.Packet
	for n := uint64(1); r.Next(&p) == nil; n++ {
		switch n % 11 {
		case 1, 2, 8:
			p.Flags = pcap.Of(uint32(n % 3))
		case 4:
			p.DropCount = pcap.Of(n)
		case 6:
			p.Comments = []string{fmt.Sprint("number ", n)}
		case 7, 9:
			p.Options.Raw = []byte{5, 0, 8, 0, byte(n), byte(n >> 8), 0, 0, 0, 0, 0, 0} // epb_packetid
		case 10:
			p.Time = time.Time{}
		}
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	of := func(f *source.Frame) string {
		p := f.Packet
		on := p.Interface.ID
		p.Interface = nil
		return fmt.Sprintf("%+v of interface %d", p, on)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	in := kept(t, "options", capture.Bytes())
	var want []string
	for f, err := range source.New(source.Options{}, in).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, of(f))
	}
	n := 0
	err = source.New(source.Options{}, in).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		if err == nil && of(f) != want[n] {
			t.Fatalf("%s\nwant\n%s", of(f), want[n])
		}
		n++
		return err
	}})
	if err != nil || n != len(want) || n < 3000 {
		t.Errorf("%v, %d frames of %d", err, n, len(want))
	}
}
