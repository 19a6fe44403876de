package statistics

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var timeTable = Table{
	Name: "time", Doc: "Messages by time, a row an interval, counted from the first frame. A frame that is earlier than the one before counts in the row at hand. Empty intervals in a row are one row: intervals says how many.",
	Columns: []Column{
		{"time", "Time", false}, {"relative_ns", "Relative", true}, {"interval_ns", "", true}, {"messages", "Messages", true}, {"copies", "Copies", true},
		{"per_second", "Per second", true}, {"forks", "Fork", true}, {"execs", "Exec", true}, {"exits", "Exit", true}, {"others", "Other", true},
		{"intervals", "Intervals", true},
	},
	start: func(s *Statistics, row emit) func() {
		t := &intervals{clock: clock{length: int64(s.interval())}}
		t.row = row
		s.behind, s.all = append(s.behind, t), true // it emits rows
		return t.end
	},
}

// interval is how long a row is.
func (s *Statistics) interval() time.Duration {
	if s.options.Interval <= 0 {
		return time.Second
	}
	return s.options.Interval
}

// clock says in which interval a frame is, counted from the first frame.
type clock struct {
	length  int64 // nanoseconds
	zero    int64 // of the first frame
	now     int64 // the interval at hand
	next    int64 // when the one behind it begins, after zero
	running bool
}

// tick returns how many intervals later than the one before a capture time is. Time
// does not go back, and frames without a time are of the one before.
func (c *clock) tick(at int64) (later int64) {
	if at == genealogy.NoTime {
		return 0
	}
	if !c.running {
		c.zero, c.running = at, true
	}
	if at-c.zero < c.next { // nearly always, and a division takes as long as all else here
		return 0
	}
	n := (at - c.zero) / c.length
	later = max(0, n-c.now)
	c.set(c.now + later)
	return later
}

// set makes an interval the one at hand.
func (c *clock) set(now int64) { c.now, c.next = now, (now+1)*c.length }

// intervals counts messages by time and gives each row when it is complete.
type intervals struct {
	clock
	row     emit
	counted [numActs]uint64
	copies  uint64
}

func (t *intervals) add(f *analysis.Frame) {
	if len(f.Messages) == 0 {
		return
	}
	started := t.running
	if later := t.tick(f.CapturedAt()); later > 0 && started {
		t.flush(t.now-later, 1)
		if later > 1 {
			t.flush(t.now-later+1, later-1)
		}
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		if m.Class == genealogy.Copy {
			t.copies++
			continue
		}
		what, _ := m.What()
		if m.Kind != genealogy.KindEvent {
			what = codec.EventNone
		}
		t.counted[actOf(what)]++
	}
}

// flush gives the row of an interval, or of so many that are empty, and starts
// the next one.
func (t *intervals) flush(n, intervals int64) {
	c := t.counted
	all := c[actFork] + c[actExec] + c[actExit] + c[actOther]
	t.row(moment(t.zero+n*t.length), nanos(n*t.length), nanos(t.length), number(all), number(t.copies),
		rate(all, time.Duration(t.length)), number(c[actFork]), number(c[actExec]), number(c[actExit]), number(c[actOther]), number(intervals))
	t.counted, t.copies = [numActs]uint64{}, 0
}

func (t *intervals) end() {
	if t.running {
		t.flush(t.now, 1)
	}
}
