package pairs_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Of the requests of the scenario w1bus these have several answers: what is read or found
// and its status, or a status for each command; of a bundle all are in one datagram
// (internal/rig/scenario/w1cases.go).
func TestSeveral(t *testing.T) {
	var p pairs.Pairs
	got := map[string][]string{}
	for _, l := range listed(t, "amd64-6.1.192/w1bus.nlmon.pcap", &p) {
		request, rest, _ := strings.Cut(l, " > ")
		got[request] = append(got[request], rest)
	}
	for request, want := range map[string][]string{
		"7.0":  {"8 3:1 1000 7 seq+1 1001 ok"},
		"9.0":  {"10 3:1 1010 17 seq+1 1011 ok", "11 3:1 1010 17 ack 17 ok"},
		"48.0": {"50 3:1 1140 147 ack 147 EINVAL"},
		"62.0": {"63 3:1 1190 197 ack 197 ok", "64 3:1 1190 197 ack 197 ok", "65 3:1 1190 197 seq+1 1191 ok", "66 3:1 1190 197 ack 197 ok"},
		"67.0": {"68 3:1 1200 207 ack 207 ok", "68 3:1 1200 207 seq+1 1201 ok", "68 3:1 1200 207 ack 207 ok"},
		"75.0": {"76 3:1 1240 247 ack 247 ok", "77 3:1 1240 247 ack 247 E2BIG"},
	} {
		if !slices.Equal(got[request], want) {
			t.Errorf("%s: %q, want %q", request, got[request], want)
		}
	}
	// The lengths of one do not add up: the driver ignores it.
	if p.Requests != 35 || p.Answered != 34 || p.Alone != 0 {
		t.Errorf("%d requests, %d answered, %d answers alone", p.Requests, p.Answered, p.Alone)
	}
}

// Of an answer that a filter chose alone there is the pair, and no other of its request;
// of a request that it chose there are all.
func TestSeveralChosen(t *testing.T) {
	for frame, want := range map[uint64]string{
		62: "[62 63] [62 64] [62 65] [62 66]",
		63: "[62 63]",
		65: "[62 65]",
		68: "[67 68] [67 68] [67 68]",
	} {
		var lines []string
		p := pairs.Pairs{Emit: func(p *pairs.Pair) error {
			lines = append(lines, fmt.Sprint([]uint64{*p.RequestFrame, *p.ReplyFrame}))
			return nil
		}}
		frames.Each(t, frames.Capture(t, "amd64-6.1.192/w1bus.nlmon.pcap"), func(f *analysis.Frame) {
			take := p.Pass
			if f.Number == frame {
				take = p.Add
			}
			if err := take(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := p.End(); err != nil || strings.Join(lines, " ") != want {
			t.Errorf("frame %d: %v %v, want %s", frame, lines, err, want)
		}
	}
}
