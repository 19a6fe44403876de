package convert_test

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

// A time of day is one of the day of the first frame, in the local zone, whichever frame
// is asked for; behind + stand seconds and nothing else.
func TestPoint(t *testing.T) {
	before := time.Local
	time.Local = time.FixedZone("here", 3600)
	defer func() { time.Local = before }()
	first := time.Date(2026, 11, 21, 22, 50, 0, 0, time.UTC) // 23:50 here
	frame := func(after time.Duration) *analysis.Frame {
		return &analysis.Frame{Packet: pcap.Packet{Time: first.Add(after)}, Relative: after}
	}
	for text, at := range map[string]time.Duration{
		"23:50": 0, "23:50:01": time.Second, "23:50:01.5": 1500 * time.Millisecond, "9:05": 9*time.Hour + 5*time.Minute - 23*time.Hour - 50*time.Minute,
		"00:00": -23*time.Hour - 50*time.Minute, // and not of the day behind
		"+2.5":  2500 * time.Millisecond, "2026-11-22 00:10": 20 * time.Minute, "1795301460": time.Minute,
	} {
		p, err := convert.ParsePoint(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		for _, off := range []time.Duration{-time.Nanosecond, 0, time.Nanosecond} {
			if got := p.Compare(frame(at + off)); got != int(off) {
				t.Errorf("%s: a frame %v behind it: %d", text, off, got)
			}
		}
	}
	for _, text := range []string{"", "+", "+21:05", "+2026-11-21", "24:00", "21:60", "21", "21:05:60", "21:05Z", "21:5:03.0000000001x"} {
		if p, err := convert.ParsePoint(text); err == nil && text != "21" { // seconds since 1970
			t.Errorf("%q: %+v", text, p)
		}
	}
}
