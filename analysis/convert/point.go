package convert

import (
	"cmp"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// Point is a moment that a user names: a time, or so long behind the first frame.
// The zero Point is none.
type Point struct {
	At       time.Time
	Relative bool          // it is Since that counts
	Since    time.Duration // of the first frame
}

// ParsePoint reads a time as ParseTime does, or + and seconds since the first
// frame.
func ParsePoint(s string) (Point, error) {
	seconds, relative := strings.CutPrefix(s, "+")
	t, err := ParseTime(seconds)
	if relative {
		return Point{Relative: true, Since: t.Sub(time.Unix(0, 0))}, err
	}
	return Point{At: t}, err
}

// Compare tells how a frame stands to the moment: -1 is earlier, 1 is later.
func (p Point) Compare(f *analysis.Frame) int {
	if p.Relative {
		return cmp.Compare(f.Relative, p.Since)
	}
	return f.Time.Compare(p.At)
}
