package filter_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// TestTsharkWide holds arithmetic at the ends of 64 bits against tshark. Of the
// protocols that it knows, USB has an unsigned number of 64 bits: the id of a
// request. The same numbers are timestamps here.
func TestTsharkWide(t *testing.T) {
	numbers := []uint64{1<<64 - 1, 1 << 63, 5, 1<<63 + 1, 0, 1<<63 - 1, 1<<64 - 6}
	var out bytes.Buffer
	w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcap"}))(t)
	var frames []*analysis.Frame
	for i, n := range numbers {
		header := append(binary.LittleEndian.AppendUint64(nil, n), 'S', 2, 0x80, 1, 1, 0, 0, 0)
		data := append(header, make([]byte, 48)...)
		usb := &pcap.Interface{LinkType: 220, Resolution: pcap.Microseconds} // LINKTYPE_USB_LINUX_MMAPPED
		if err := w.WritePacket(&pcap.Packet{Data: data, Len: uint32(len(data)), Interface: usb}); err != nil {
			t.Fatal(err)
		}
		cooked := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}
		sid := event(t, 1, 0x80, n, set{"process_pid": 3, "process_tgid": 3})
		frame := frameOf(t, append(cooked, message(t, 3, 0, 0, 0, sid)...))
		frame.Number = uint64(i + 1)
		frames = append(frames, frame)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var filters []string
	for _, op := range []string{"+", "-", "*", "/", "%", "&"} {
		for _, right := range []string{"1", "5", "6", "-1", "-6", "9223372036854775807", "4294967296", "N", "{N - 6}", "{N - 1}"} {
			for _, compared := range []string{"", " == 0", " > 0", " < 0", " != 7", " == -1", " > 18446744073709551600", " == 4", " < N"} {
				filters = append(filters, "N "+op+" "+right+compared)
			}
		}
	}
	theirs := make([]string, len(filters))
	for i, text := range filters {
		theirs[i] = strings.ReplaceAll(text, "N", "usb.urb_id")
	}
	some := 0
	for i, want := range shark(t, "UTC", out.Bytes(), theirs) {
		got := ours(strings.ReplaceAll(filters[i], "N", "cn_proc.timestamp_ns"), frames)
		if !got.equal(want) {
			t.Errorf("%s: %v, tshark %v", filters[i], got, want)
		}
		if n := len(want.frames); n > 0 && n < len(frames) {
			some++
		}
	}
	if some < len(filters)/4 {
		t.Errorf("%d of %d filters choose some frames", some, len(filters))
	}
}
