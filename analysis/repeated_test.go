package analysis_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// execPacket is a packet with an event of a real kernel.
func execPacket(t *testing.T) (p pcap.Packet) {
	frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		if what, ok := f.Messages[0].What(); ok && what == codec.EventExec && p.Data == nil {
			p = f.Packet
			p.Data = bytes.Clone(p.Data)
		}
	})
	return p
}

// A frame is Same, and repeats the one before, where all is as there: not only the bytes.
func TestSame(t *testing.T) {
	first := execPacket(t)
	other := *first.Interface
	another := new(host.Hosts).Of(host.File{Number: 1, Name: "other"}, first.Interface)
	for what, c := range map[string]struct {
		same, repeats bool
		change        func(*pcap.Packet, *analysis.Frames)
	}{
		"nothing":      {true, true, func(*pcap.Packet, *analysis.Frames) {}},
		"time":         {true, true, func(p *pcap.Packet, _ *analysis.Frames) { p.Time = p.Time.Add(time.Second) }},
		"no time":      {true, true, func(p *pcap.Packet, _ *analysis.Frames) { p.Time = time.Time{} }},
		"drop count":   {true, false, func(p *pcap.Packet, _ *analysis.Frames) { p.DropCount = pcap.Optional[uint64]{Value: 3, Present: true} }},
		"a byte":       {false, false, func(p *pcap.Packet, _ *analysis.Frames) { p.Data[len(p.Data)-1] ^= 1 }},
		"cut":          {false, false, func(p *pcap.Packet, _ *analysis.Frames) { p.Data = p.Data[:len(p.Data)-1] }},
		"length":       {false, false, func(p *pcap.Packet, _ *analysis.Frames) { p.Len++ }},
		"interface":    {false, false, func(p *pcap.Packet, _ *analysis.Frames) { p.Interface = &other }},
		"comment":      {false, false, func(p *pcap.Packet, _ *analysis.Frames) { p.Comments = []string{"cnwire:1 sender port=7"} }},
		"host":         {false, false, func(_ *pcap.Packet, fs *analysis.Frames) { fs.Host = another }},
		"order given":  {false, false, func(_ *pcap.Packet, fs *analysis.Frames) { fs.Order = codec.LittleEndian }},
		"layout given": {false, false, func(_ *pcap.Packet, fs *analysis.Frames) { fs.Layout = codec.ProcLayoutTimespec64 }},
	} {
		var fs analysis.Frames
		p := first
		if f := fs.Feed(&p); f.Same || f.Repeats() {
			t.Errorf("%s: the first frame repeats another", what)
		}
		p.Data = bytes.Clone(first.Data)
		c.change(&p, &fs)
		f := fs.Feed(&p)
		if f.Same != c.same || f.Repeats() != c.repeats {
			t.Errorf("%s: same %v, repeats %v", what, f.Same, f.Repeats())
		}
		if f.Number != 2 || len(f.Messages) != 1 || f.Messages[0].Frame != 2 {
			t.Errorf("%s: frame %d with messages %+v", what, f.Number, f.Messages)
		}
		p = first // and then the first one again, of the host, and in the order, that are the last one's
		if f := fs.Feed(&p); f.Same != (c.same || what == "host" || what == "order given") || f.Messages[0].Frame != 3 {
			t.Errorf("%s: behind it, same %v", what, f.Same)
		}
	}
}
