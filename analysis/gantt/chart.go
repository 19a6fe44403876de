// Package gantt draws the lives of processes as bars over time.
package gantt

import (
	"bufio"
	"fmt"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/processes"
)

// Chart draws a line for each process, in the order in which they come. It holds them
// all, for the scale is known behind the last.
type Chart struct {
	Width int // columns of a line; 0 for as many as usual, and a name of any length

	rows     []row
	from, to int64 // nanoseconds since 1970: of all that have a time
	timed    bool
	named    bool // any process is
	hosts    map[string]bool
	wide     [3]int // the longest host, pid and end
}

// row is a process.
type row struct {
	host, end, name string
	pid             int32
	from, to        int64
	timed           bool
	begins, ends    bool // its start was seen, its end
	runs            bool // as far as is known it ran on
}

// Add takes a process, and does not keep it.
func (c *Chart) Add(p *processes.Process) error {
	r := row{host: string(analysis.Escape([]byte(p.Host), 0)), pid: p.PID, name: p.Called(), begins: p.Start.Seen(), ends: p.End.Seen(), runs: p.State == processes.Running, end: p.State.String()}
	if p.State == processes.Ended {
		r.end = string(p.AppendExit(nil))
	}
	first, last := p.First, p.Last
	if r.begins {
		first = p.Start
	}
	if r.ends {
		last = p.End
	}
	if r.timed = first.HasTime() && last.HasTime(); r.timed {
		r.from, r.to = first.Time, max(first.Time, last.Time) // frames may stand in another order
		if !c.timed || r.from < c.from {
			c.from = r.from
		}
		if !c.timed || r.to > c.to {
			c.to = r.to
		}
		c.timed = true
	}
	if c.hosts == nil {
		c.hosts = map[string]bool{}
	}
	c.hosts[r.host], c.named = true, c.named || r.name != ""
	for i, cell := range []string{r.host, fmt.Sprint(r.pid), r.end} {
		c.wide[i] = max(c.wide[i], fit.Width([]byte(cell)))
	}
	c.rows = append(c.rows, r)
	return nil
}

// Write draws what was added.
func (c *Chart) Write(w *bufio.Writer) error {
	if len(c.rows) == 0 {
		return nil
	}
	s := c.scale()
	if c.timed {
		start := time.Unix(0, c.from).Local().Format("2006-01-02 15:04:05.000000")
		sentence := fmt.Appendf(nil, "From %s on; a column is %s s.", start, analysis.AppendDuration(nil, s.column(), 9))
		w.Write(append(fit.Below(nil, sentence, nil, c.Width), "\n\n"...))
	}
	title := "" // where no name is known
	if c.named {
		title = "Command"
	}
	c.line(w, s, "Host", "PID", s.axis(), "Exit", title)
	for i := range c.rows {
		r := &c.rows[i]
		c.line(w, s, r.host, fmt.Sprint(r.pid), s.bar(r), r.end, r.name)
	}
	_, err := w.Write(nil) // a bufio.Writer keeps its first error
	return err
}

// line writes a line; a name that has no room goes on below.
func (c *Chart) line(w *bufio.Writer, s *scale, host, pid string, bar []byte, end, name string) {
	var line []byte
	if len(c.hosts) > 1 {
		line = append(pad(line, host, c.wide[0]), "  "...)
	}
	line = append(pad(line, "", c.wide[1]-len(pid)), pid...)
	line = append(append(line, "  "...), bar...)
	if line = append(line, "  "+end...); name != "" {
		line = append(pad(line, "", c.wide[2]-len(end)), "  "...)
		line = fit.Below(line, []byte(name), pad(nil, "", fit.Width(line)), c.Width)
	}
	w.Write(append(line, '\n'))
}

// pad appends a cell, and blanks up to a width.
func pad(line []byte, cell string, wide int) []byte {
	line = append(line, cell...)
	for n := fit.Width([]byte(cell)); n < wide; n++ {
		line = append(line, ' ')
	}
	return line
}
