package processes

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
)

// Lineage finds the Context of steps: lineage.Tracker does.
type Lineage interface {
	// Event takes an event as a Table traces it, Forget a life that is over.
	Event(e *Event, of, parent *Life)
	Forget(*Life)
	// Context reports where in the life of a process an event is.
	Context(e *Event, of *Life, c *analysis.Context) bool
}

// context looks up the Context of the step, and with it the number of its life.
func (f *Follow) context(e *Event, l *Life) {
	if f.Lineage == nil || !f.Lineage.Context(e, l, &f.known) {
		return
	}
	f.step.Context, f.step.Life = &f.known, f.known.Life
}

// contextFields are the columns of a step's Context, behind -e and in JSON, named as the
// fields of events are.
func contextFields() []rows.Field[Step] {
	length := func(set func(*cell, time.Duration), of func(*analysis.Context) (time.Duration, bool)) func(*cell, *Step) {
		return func(c *cell, s *Step) {
			if s.Context == nil {
				return
			}
			if d, ok := of(s.Context); ok {
				set(c, d)
			}
		}
	}
	seconds, nanoseconds := (*cell).SetDuration, func(c *cell, d time.Duration) { c.SetInt(int64(d)) }
	age := func(c *analysis.Context) (time.Duration, bool) { return c.Age, c.Aged }
	toExec := func(c *analysis.Context) (time.Duration, bool) { return c.ForkToExec, c.Execed }
	return []rows.Field[Step]{
		{Column: column{Name: "ppid", Hidden: true, Right: true, Type: rows.Integer, Doc: "Its first parent that is known; 0 is the kernel itself."},
			Set: func(c *cell, s *Step) { setKnown(c, s.Process.ParentKnown, s.Process.PPID) }},
		{Column: column{Name: "ancestors", Hidden: true, Type: rows.Numbers, Doc: "The processes that it descends from, its parent first, as far as FORKs tell; at most 64."},
			Set: func(c *cell, s *Step) {
				if s.Context == nil {
					return
				}
				c.SetList()
				for _, pid := range s.Context.Ancestors {
					c.Add(strconv.Itoa(int(pid)))
				}
			}},
		{Column: column{Name: "age", Hidden: true, Right: true, Form: rows.Seconds9, Type: rows.Duration, Doc: "Seconds since its FORK."},
			Set: length(seconds, age)},
		{Column: column{Name: "fork_to_exec", Hidden: true, Right: true, Form: rows.Seconds9, Type: rows.Duration, Doc: "Seconds from its FORK to its first EXEC, from that EXEC on."},
			Set: length(seconds, toExec)},
		{Column: column{Name: "age_ns", Hidden: true, Type: rows.Integer, Doc: "The same as age, in nanoseconds."},
			Set: length(nanoseconds, age)},
		{Column: column{Name: "fork_to_exec_ns", Hidden: true, Type: rows.Integer, Doc: "The same as fork_to_exec, in nanoseconds."},
			Set: length(nanoseconds, toExec)},
	}
}
