package filter_test

import (
	"bytes"
	"encoding/binary"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// crowd is a frame of n connector messages with numbers below span, the bytes of
// which are in one another now and then.
func crowd(t testing.TB, rnd *rand.Rand, n, span int) *analysis.Frame {
	t.Helper()
	data := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}
	for range n {
		payload := make([]byte, rnd.IntN(4))
		for i := range payload {
			payload[i] = byte(rnd.IntN(2))
		}
		number := func() uint64 { return uint64(rnd.IntN(span)) }
		cn := must(spec.Default().CnMsg(binary.LittleEndian, set{"id.idx": 20, "id.val": number(), "seq": number(), "ack": number()}, payload))(t)
		data = append(data, message(t, 3, 0, number(), number(), cn)...)
	}
	return frameOf(t, data)
}

// frameOf is a frame of a capture that was taken apart.
func frameOf(t testing.TB, data []byte) *analysis.Frame {
	t.Helper()
	var out bytes.Buffer
	w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcap"}))(t)
	wire := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Microseconds}
	if err := w.WritePacket(&pcap.Packet{Data: data, Len: uint32(len(data)), Interface: wire, Time: time.Unix(1795302721, 0)}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return read(t, out.Bytes())[0]
}

// crowded are filters over two names that have many values. Each compares all
// of one with all of the other.
var crowded = []string{
	"%q cn.seq == cn.ack", "%q cn.seq != cn.ack", "%q cn.seq === cn.ack", "%q cn.seq !== cn.ack",
	"%q cn.seq < cn.ack", "%q cn.seq <= cn.ack", "%q cn.seq > cn.ack", "%q cn.seq >= cn.ack",
	"%q cn.seq - 4 > cn.ack - 1", "%q cn.seq * 2 > cn.ack * 3 - 1", "%q cn.seq < cn.ack - 4", "%q frame contains cn[20:1]",
	"%q cn.seq - 3 < -cn.ack", "%q cn.seq - 3 == -cn.ack", "%q -cn.seq < cn.ack", "%q cn.seq - 2 > cn.ack - 4",
	"%q cn.seq in {cn.ack, netlink.hdr_seq .. cn.val, 9999}", "%q cn.seq in {cn.ack .. netlink.hdr_seq}",
	"%q data.data contains cn[20:]", "%q cn contains data.data", "%q frame contains data.data", "%q cn[8:4] contains cn[12:4]", "%q cn contains cn[8:2]",
	"%q cn[8:4] == cn[12:4]", "%q cn[8:4] < cn[12:4]", "%q data.data != cn[20:]", `%q data.data matches "[^0]"`,
	"%q cn.seq#[1-2] == cn.ack#[2:]", "%q data.len#3 == cn.len#1", "%q max(cn.seq, cn.ack) == cn.val", "%q cn[8] & cn[12] == cn[16]",
}

// TestCrowds holds comparisons of many values with many against every one with
// every other.
func TestCrowds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 21))
	counts := map[string]map[bool]int{}
	for range 60 {
		frame := crowd(t, rnd, 1+rnd.IntN(12), 1+rnd.IntN(9))
		for _, pattern := range crowded {
			for _, quantifier := range []string{"", "any", "all"} {
				text := quantifier + pattern[2:]
				got := must(filter.Compile(text))(t).Match(frame)
				if want := filter.Slow(text, frame); got != want {
					t.Errorf("%s: %v, want %v: % x", text, got, want, frame.Data)
				}
				if counts[text] == nil {
					counts[text] = map[bool]int{}
				}
				counts[text][got]++
			}
		}
	}
	one := 0
	for _, n := range counts {
		if n[true] == 0 || n[false] == 0 {
			one++
		}
	}
	if one > len(counts)/3 {
		t.Errorf("%d of %d filters always say the same", one, len(counts))
	}
}

// TestCrowdsAreLinear doubles a frame: neither the steps nor the buffers grow by
// more than a sort does.
func TestCrowdsAreLinear(t *testing.T) {
	one, two := crowd(t, rand.New(rand.NewPCG(9, 21)), 1000, 1<<30), crowd(t, rand.New(rand.NewPCG(9, 21)), 2000, 1<<30)
	for _, pattern := range crowded {
		for _, text := range []string{"any" + pattern[2:], "all" + pattern[2:], "!" + pattern[2:] + " && cn#[3]"} {
			var steps, size [2]int
			for i, frame := range []*analysis.Frame{one, two} {
				f := must(filter.Compile(text))(t)
				f.Match(frame)
				steps[i], size[i] = f.Steps()
			}
			if steps[1] > 5*steps[0]/2+5000 || size[1] > 3*size[0]+50000 {
				t.Errorf("%s: %d and %d steps, %d and %d bytes", text, steps[0], steps[1], size[0], size[1])
			}
		}
	}
}

// TestPairs has arithmetic on both sides with as many pairs as it takes, and with
// more.
func TestPairs(t *testing.T) {
	const text = "cn.seq * 2 + cn.ack * 2 == cn.seq * 100000 + cn.ack * 90000 + 77"
	for n, gaveUp := range map[int]bool{256: false, 257: true} {
		f := must(filter.Compile(text))(t)
		if f.Match(crowd(t, rand.New(rand.NewPCG(9, 21)), n, 1<<12)) || f.GaveUp() != gaveUp {
			t.Errorf("%d messages: gave up: %v", n, f.GaveUp())
		}
		if steps, size := f.Steps(); steps > 5<<20 || size > 32<<20 {
			t.Errorf("%d messages: %d steps, %d bytes", n, steps, size)
		}
	}
}

// TestLongNames has names that the kernel cut to 15 bytes.
func TestLongNames(t *testing.T) {
	frames := read(t, captured(t, "demo-amd64-6.1.192-nlmon.pcap"))
	for text, want := range map[string]int{
		`cn_proc.comm.comm == "a-very-long-command-name"`:             1,
		`cn_proc.comm.comm == a-very-long-command-name`:               1,
		`cn_proc.comm.comm in {"x", "a-very-long-command-name"}`:      1,
		`cn_proc.comm.comm contains "a-very-long-command-name"`:       1,
		`upper(cn_proc.comm.comm) == "A-VERY-LONG-COMMAND-NAME"`:      1,
		`cn_proc.comm.comm != "a-very-long-command-name"`:             0,
		`cn_proc.comm.comm == "a-very-long-com"`:                      1,
		`cn_proc.comm.comm == "a-very-long-comm"`:                     1, // 16 bytes
		`cn_proc.comm.comm == "a-very-long-co"`:                       0,
		`cn_proc.comm.comm > "a-very-long-command-name"`:              0,
		`frame.protocols == "netlink:data and much that is not here"`: 0,
	} {
		f := must(filter.Compile(text))(t)
		if got := len(chosen(f, frames)); got != want {
			t.Errorf("%s: %d frames, want %d", text, got, want)
		}
		long := (strings.Contains(strings.ToLower(text), "-name") || strings.Contains(text, "-comm\"")) && !strings.Contains(text, ">")
		if len(f.Remarks()) == 1 != long {
			t.Errorf("%s: %q", text, f.Remarks())
		}
	}
}
