package request_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record/request"
)

// Of the frames of a real kernel those that programs sent are requests, to the byte,
// and what the kernel sent is none.
func TestFramesOfCapture(t *testing.T) {
	if native.Uint16([]byte{1, 0}) != 1 {
		t.Skip("This machine is big-endian: the little-endian capture is of another order.")
	}
	requests := []uint64{1, 4, 365, 378, 381, 382, 383, 384, 387, 389, 3219, 3220, 3221} // as its scenario sent them, analysis/pairs has the list
	seen := 0
	frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		b, err := request.OfFrame(f)
		if err != nil || !bytes.Equal(b, f.Data[16:]) {
			t.Errorf("frame %d: %v", f.Number, err)
		}
		doubt := request.DoubtFrame(f)
		if slices.Contains(requests, f.Number) {
			seen++
			if doubt != nil {
				t.Errorf("frame %d: %v", f.Number, doubt)
			}
		} else if d, _ := f.Direction(); d == analysis.FromKernel && !errors.As(doubt, new(*request.Doubt)) {
			t.Errorf("frame %d: %v, and the kernel sent it", f.Number, doubt)
		}
	})
	if seen != len(requests) {
		t.Errorf("%d requests seen", seen)
	}
}

// What is wrong with frames that are none of this machine's requests.
func TestDoubts(t *testing.T) {
	other := binary.ByteOrder(binary.BigEndian)
	if native.Uint16([]byte{0, 1}) == 1 {
		other = binary.LittleEndian
	}
	header := octets.Set{"nlmsg_type": 3}
	w1 := func(kind byte, pid uint64) []byte {
		return made(t, octets.Set{"nlmsg_type": 3, "nlmsg_pid": pid}, octets.Set{"id.idx": 3, "id.val": 1, "seq": 1, "ack": 2}, append([]byte{kind}, make([]byte, 11)...))
	}
	for _, c := range []struct {
		what, doubt, wrong string
		datagram           []byte
		family             uint16
		wire               int // bytes more than were captured
	}{
		{"answer", "no request but an answer", "", octets.Message(t, native, header, octets.Event(t, native, 0, octets.Set{"err": 0})), 11, 0},
		{"event", "no request but an event", "", octets.Message(t, native, header, octets.Event(t, native, 2, octets.Set{"process_pid": 5, "process_tgid": 5})), 11, 0},
		{"w1 event", "no request but an event", "", w1(2, 0), 11, 0},
		{"w1 request", "", "", w1(4, 77), 11, 0},
		{"another order", "-endian, and this machine is ", "", octets.Message(t, other, header, octets.Event(t, other, 2, octets.Set{"process_pid": 5, "process_tgid": 5})), 11, 0},
		{"another family", "", "netlink family 0", w1(4, 77), 0, 0},
		{"cut", "", "the capture has 64 of its 68 bytes", w1(4, 77), 11, 4},
	} {
		var all analysis.Frames
		data := octets.Cooked(c.family, c.datagram)
		f := all.Feed(&pcap.Packet{Data: data, Len: uint32(len(data) + c.wire), Interface: &pcap.Interface{LinkType: pcap.LinkTypeNetlink}})
		b, err := request.OfFrame(f)
		if (err != nil) != (c.wrong != "") || err != nil && !strings.Contains(err.Error(), c.wrong) {
			t.Errorf("%s: %v", c.what, err)
			continue
		} else if err != nil {
			continue
		}
		if !bytes.Equal(b, c.datagram) {
			t.Errorf("%s: % x", c.what, b)
		}
		doubt := request.DoubtFrame(f)
		if (doubt != nil) != (c.doubt != "") || doubt != nil && !strings.Contains(doubt.Error(), c.doubt) {
			t.Errorf("%s: %v", c.what, doubt)
		}
	}
}
