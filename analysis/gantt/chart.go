// Package gantt draws the lives of processes as bars over time.
package gantt

import (
	"bufio"
	"fmt"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/inorder"
)

// Chart draws a line for each process, in the order in which they come. It holds them
// all, for the scale is known behind the last: 8 MiB of them in memory, and more in a
// temporary file.
type Chart struct {
	Width int // columns of a line; 0 for as many as usual, and a name of any length

	rows     inorder.Order[row]
	row      row    // the last one that was added; its number is that of the next
	pid      []byte // its
	from, to int64  // nanoseconds since 1970: of all that have a time
	timed    bool
	named    bool // any process is
	hosts    map[string]bool
	wide     [3]int // the longest host, pid and end
	bytes    []byte // of a line
}

// Add takes a process, and does not keep it.
func (c *Chart) Add(p *processes.Process) error {
	if c.hosts == nil {
		c.hosts = map[string]bool{}
		c.rows = inorder.Order[row]{Number: func(r *row) uint64 { return r.number }, Put: func(b []byte, r *row) []byte { return r.put(b) }, Take: func(b []byte, r *row) error { return r.take(b) }, Lends: true}
	}
	r := &c.row
	if r.set(p); r.timed {
		if !c.timed || r.from < c.from {
			c.from = r.from
		}
		if !c.timed || r.to > c.to {
			c.to = r.to
		}
		c.timed = true
	}
	if !c.hosts[string(r.cells[host])] {
		c.hosts[string(r.cells[host])] = true
	}
	c.named = c.named || len(r.cells[name]) > 0
	c.pid = strconv.AppendInt(c.pid[:0], int64(r.pid), 10)
	for i, cell := range [...][]byte{r.cells[host], c.pid, r.cells[end]} {
		c.wide[i] = max(c.wide[i], fit.Width(cell))
	}
	c.rows.Add(r)
	r.number++
	return c.rows.Err
}

// Write draws what was added.
func (c *Chart) Write(w *bufio.Writer) error {
	defer c.rows.Close()
	if c.row.number == 0 {
		return nil
	}
	s := c.scale()
	if c.timed {
		start := time.Unix(0, c.from).Local().Format("2006-01-02 15:04:05.000000")
		sentence := fmt.Appendf(nil, "From %s on; a column is %s s.", start, analysis.AppendDuration(nil, s.column(), 9))
		w.Write(append(fit.Below(nil, sentence, nil, c.Width), "\n\n"...))
	}
	var title []byte // where no name is known
	if c.named {
		title = []byte("Command")
	}
	c.line(w, s, []byte("PID"), s.axis(), &[3][]byte{host: []byte("Host"), end: []byte("Exit"), name: title})
	c.rows.Flow(c.row.number, func(r *row) error {
		c.pid = strconv.AppendInt(c.pid[:0], int64(r.pid), 10)
		c.line(w, s, c.pid, s.bar(r), &r.cells)
		return nil
	})
	if c.rows.Err != nil {
		return c.rows.Err
	}
	_, err := w.Write(nil) // a bufio.Writer keeps its first error
	return err
}

// line writes a line; a name that has no room goes on below.
func (c *Chart) line(w *bufio.Writer, s *scale, pid, bar []byte, cells *[3][]byte) {
	line := c.bytes[:0]
	if len(c.hosts) > 1 {
		line = append(pad(line, cells[host], c.wide[0]), "  "...)
	}
	line = append(pad(line, nil, c.wide[1]-len(pid)), pid...)
	line = append(append(line, "  "...), bar...)
	line = append(append(line, "  "...), cells[end]...)
	if len(cells[name]) > 0 {
		line = append(pad(line, nil, c.wide[2]-len(cells[end])), "  "...)
		line = fit.Below(line, cells[name], pad(nil, nil, fit.Width(line)), c.Width)
	}
	c.bytes = append(line, '\n')
	w.Write(c.bytes)
}

// pad appends a cell, and blanks up to a width.
func pad(line, cell []byte, wide int) []byte {
	line = append(line, cell...)
	for n := fit.Width(cell); n < wide; n++ {
		line = append(line, ' ')
	}
	return line
}
