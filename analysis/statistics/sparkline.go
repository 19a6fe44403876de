package statistics

import (
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
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
			for _, name := range lineNames {
				if l := &t.lines[name.line]; l.total > 0 {
					row(words(name.word), nanos(t.length), words(t.draw(l)), float(t.perSecond(l.peak(t.now))), rate(l.total, s.elapsed()), number(l.total))
				}
			}
		}
	},
}

// The lines that are drawn.
const (
	lineAll = iota
	lineOther
	lineFork
	lineExec
	lineExit
	lineUID
	lineGID
	lineSID
	linePtrace
	lineComm
	lineCoredump
	numLines
)

var lineNames = [...]struct {
	line int
	word string
}{
	{lineAll, "all"}, {lineFork, "fork"}, {lineExec, "exec"}, {lineExit, "exit"}, {lineUID, "uid"}, {lineGID, "gid"}, {lineSID, "sid"},
	{linePtrace, "ptrace"}, {lineComm, "comm"}, {lineCoredump, "coredump"}, {lineOther, "other"},
}

// maxColumns is how wide a sparkline is at most.
const maxColumns = 40

// firstColumn is how long a column is at first, if nobody says.
const firstColumn = 1e6

// timeline counts messages by time in a few columns: whenever the last is full,
// two become one.
type timeline struct {
	clock
	lines [numLines]line
}

type line struct {
	total  uint64
	column [maxColumns]uint64
}

func (s *Statistics) timeline() *timeline {
	return use(s, &s.inTime, s.inTime == nil, func() *timeline {
		length := int64(s.options.Interval)
		if length <= 0 {
			length = firstColumn
		}
		return &timeline{clock: clock{length: length}}
	})
}

func (t *timeline) add(f *analysis.Frame) {
	if len(f.Messages) == 0 {
		return
	}
	t.tick(f)
	for t.now >= maxColumns {
		for i := range t.lines {
			t.lines[i].halve()
		}
		t.length *= 2
		t.now /= 2
	}
	for i := range f.Messages {
		if m := &f.Messages[i]; m.Class != genealogy.Copy {
			t.lines[lineAll].count(t.now)
			t.lines[lineOf(f, m)].count(t.now)
		}
	}
}

func lineOf(f *analysis.Frame, m *analysis.Message) int {
	if m.Kind != genealogy.KindEvent {
		return lineOther
	}
	switch what, _ := m.What(); what {
	case codec.EventFork:
		return lineFork
	case codec.EventExec:
		return lineExec
	case codec.EventExit:
		return lineExit
	case codec.EventUID:
		return lineUID
	case codec.EventGID:
		return lineGID
	case codec.EventSID:
		return lineSID
	case codec.EventPtrace:
		return linePtrace
	case codec.EventComm:
		return lineComm
	case codec.EventCoredump:
		return lineCoredump
	}
	return lineOther
}

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

// draw draws a line: its highest column is a whole block.
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
