package analysis_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// What was read around of a frame's link layer is of the next one with its bytes, too, in whatever
// place that is dissected.
func TestRepairedNext(t *testing.T) {
	whole := execPacket(t)
	for what, data := range map[string][]byte{
		"as it is":   whole.Data,
		"host order": append(append(bytes.Clone(whole.Data[:14]), 11, 0), whole.Data[16:]...),
		"no header":  whole.Data[16:],
	} {
		p := pcap.Packet{Data: data, Len: uint32(len(data)), Interface: whole.Interface, Time: whole.Time}
		var alone, fs analysis.Frames
		want := alone.Feed(&p)
		list := make([]analysis.Frame, 2)
		for i := range list {
			f := &list[i]
			f.Packet = p
			f.Data = bytes.Clone(data)
			if fs.Admit(f); i == 0 {
				fs.Dissect(f)
			} else {
				fs.DissectNext(f, &list[i-1])
			}
		}
		if f := &list[1]; f.Repairs != want.Repairs || f.Family != want.Family || f.PacketType != want.PacketType || f.Base != want.Base || !f.Netlink {
			t.Errorf("%s: %v of family %d at %d, want %v of %d at %d", what, f.Repairs.Names(), f.Family, f.Base, want.Repairs.Names(), want.Family, want.Base)
		}
		if (what == "as it is") != (want.Repairs == 0) {
			t.Errorf("%s: %v", what, want.Repairs.Names())
		}
	}
}

// A frame that repeats the one before it does not stand behind one of another capture, whatever
// number that has.
func TestBehindAnotherCapture(t *testing.T) {
	first := execPacket(t)
	elsewhere := *first.Interface
	var here, there analysis.Frames
	feed := func(fs *analysis.Frames, on *pcap.Interface) *analysis.Frame {
		return fs.Feed(&pcap.Packet{Data: bytes.Clone(first.Data), Len: first.Len, Interface: on, Time: first.Time})
	}
	var b analysis.Behind
	if b.Same(feed(&there, &elsewhere)) {
		t.Error("the first stands behind another")
	}
	feed(&here, first.Interface)
	if second := feed(&here, first.Interface); !second.Same || b.Same(second) {
		t.Errorf("same %v, and behind one of another capture", second.Same)
	}
	if !b.Same(feed(&here, first.Interface)) {
		t.Error("the third is not the same as the second")
	}
}
