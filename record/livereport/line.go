package livereport

import (
	"bytes"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// line is what the line of an event says.
type line struct {
	e  *processes.Event
	p  *processes.Process // as the event left it
	is *task
	by *task // FORK: the parent; may be nil

	ended        bool // the process, with this event
	lived        time.Duration
	exact, timed bool // lived is: to the nanosecond, known
}

// The widths of the columns: who it was must have room behind them on a terminal of
// 80. A text that is longer stands out of its own.
const (
	timeWide     = len(clockForm)
	wordWide     = len("thread")
	pidWide      = len("4194304")
	infoWide     = len("SIGSEGV core  ")
	durationWide = len("12.123456")
)

const clockForm = "15:04:05.000"

// processAt is what stands before the column Process, as blanks.
var processAt = bytes.Repeat([]byte(" "), len(titles(nil))-len("Process"))

// titles appends the titles of the columns.
func titles(b []byte) []byte {
	b = left(b, timeWide, "Time")
	b = left(b, wordWide, "Event")
	b = right(b, pidWide, "PID")
	b = right(b, pidWide, "Parent")
	b = left(b, infoWide, "Info")
	b = right(b, durationWide, "Duration")
	return append(b, "Process"...)
}

// append appends the line.
func (l *line) append(b []byte) []byte {
	b = left(b, timeWide, clock(l.e.Time, l.e.HasTime()))
	b = left(b, wordWide, l.word())
	b = right(b, pidWide, strconv.Itoa(int(l.e.Task.TGID)))
	b = right(b, pidWide, l.parent())
	info, duration := string(l.info(nil)), l.duration()
	if duration == "" {
		b = left(b, infoWide+1+durationWide, info)
	} else {
		b = right(left(b, infoWide, info), durationWide, duration)
	}
	return l.is.append(b)
}

// lostLine appends a line about messages that are missing before a frame.
func lostLine(b []byte, f *analysis.Frame, n uint64) []byte {
	at, known := f.Nanos()
	b = left(b, timeWide, clock(at, known))
	b = left(b, wordWide, "LOST")
	b = right(right(b, pidWide, ""), pidWide, "")
	return append(strconv.AppendUint(b, n, 10), " messages, before this"...)
}

// word is the event's: that of the FORK of a thread is its own.
func (l *line) word() string {
	if l.e.What == codec.EventFork && !l.e.Task.IsLeader() {
		return "thread"
	}
	return analysis.EventWord(l.e.What)
}

// parent is who is the process's parent, as far as it is known: who adopted it,
// whom an event named, whom /proc names.
func (l *line) parent() string {
	switch {
	case l.p.Adopter != 0:
		return strconv.Itoa(int(l.p.Adopter))
	case l.p.ParentKnown:
		return strconv.Itoa(int(l.p.PPID))
	case l.is.parent != 0:
		return strconv.Itoa(int(l.is.parent))
	}
	return "-"
}

// info appends what else the event says.
func (l *line) info(b []byte) []byte {
	if !l.e.Task.IsLeader() {
		b = strconv.AppendInt(append(b, "tid "...), int64(l.e.Task.PID), 10)
		if l.e.What != codec.EventFork {
			b = append(b, ", "...)
		}
	}
	switch l.e.What {
	case codec.EventFork:
		if l.by != nil && l.by.comm != "" && l.e.Task.IsLeader() {
			b = append(append(b, "by "...), l.by.comm...)
		}
		return b
	case codec.EventExec:
		return append(b, l.is.exe...)
	}
	step := processes.Step{Event: l.e, Process: l.p}
	b = step.AppendText(b)
	if l.timed { // which says it
		b = bytes.TrimSuffix(b, []byte(", the end"))
	}
	return b
}

// duration is how long the process lived, where this is its end.
func (l *line) duration() string {
	if !l.timed {
		return ""
	}
	decimals := 2
	if l.exact {
		decimals = 6
	}
	return string(analysis.AppendDuration(nil, l.lived, decimals))
}

// clock is the time of day at a time since 1970.
func clock(ns int64, known bool) string {
	if !known {
		return ""
	}
	return time.Unix(0, ns).Local().Format(clockForm)
}

// left and right append a cell, and what is between it and the next one.
func left(b []byte, wide int, s string) []byte {
	if b = pad(append(b, s...), wide, s); utf8.RuneCountInString(s) > wide {
		b = append(b, ' ')
	}
	return b
}

func right(b []byte, wide int, s string) []byte {
	return append(append(pad(b, wide-1, s), s...), ' ')
}

func pad(b []byte, wide int, s string) []byte {
	for n := utf8.RuneCountInString(s); n < wide+1; n++ {
		b = append(b, ' ')
	}
	return b
}
