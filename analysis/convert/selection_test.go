package convert_test

import (
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/convert"
)

func TestParseRanges(t *testing.T) {
	const end = 1<<64 - 1
	for text, want := range map[string][]convert.Range{
		"5":                      {{5, 5}},
		"10-20":                  {{10, 20}},
		"30-":                    {{30, end}},
		"-9":                     {{1, 9}},
		"1,3-4,7-":               {{1, 1}, {3, 4}, {7, end}},
		"18446744073709551615":   {{end, end}},
		"9,3-,5-6,1":             {{9, 9}, {3, end}, {5, 6}, {1, 1}},
		"":                       nil,
		"-":                      nil,
		"0":                      nil,
		"0-3":                    nil,
		"-0":                     nil,
		"5-4":                    nil,
		"1,,2":                   nil,
		"1,":                     nil,
		"a":                      nil,
		"1-b":                    nil,
		"1-2-3":                  nil,
		"+1":                     nil,
		" 1":                     nil,
		"18446744073709551616":   nil,
		"0x10":                   nil,
		"1-18446744073709551616": nil,
	} {
		got, err := convert.ParseRanges(text)
		if !slices.Equal(got, want) || (err == nil) != (want != nil) {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	berlin := time.FixedZone("CET", 3600)
	before := time.Local
	time.Local = berlin
	defer func() { time.Local = before }()
	day := func(h, m, s, ns int) time.Time { return time.Date(2026, 11, 21, h, m, s, ns, time.UTC) }
	for text, want := range map[string]time.Time{
		"2026-11-21T23:12:01Z":                day(23, 12, 1, 0),
		"2026-11-21T23:12:01.5Z":              day(23, 12, 1, 5e8),
		"2026-11-21T23:12:01+02:00":           day(21, 12, 1, 0),
		"2026-11-21 23:12:01":                 day(22, 12, 1, 0),
		"2026-11-21 23:12:01.000000001":       day(22, 12, 1, 1),
		"2026-11-21T23:12:01.25":              day(22, 12, 1, 25e7),
		"2026-11-21":                          day(-1, 0, 0, 0),
		"2026-11-21 23:12":                    day(22, 12, 0, 0),
		"2026-11-21 23:12:01+0100":            day(22, 12, 1, 0),
		"Nov 21, 2026 23:12:01.5":             day(22, 12, 1, 5e8),
		"Nov 21, 2026 23:12:01.500000000 CET": day(22, 12, 1, 5e8), // as frame.time prints
		"Nov  1, 2026 00:12:01.000000000 UTC": time.Date(2026, 11, 1, 0, 12, 1, 0, time.UTC),
		"Nov 21, 2026 23:12:01 EST":           {}, // of which there are three
		"21:05":                               {}, // which day?
		"1795302721":                          time.Unix(1795302721, 0),
		"1795302721.022898":                   time.Unix(1795302721, 22898000),
		"1795302721.000000001":                time.Unix(1795302721, 1),
		"0":                                   time.Unix(0, 0),
		"-1":                                  time.Unix(-1, 0),
		"-1.5":                                time.Unix(-2, 5e8),
		"-0.25":                               time.Unix(-1, 75e7),
		"":                                    {},
		".5":                                  {},
		"yesterday":                           {},
		"1795302721.0000000001":               {},
		"1795302721.-1":                       {},
		"1795302721.+1":                       {},
		"2026-11-31":                          {},
		"2026-11-21T25:00:00Z":                {},
		"99999999999999999999":                {},
	} {
		got, err := convert.ParseTime(text)
		if !got.Equal(want) || (err == nil) != !want.IsZero() {
			t.Errorf("%q: %v, %v; want %v", text, got, err, want)
		}
	}
}

// TestSelection picks frames of the demo by each means, and by all together.
func TestSelection(t *testing.T) {
	const demo = "captures/demo-amd64-6.1.192-nlmon.pcap"
	list := frames(t, demo)
	l := newLaid(false).header(0xa1b2c3d4, 262144, 253)
	for i, p := range list {
		data := slices.Clone(p.Data)
		if i%3 == 2 {
			data[15] = 16 // another family
		}
		if i == 4 {
			data[16] = 3 // no message: a length below that of the header
		}
		l.record(uint32(p.Time.Unix()), uint32(p.Time.Nanosecond()/1e3), string(data), p.Len, "")
	}
	for name, c := range map[string]struct {
		s    convert.Selection
		want func(i int) bool // of the frame with index i
	}{
		"all":       {convert.Selection{}, func(int) bool { return true }},
		"connector": {convert.Selection{OnlyConnector: true}, func(i int) bool { return i%3 != 2 }},
		"ranges":    {convert.Selection{Frames: []convert.Range{{2, 3}, {30, 99}}}, func(i int) bool { return i == 1 || i == 2 || i >= 29 }},
		"unsorted":  {convert.Selection{Frames: []convert.Range{{20, 21}, {2, 9}, {3, 4}, {5, 5}, {21, 21}}}, func(i int) bool { return i >= 1 && i <= 8 || i == 19 || i == 20 }},
		"after":     {convert.Selection{After: convert.Point{At: list[10].Time}}, func(i int) bool { return i >= 10 }},
		"before":    {convert.Selection{Before: convert.Point{At: list[10].Time}}, func(i int) bool { return i < 10 }},
		"together": {convert.Selection{OnlyConnector: true, Frames: []convert.Range{{4, 12}}, After: convert.Point{At: list[4].Time}, Before: convert.Point{At: list[8].Time}},
			func(i int) bool { return i%3 != 2 && i >= 4 && i < 8 }},
		"nothing": {convert.Selection{Frames: []convert.Range{{99, 100}}}, func(int) bool { return false }},
	} {
		out, result := converted(t, l.b, convert.Options{Selection: c.s})
		want := newLaid(false)
		want.b = append(want.b, l.b[:24]...)
		at, count := 24, uint64(0)
		for i, p := range list {
			end := at + 16 + len(p.Data)
			if c.want(i) {
				want.b = append(want.b, l.b[at:end]...)
				count++
			}
			at = end
		}
		if !slices.Equal(out, want.b) || result.Written != count || result.Read != uint64(len(list)) {
			t.Errorf("%s: %d of %d frames, want %d", name, result.Written, result.Read, count)
		}
	}
}

// TestCount: it stops after so many frames that were read, whatever becomes of
// them.
func TestCount(t *testing.T) {
	in := named(false, "a", 10, 11, 13, 16, 20, 25).b
	for _, c := range []struct{ count, read, odd uint64 }{{0, 6, 3}, {1, 1, 1}, {3, 3, 2}, {6, 6, 3}, {7, 6, 3}} {
		odd := convert.Selection{Choose: func(f *analysis.Frame) bool { return f.Number%2 == 1 }}
		_, result := converted(t, in, convert.Options{Count: c.count, Selection: odd})
		if result.Read != c.read || result.Written != c.odd {
			t.Errorf("%d frames: %d read and %d written, want %d and %d", c.count, result.Read, result.Written, c.read, c.odd)
		}
	}
}

// TestSelectionByShownTime: the time since the frame displayed before is that
// since the one that was copied before, for every means to choose.
func TestSelectionByShownTime(t *testing.T) {
	in := named(false, "a", 10, 11, 13, 16, 20, 25).b
	for name, c := range map[string]struct {
		s    convert.Selection
		want []int // seconds since the frame copied before, of frames that Choose is asked about
	}{
		"all":      {convert.Selection{}, []int{0, 1, 2, 3, 4, 5}},
		"by frame": {convert.Selection{Frames: []convert.Range{{1, 1}, {4, 4}, {6, 6}}}, []int{0, 6, 9}},
		"by time":  {convert.Selection{After: convert.Point{At: time.Unix(16, 0)}}, []int{0, 4, 5}},
	} {
		var got []int
		c.s.Choose = func(f *analysis.Frame) bool {
			got = append(got, int(f.Shown.Seconds()))
			return true
		}
		converted(t, in, convert.Options{Selection: c.s})
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v seconds, want %v", name, got, c.want)
		}
	}
	var got []int
	odd := convert.Selection{Choose: func(f *analysis.Frame) bool {
		got = append(got, int(f.Shown.Seconds()))
		return f.Number%2 == 1
	}}
	if converted(t, in, convert.Options{Selection: odd}); !slices.Equal(got, []int{0, 1, 3, 3, 7, 5}) {
		t.Errorf("by a filter: %v", got)
	}
}
