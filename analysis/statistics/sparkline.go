package statistics

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var sparklineTable = Table{
	Name: "sparkline", Doc: "Messages by time, drawn: a row a kind, a character an interval, as many intervals together as fit.",
	Columns: []Column{
		{"kind", "Kind", false}, {"column_ns", "", true}, {"sparkline", "From the first frame to the last", false},
		{"peak_per_second", "Peak/s", true}, {"per_second", "", true}, {"messages", "Messages", true},
	},
	start: func(s *Statistics, row emit) func() {
		t := s.timeline()
		return func() {
			for i := range t.lines {
				if l := &t.lines[i]; l.total > 0 {
					row(words(l.word), nanos(t.length), words(t.draw(l)), float(t.perSecond(l.peak(t.now))), rate(l.total, s.elapsed()), number(l.total))
				}
			}
		}
	},
}

// maxColumns is how wide a sparkline is at most, minColumns how wide at least, and
// besideIt how many columns are left for what stands beside it.
const (
	maxColumns = 40
	minColumns = 8
	besideIt   = 32
)

// firstColumn is how long a column is at first, if nobody says.
const firstColumn = 1e6

// timeline counts messages by time in a few columns: whenever the last is full,
// two become one.
type timeline struct {
	clock
	columns int64   // at most
	lines   []line  // all, one an event, others
	of      [32]int // where an event's is, by its bit; 0 is others
}

type line struct {
	word   string
	total  uint64
	column [maxColumns]uint64
}

func (s *Statistics) timeline() *timeline {
	return use(&s.spared, &s.inTime, s.inTime == nil, func() *timeline {
		length := int64(s.options.Interval)
		if length <= 0 {
			length = firstColumn
		}
		t := &timeline{clock: clock{length: length}, columns: maxColumns, lines: []line{{word: "all"}}}
		if width := s.options.Width; width > 0 {
			t.columns = int64(max(minColumns, min(width-besideIt, maxColumns)))
		}
		for _, what := range events() {
			t.of[bitOf(what)] = len(t.lines)
			t.lines = append(t.lines, line{word: analysis.EventWord(what)})
		}
		t.lines = append(t.lines, line{word: "other"})
		return t
	})
}

// events are the events of the table, those that have columns elsewhere first.
func events() (all []codec.EventType) {
	for _, v := range spec.Default().Set("proc_event_what") {
		if what := codec.EventType(v.Value); v.Arm != "" && what != codec.EventNone {
			all = append(all, what)
		}
	}
	slices.SortStableFunc(all, func(a, b codec.EventType) int { return cmp.Compare(actOf(a), actOf(b)) })
	return all
}

func (t *timeline) add(f *analysis.Frame) {
	if len(f.Messages) == 0 {
		return
	}
	t.repeat(1, f.CapturedAt())
	for i := range f.Messages {
		if m := &f.Messages[i]; m.Class != genealogy.Copy {
			t.lines[0].count(t.now)
			t.line(m).count(t.now)
		}
	}
}

// repeat makes the column of a time the one at hand, if it is later.
func (t *timeline) repeat(_ int, last int64) {
	t.tick(last)
	for t.now >= t.columns {
		for i := range t.lines {
			t.lines[i].halve()
		}
		t.length *= 2
		t.set(t.now / 2)
	}
}

// line is the one that a message is drawn in.
func (t *timeline) line(m *analysis.Message) *line {
	if what, ok := m.What(); ok && m.Kind == genealogy.KindEvent && what == 1<<bitOf(what) {
		if i := t.of[bitOf(what)]; i > 0 {
			return &t.lines[i]
		}
	}
	return &t.lines[len(t.lines)-1]
}

// bitOf is the one bit that an event of the table is.
func bitOf(what codec.EventType) int { return bits.TrailingZeros32(uint32(what)) & 31 }

func (l *line) count(column int64) {
	l.total++
	l.column[column]++
}

func (l *line) halve() {
	for i := range maxColumns / 2 {
		l.column[i] = l.column[2*i] + l.column[2*i+1]
	}
	clear(l.column[maxColumns/2:])
}

// peak is the highest column up to the last.
func (l *line) peak(last int64) uint64 {
	var high uint64
	for _, n := range l.column[:last+1] {
		high = max(high, n)
	}
	return high
}

func (t *timeline) perSecond(n uint64) float64 { return float64(n) * 1e9 / float64(t.length) }

// bars are the characters of a sparkline; none is a blank.
const bars = "▁▂▃▄▅▆▇█"

// draw draws a line: its highest column is a whole block, the others are as many eighths of one as
// their share of it, rounded up.
func (t *timeline) draw(l *line) string {
	heights := []rune(bars)
	high := l.peak(t.now)
	var b strings.Builder
	for _, n := range l.column[:t.now+1] {
		if n == 0 {
			b.WriteByte(' ')
			continue
		}
		b.WriteRune(heights[(n*uint64(len(heights))-1)/high])
	}
	return b.String()
}
