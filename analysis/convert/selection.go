package convert

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/when"
)

// Selection says which frames are copied. The zero Selection is all of them.
type Selection struct {
	OnlyConnector bool
	Frames        []Range                    // by number; empty for all
	After         Point                      // at this moment or later; the zero Point for any
	Before        Point                      // earlier than this; the zero Point for any
	Choose        func(*analysis.Frame) bool // or nil; of the frames that all above choose
	See           func(*analysis.Frame)      // or nil; is shown each frame before, chosen or not

	begun int    // so many of Frames, sorted, begin at the frame at hand, or before it
	reach uint64 // the last frame that is in one of these
}

// Range is a range of frame numbers, both ends included.
type Range struct{ First, Last uint64 }

// has reports whether a frame is selected. It is asked of each in turn.
func (s *Selection) has(f *analysis.Frame) bool {
	if s.See != nil {
		s.See(f)
	}
	if s.OnlyConnector && !f.IsConnector() {
		return false
	}
	if s.After != (Point{}) && s.After.Compare(f) < 0 || s.Before != (Point{}) && s.Before.Compare(f) >= 0 {
		return false
	}
	for ; s.begun < len(s.Frames) && s.Frames[s.begun].First <= f.Number; s.begun++ {
		s.reach = max(s.reach, s.Frames[s.begun].Last)
	}
	if len(s.Frames) > 0 && f.Number > s.reach {
		return false
	}
	return s.Choose == nil || s.Choose(f)
}

// any reports whether the selection may leave frames out.
func (s *Selection) any() bool {
	return s.OnlyConnector || len(s.Frames) > 0 || s.Choose != nil || s.After != (Point{}) || s.Before != (Point{})
}

// ParseRanges reads frame numbers as editcap takes them, separated by commas:
// 5, 10-20, 30- (to the end), -9 (from the start).
func ParseRanges(s string) ([]Range, error) {
	var ranges []Range
	for part := range strings.SplitSeq(s, ",") {
		first, last, isRange := strings.Cut(part, "-")
		r := Range{1, 1<<64 - 1}
		var err, lastErr error
		if first != "" || !isRange {
			r.First, err = strconv.ParseUint(first, 10, 64)
		}
		if !isRange {
			r.Last = r.First
		} else if last != "" {
			r.Last, lastErr = strconv.ParseUint(last, 10, 64)
		}
		switch {
		case err != nil || lastErr != nil:
			return nil, fmt.Errorf("%q is no frame number or range such as 10-20", part)
		case r.First == 0 || r.Last < r.First || part == "-":
			return nil, fmt.Errorf("%q is an empty range: frames count from 1", part)
		}
		ranges = append(ranges, r)
	}
	return ranges, nil
}

// ParseTime reads a moment: a date as package when does, RFC 3339 and what -t and
// frame.time print among them, or seconds since 1970. A date without a zone is local.
func ParseTime(s string) (time.Time, error) {
	for _, read := range []func(string) (time.Time, bool){when.Date, when.Shown, secondsOf} {
		if t, ok := read(s); ok {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time such as 2006-01-02T15:04:05Z or seconds since 1970", s)
}

// secondsOf reads seconds since 1970, with nine decimals at most.
func secondsOf(s string) (time.Time, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	sec, err := strconv.ParseInt(whole, 10, 64)
	nsec, fractionErr := strconv.ParseUint((fraction + "000000000")[:9], 10, 32)
	switch {
	case err != nil || fractionErr != nil || len(fraction) > 9:
		return time.Time{}, false
	case strings.HasPrefix(whole, "-"):
		return time.Unix(sec, -int64(nsec)), true
	}
	return time.Unix(sec, int64(nsec)), true
}
