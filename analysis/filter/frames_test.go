package filter_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/pcap"
)

// rewritten is a capture of the same frames, each changed by f into some.
func rewritten(t testing.TB, capture []byte, format string, f func(p pcap.Packet, put func(pcap.Packet))) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: format, Changed: true}))(t)
	for _, frame := range read(t, capture) {
		f(frame.Packet, func(p pcap.Packet) {
			if err := w.WritePacket(&p); err != nil {
				t.Fatal(err)
			}
		})
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestCutFrames has every filter of the lists look at frames that were cut at
// every byte: nothing is read behind the cut.
func TestCutFrames(t *testing.T) {
	frames := read(t, rewritten(t, odd(t), "pcapng", func(p pcap.Packet, put func(pcap.Packet)) {
		for n := range len(p.Data) {
			short := p
			short.Data = p.Data[:n:n]
			put(short)
		}
	}))
	counts := map[bool]int{}
	texts := append(lines(t, "filters.txt"), "cn_proc.exit.signal == 9 || cn_proc[39] == 00 || cn[59:] || data#2 || cn_proc.comm[-1]", "_ws.short", "all cn_proc.pid#[1-2] > 3")
	for _, text := range texts {
		f, err := filter.Compile(text)
		if err != nil {
			continue
		}
		for _, frame := range frames {
			counts[f.Match(frame)]++
		}
	}
	if counts[true] < 10000 || counts[false] < 10000 {
		t.Errorf("%v", counts)
	}
	short := must(filter.Compile("_ws.short"))(t)
	if n := len(chosen(short, frames)); n != len(frames) {
		t.Errorf("%d of %d frames are short", n, len(frames))
	}
}

// TestLinkTypes asks of the same frames as captured from the device "any". tshark
// has sll in frame.protocols and not in its tree; here it is a protocol.
func TestLinkTypes(t *testing.T) {
	any := &pcap.Interface{LinkType: pcap.LinkTypeLinuxSLL, Resolution: pcap.Microseconds}
	capture := rewritten(t, captured(t, "demo-amd64-6.1.192-nlmon.pcap"), "pcap", func(p pcap.Packet, put func(pcap.Packet)) {
		p.Interface = any
		put(p)
	})
	frames := read(t, capture)
	filters := []string{"netlink", "frame.encap_type == 25", "netlink.family == 11", `frame.protocols contains "sll:netlink"`, "frame[15] == 0b"}
	for i, want := range shark(t, "UTC", capture, filters) {
		if got := ours(filters[i], frames); !got.equal(want) {
			t.Errorf("%s: %v, tshark %v", filters[i], got, want)
		}
	}
	choose(t, frames, "sll && cn_proc.exec | 5\nsll[15] == 0b && !sll[16] && cn_proc.exec | 5")
	other := analysis.Frame{}
	other.Interface = any
	if must(filter.Compile("netlink || sll || cn"))(t).Match(&other) {
		t.Error("a frame without netlink has some")
	}
}
