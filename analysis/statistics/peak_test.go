package statistics_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/statistics"
)

// TestMean: the mean is never above the peak.
func TestMean(t *testing.T) {
	const ms = time.Millisecond
	for _, c := range []struct {
		what       string
		at         []time.Duration
		mean, peak string
	}{
		{"shorter than an interval", []time.Duration{0, ms, 2 * ms, 3 * ms}, "4", "4"},
		{"four seconds", []time.Duration{0, 2000 * ms, 2001 * ms, 4000 * ms}, "1", "2"},
		{"cut in the second interval", []time.Duration{0, 500 * ms, 1000 * ms, 1200 * ms}, "", "3"},
		{"a second that begins anywhere", []time.Duration{0, 900 * ms, 1100 * ms, 1899 * ms, 1900 * ms, 4000 * ms}, "1.5", "3"},
		{"time does not go back", []time.Duration{0, 2000 * ms, 500 * ms, 2999 * ms, 5000 * ms}, "1", "3"},
		{"no time passes", []time.Duration{0}, "", "1"},
	} {
		p := newTape(t)
		for _, at := range c.at {
			p.at(at).event(eventExec, task(9, 9), 0)
		}
		row := count(t, p.file(), statistics.Options{}, "overview")[0]
		if row["per_second"] != c.mean || row["peak_per_second"] != c.peak {
			t.Errorf("%s: %q a second, at most %q, want %q and %q", c.what, row["per_second"], row["peak_per_second"], c.mean, c.peak)
		}
	}
}

// A copy moves the time on as its event did, and time does not go back behind it: an event that
// comes then, with an earlier time, is not of the interval before the copy.
func TestPeakBehindCopy(t *testing.T) {
	const ms = time.Millisecond
	p := newTape(t)
	p.at(0).event(eventExec, task(9, 9), 0).at(5000*ms).event(eventExec, task(9, 9), 0)
	event := p.records[len(p.records)-92:]
	p.at(6500 * ms).frame(bytes.Clone(event))
	p.at(5900*ms).event(eventExec, task(9, 9), 0).at(9000*ms).event(eventExec, task(9, 9), 0)
	row := count(t, p.file(), statistics.Options{}, "overview")[0]
	if row["copies"] != "1" || row["peak_per_second"] != "1" {
		t.Errorf("%q copies, at most %q a second, want 1 and 1", row["copies"], row["peak_per_second"])
	}
}
