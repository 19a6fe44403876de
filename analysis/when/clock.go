package when

import "time"

// Clock is a time of day. Its zero value is midnight.
type Clock struct{ hour, minute, second, nanosecond int }

// clocks are its forms: seconds may have decimals.
var clocks = []string{"15:4", "15:4:5"}

// ParseClock reads a time of day: 21:05, 21:05:03, 21:05:03.5.
func ParseClock(s string) (Clock, bool) {
	for _, layout := range clocks {
		if at, err := time.Parse(layout, s); err == nil {
			return Clock{at.Hour(), at.Minute(), at.Second(), at.Nanosecond()}, true
		}
	}
	return Clock{}, false
}

// On returns that time of the day that a moment is on in the local zone.
func (c Clock) On(day time.Time) time.Time {
	y, m, d := day.In(time.Local).Date()
	return time.Date(y, m, d, c.hour, c.minute, c.second, c.nanosecond, time.Local)
}
