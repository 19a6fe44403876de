package wireshark_test

import (
	"encoding/binary"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
)

// sentence is what both say of a gap.
var sentence = regexp.MustCompile(`(at least \d+ lost|\d+ filtered or lost) between frames \d+ and \d+ on CPU \d+`)

// thinned is a capture with frames missing, and others that come some frames late.
func thinned(capture []byte) []byte {
	r := rand.New(rand.NewPCG(26, 27))
	var list []record
	for _, c := range octets.Unpack(capture) {
		if r.IntN(10) > 0 {
			list = append(list, record{Data: c.Data, Wire: c.Wire, Sec: uint32(c.Number)})
		}
	}
	for i := range list[8:] {
		if r.IntN(8) == 0 {
			k := i + r.IntN(8)
			list[i], list[k] = list[k], list[i]
		}
	}
	return octets.Pcap(binary.LittleEndian, false, list...)
}

// dropping is a capture of two hosts with gaps, some of which its drop counts prove
// (R29).
func dropping(t *testing.T) []byte {
	r := rand.New(rand.NewPCG(14, 29))
	var left []pcap.Packet
	missing := uint64(0)
	for _, p := range play(t, random(r, 2000)) {
		if r.IntN(20) == 0 {
			missing++
			continue
		}
		if missing > 0 && r.IntN(3) > 0 {
			p.DropCount = pcap.Of(missing)
			missing = 0
		}
		left = append(left, p)
	}
	return pcapng(t, left)
}

// The expert infos say of each CPU what the rules say is missing (R25 to R29). Two
// passes, for what comes late closes a gap that the first pass has shown; with a
// filter, without which the first pass shows a plugin no host.
func TestLosses(t *testing.T) {
	t.Parallel()
	captures := map[string][]byte{}
	if testkit.Deep {
		captures = frames.Captures(t)
	}
	for _, name := range []string{"s390x-6.1.176-nlmon.pcap", "amd64-6.18.44-socket.pcap"} {
		captures["thinned "+name] = thinned(frames.Capture(t, name))
	}
	captures = map[string][]byte{"thinned": joined(t, captures), "two hosts": twoHosts, "dropped": dropping(t)}
	for _, s := range sharks(t) {
		seen := 0
		for name, capture := range captures {
			var losses loss.Losses
			var found loss.Found
			each(t, capture, func(f *analysis.Frame) {
				for i := range f.Messages {
					losses.Add(&found, f, &f.Messages[i])
				}
			})
			var want []string
			for _, of := range losses.Hosts() {
				for _, g := range of.Gaps() {
					want = append(want, g.String())
				}
			}
			got := sentence.FindAllString(s.run(t, capture, "-2", "-Y", "frame", "-q", "-z", "expert"), -1)
			slices.Sort(want)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s, %s:\n%s\nwant\n%s", s.path, name, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
			seen += len(want)
		}
		if seen < 50 {
			t.Errorf("only %d gaps", seen)
		}
	}
}
