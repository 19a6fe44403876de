package when_test

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/when"
)

// The forms are those that tshark 4.0 takes in a filter (analysis/filter is held against
// it), and the one in which it prints frame.time.
func TestDate(t *testing.T) {
	before := time.Local
	time.Local = time.FixedZone("CET", 3600)
	defer func() { time.Local = before }()
	noon := time.Date(2026, 3, 1, 11, 0, 0, 0, time.UTC)
	for s, shown := range map[string]bool{
		"2026-03-01 12:00:00": false, "2026-3-1T12": false, "2026-03-01T11:00:00Z": false, "2026-03-01 06:00-05:00": false,
		"Mar  1, 2026 12:00:00.000000000": false, "Mar 1,2026 12:00:00": false, "2026-03-01 11:00 UTC": false,
		"Mar  1, 2026 12:00:00.000000000 CET": true,
	} {
		at, ok := when.Date(s)
		if ok == shown {
			t.Errorf("Date %s: %v", s, ok)
		}
		if shown {
			at, ok = when.Shown(s)
		}
		if !ok || !at.Equal(noon) {
			t.Errorf("%s: %v, %v", s, at, ok)
		}
	}
	for _, s := range []string{"", "noon", "2026-13-01", "12:00", "Mar 1, 2026 12:00:00 CST", "Mar 1, 2026 12:00:00 CEST"} {
		if at, ok := when.Date(s); ok {
			t.Errorf("Date %q: %v", s, at)
		}
		if at, ok := when.Shown(s); ok {
			t.Errorf("Shown %q: %v", s, at)
		}
	}
}
