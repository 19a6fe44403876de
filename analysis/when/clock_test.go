package when_test

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/when"
)

// A time of day is one of the local day, also on days that have 23 hours.
func TestClock(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	before := time.Local
	time.Local = berlin
	defer func() { time.Local = before }()
	spring := time.Date(2026, 3, 28, 23, 30, 0, 0, time.UTC) // half past midnight of the 29th there, when clocks go forward
	for s, want := range map[string]time.Time{
		"00:00": time.Date(2026, 3, 28, 23, 0, 0, 0, time.UTC), "01:59:59.999999999": time.Date(2026, 3, 29, 0, 59, 59, 999999999, time.UTC),
		"03:00": time.Date(2026, 3, 29, 1, 0, 0, 0, time.UTC), "9:5": time.Date(2026, 3, 29, 7, 5, 0, 0, time.UTC), "21:05:03.5": time.Date(2026, 3, 29, 19, 5, 3, 5e8, time.UTC),
	} {
		c, ok := when.ParseClock(s)
		if at := c.On(spring); !ok || !at.Equal(want) {
			t.Errorf("%s: %v, %v", s, at, ok)
		}
	}
	for _, s := range []string{"", "24:00", "12", "12:60", "12:00:60", "12:00Z", "-1:00", "12:00 ", "2026-03-01"} {
		if c, ok := when.ParseClock(s); ok {
			t.Errorf("%q: %v", s, c)
		}
	}
}
