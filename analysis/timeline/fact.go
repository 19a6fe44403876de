package timeline

import (
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
)

// fact is a thing that formats say beside a bar: a text, or where that is empty a
// number that is not 0.
type fact struct {
	name, text string
	number     uint64
}

// facts are what is said of a life.
func facts(l *Life) []fact {
	p := l.Process
	list := []fact{{"pid", "", uint64(max(p.PID, 0))}, {"ppid", "", uint64(max(p.PPID, 0))}}
	if p.State == processes.Ended {
		list = append(list, fact{"exit", string(p.AppendExit(nil)), 0})
	} else {
		list = append(list, fact{"state", p.State.String(), 0})
	}
	if d, ok := p.Duration(); ok {
		list = append(list, fact{"seconds", string(analysis.AppendDuration(nil, d, 9)), 0})
	}
	list = append(list, fact{"threads", "", uint64(p.Threads)}, fact{"execs", "", uint64(p.Execs)}, fact{"first frame", "", p.First.Frame})
	if p.End.Seen() {
		list = append(list, fact{"last frame", "", p.End.Frame})
	}
	if not := p.Partial.Append(nil); len(not) > 0 {
		list = append(list, fact{"not seen", string(not), 0})
	}
	return list
}

// titled is what stands at a mark: the event, and what it says.
func titled(m *Mark) string { return strings.TrimRight(m.Kind+" "+m.Text, " ") }

// name is what a counter is called, of an interval.
func (c *Count) name() string {
	if c.Counter == Messages && c.Every != time.Second {
		return "messages in " + c.Every.String()
	} else if c.Counter == Messages {
		return "messages a second"
	}
	return c.Counter.String()
}

// unit is what is counted.
func (c Counter) unit() string {
	if c == Dropped {
		return "frames"
	}
	return "messages"
}

// half is a request, or an answer.
type half struct {
	title, name string
	track       uint64
	at          int64
	frame       uint64 // 0 where there is none
}

func halves(r *Request) [2]half {
	return [2]half{
		{"requests", r.Says, trackAsked, r.Asked, r.AskedIn},
		{"answers", r.Answer, trackAnswered, r.Answered, r.AnsweredIn},
	}
}

// clean is a text of a capture so that it is valid UTF-8 on one line.
func clean(s string) string { return string(analysis.Escape([]byte(s), 0)) }
