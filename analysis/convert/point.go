package convert

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/when"
)

// Point is a moment that a user names: a time, a time of day, or so long behind the
// first frame. The zero Point is none.
type Point struct {
	At       time.Time
	Relative bool          // it is Since that counts
	Since    time.Duration // of the first frame
	OfDay    bool          // it is Clock that counts
	Clock    when.Clock    // on the day of the first frame, in the local zone
}

// ParsePoint reads a time as ParseTime does, a time of day, or + and seconds since the
// first frame.
func ParsePoint(s string) (Point, error) {
	if seconds, relative := strings.CutPrefix(s, "+"); relative {
		t, ok := secondsOf(seconds)
		if !ok {
			return Point{}, fmt.Errorf("%q is no +SECONDS since the first frame", s)
		}
		return Point{Relative: true, Since: t.Sub(time.Unix(0, 0))}, nil
	}
	if clock, ok := when.ParseClock(s); ok {
		return Point{OfDay: true, Clock: clock}, nil
	}
	t, err := ParseTime(s)
	if err != nil {
		return Point{}, fmt.Errorf("%q is no time such as 21:05, 21:05:03.5, 2006-01-02 15:04:05, 2006-01-02T15:04:05Z, seconds since 1970 or +SECONDS since the first frame", s)
	}
	return Point{At: t}, nil
}

// Compare tells how a frame stands to the moment: -1 is earlier, 1 is later.
func (p Point) Compare(f *analysis.Frame) int {
	switch {
	case p.Relative:
		return cmp.Compare(f.Relative, p.Since)
	case p.OfDay:
		return f.Time.Compare(p.Clock.On(f.Time.Add(-f.Relative)))
	}
	return f.Time.Compare(p.At)
}
