package analysis_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// described is what Describe says of a capture.
func described(t *testing.T, capture []byte) string {
	t.Helper()
	r := must(pcap.NewReader(bytes.NewReader(capture)))(t)
	frames := new(analysis.Frames)
	frames.Open(r)
	info := analysis.NewInfo()
	for {
		f, err := frames.Next()
		if err != nil {
			break
		}
		info.Add(f)
	}
	var b bytes.Buffer
	info.Describe(&b, r)
	return b.String()
}

// TestDescribeLosses: what the file itself says of losses, of each interface and
// together, and interfaces below their sections.
func TestDescribeLosses(t *testing.T) {
	le := binary.LittleEndian
	frame := cooked(11, message(t, le, nil, event(t, le, 2, nil)))
	a := &pcap.Interface{LinkType: 253, Name: "nlmon0, the first", Resolution: 9, Comments: []string{"one\ntwo"}}
	b := &pcap.Interface{LinkType: 253, Description: "second", Resolution: 6}
	var out bytes.Buffer
	at := time.Date(2500, 1, 1, 0, 0, 0, 0, time.UTC) // further on than a time.Duration reaches
	for section := range 2 {
		w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcapng", Section: &pcap.Section{OS: fmt.Sprint("system ", section)}}))(t)
		count := func(n uint64) pcap.Optional[uint64] { return pcap.Of(n) }
		for _, err := range []error{
			w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Time: time.Unix(1, 0), Interface: a, DropCount: pcap.Of(uint64(3))}),
			w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Time: at, Interface: a}),
			w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Time: time.Unix(5, 0), Interface: b}),
			w.WriteStatistics(a, &pcap.Statistics{Time: at, Received: count(9), Dropped: count(5), OSDropped: count(0)}),
			w.WriteStatistics(b, &pcap.Statistics{Time: time.Unix(9, 0), OSDropped: count(7)}),
			w.Close(),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	got := described(t, out.Bytes())
	section := func(n int) string {
		return fmt.Sprintf("Section %d\tlittle-endian headers\n\tsystem: system %d\n", n, n-1) +
			"Interface 0\tlink type 253, snap length 0, time in 10^-9 s\n\tname: nlmon0, the first\n\tcomment: one\\x0atwo\n" +
			"\t9 frames received, it says\n\t5 frames dropped by the interface, it says\n\t0 frames dropped by the operating system, it says\n" +
			"Interface 1\tlink type 253, snap length 0, time in 10^-6 s\n\tdescription: second\n\t7 frames dropped by the operating system, it says\n"
	}
	for _, want := range []string{
		"Format\tpcapng\n" + section(1) + section(2) + "Frames\t6\n",
		"Duration\t16725225599.000000000 s\nOrder of time\t3 frames are earlier than the one before\n",
		"Dropped\t6 frames, by drop counts of frames\n\t24 frames, by statistics of interfaces\n\twhat numbers of messages miss, check and stats say\n",
		"Messages\t1 of the connector\nCopies\t5, for other listeners\nId\t1:1 cn_proc: 1 messages\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("it lacks\n%s\nof\n%s", want, got)
		}
	}
	for line := range strings.Lines(got) {
		if len(line) > 65 { // beside a name it has 80 columns
			t.Errorf("too long: %s", line)
		}
	}
}
