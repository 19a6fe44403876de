package timeline

import (
	"bufio"
	"cmp"
	"encoding/json"
	"strconv"
)

// Chrome writes Chrome's Trace Event Format as a JSON object, for viewers that do not
// know TrackEvents: a process of it is a host, a thread of it a life, with numbers that
// are not the kernel's, since those come again and are several hosts'. Times are
// microseconds from the first one on.
type Chrome struct {
	w     *bufio.Writer
	begun bool
	zero  int64
	names map[uint64]bool // of rows of hosts, that have one
	line  []byte
}

// NewChrome returns a sink that writes to w, which is the caller's to flush, behind End.
func NewChrome(w *bufio.Writer) *Chrome { return &Chrome{w: w, names: map[uint64]bool{}} }

// Rows of a host: its requests, their answers, and behind them its lives, of which the
// least Key is 1.
const rowAsked, rowAnswered, rowLives = 1, 2, 2

// Begin takes the time from which on times are counted.
func (c *Chrome) Begin(at int64, _ bool) error {
	c.zero = at
	return nil
}

// Host names a host.
func (c *Chrome) Host(number int, name string) error {
	return c.meta("process_name", number, 0, cmp.Or(clean(name), "host"))
}

// Life names a row and writes its bar.
func (c *Chrome) Life(l *Life) error {
	if l.Process == nil || !l.Placed {
		return nil // it has no bar
	}
	name := pidName(l.PID, l.Name)
	if err := c.meta("thread_name", l.Host, rowLives+l.Key, name); err != nil {
		return err
	}
	c.event("X", name, "process", l.Host, rowLives+l.Key, l.From)
	c.line = append(c.line, `,"dur":`...)
	c.line = micros(c.line, l.From, l.To)
	c.args(facts(l))
	return c.end()
}

// Mark writes an instant of a row.
func (c *Chrome) Mark(m *Mark) error {
	c.event("i", titled(m), m.Kind, m.Host, rowLives+m.Life, m.At)
	c.line = append(c.line, `,"s":"t"`...)
	c.args([]fact{{"frame", "", m.Frame}, {"tid", "", uint64(max(m.TID, 0))}})
	return c.end()
}

// Count writes what a counter says.
func (c *Chrome) Count(n *Count) error {
	c.event("C", n.name(), "counter", n.Host, 0, n.At)
	c.line = append(strconv.AppendQuote(append(c.line, `,"args":{`...), n.Counter.unit()), ':')
	c.line = append(strconv.AppendUint(c.line, n.Value, 10), '}')
	return c.end()
}

// Request writes the request and its answer, and the flow from one to the other.
func (c *Chrome) Request(r *Request) error {
	for _, h := range halves(r) {
		if h.frame == 0 {
			continue
		}
		row, phase := uint64(rowAsked), "s"
		if h.track == trackAnswered {
			row, phase = rowAnswered, "f"
		}
		if key := uint64(r.Host)<<1 | row&1; !c.names[key] {
			c.names[key] = true
			if err := c.meta("thread_name", r.Host, row, h.title); err != nil {
				return err
			}
		}
		c.event("X", h.name, h.title, r.Host, row, h.at)
		c.line = append(c.line, `,"dur":0`...)
		c.args([]fact{{"frame", "", h.frame}, {"id", r.ID, 0}})
		if err := c.end(); err != nil {
			return err
		}
		if r.AskedIn == 0 || r.AnsweredIn == 0 {
			continue
		}
		c.event(phase, "answer", "flow", r.Host, row, h.at)
		c.line = strconv.AppendUint(append(c.line, `,"id":`...), r.Number, 10)
		if phase == "f" {
			c.line = append(c.line, `,"bp":"e"`...) // it ends in the slice that is there
		}
		if err := c.end(); err != nil {
			return err
		}
	}
	return nil
}

// Gap writes nothing: the counters say it.
func (c *Chrome) Gap(*Gap) error { return nil }

// End closes the object.
func (c *Chrome) End() error {
	c.start()
	_, err := c.w.WriteString("\n]}\n")
	return err
}

// start begins a line.
func (c *Chrome) start() {
	c.line = append(c.line[:0], ",\n"...)
	if !c.begun {
		c.begun = true
		c.line = c.line[:0]
		c.w.WriteString("{\"displayTimeUnit\":\"ns\",\"traceEvents\":[\n")
	}
}

// meta names a process or a thread.
func (c *Chrome) meta(kind string, host int, row uint64, name string) error {
	c.start()
	c.line = append(strconv.AppendInt(append(append(append(c.line, `{"ph":"M","name":"`...), kind...), `","pid":`...), int64(host)+1, 10), `,"tid":`...)
	c.line = append(strconv.AppendUint(c.line, row, 10), `,"args":{"name":`...)
	c.line = append(appendJSON(c.line, name), '}')
	return c.end()
}

// event begins one.
func (c *Chrome) event(phase, name, category string, host int, row uint64, at int64) {
	c.start()
	c.line = append(append(append(c.line, `{"ph":"`...), phase...), `","name":`...)
	c.line = append(appendJSON(c.line, name), `,"cat":`...)
	c.line = append(appendJSON(c.line, category), `,"pid":`...)
	c.line = append(strconv.AppendInt(c.line, int64(host)+1, 10), `,"tid":`...)
	c.line = append(strconv.AppendUint(c.line, row, 10), `,"ts":`...)
	c.line = micros(c.line, c.zero, at)
}

func (c *Chrome) args(list []fact) {
	c.line = append(c.line, `,"args":{`...)
	any := false
	for _, f := range list {
		if f.text == "" && f.number == 0 {
			continue
		}
		if any {
			c.line = append(c.line, ',')
		}
		any = true
		c.line = append(appendJSON(c.line, f.name), ':')
		if f.text != "" {
			c.line = appendJSON(c.line, f.text)
		} else {
			c.line = strconv.AppendUint(c.line, f.number, 10)
		}
	}
	c.line = append(c.line, '}')
}

func (c *Chrome) end() error {
	_, err := c.w.Write(append(c.line, '}'))
	return err
}

// micros appends the nanoseconds from one time to another as microseconds.
func micros(b []byte, from, to int64) []byte {
	ns := uint64(to) - uint64(from)
	if to < from {
		b, ns = append(b, '-'), -ns
	}
	b = strconv.AppendUint(b, ns/1000, 10)
	if n := ns % 1000; n != 0 {
		b = append(b, '.', byte('0'+n/100), byte('0'+n/10%10), byte('0'+n%10))
	}
	return b
}

func appendJSON(b []byte, s string) []byte {
	text, _ := json.Marshal(s) // of a string it does not fail
	return append(b, text...)
}
