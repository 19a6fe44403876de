package listeners

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

type (
	cell   = rows.Cell
	column = rows.Column
	field  = rows.Field[Listener]
)

// Columns are those of a list of a capture's listeners, Here those of this machine's.
var (
	Columns = rows.Define("listener", nil, append([]field{rows.HostField(func(l *Listener) string { return l.Host })},
		append(common, captured...)...))
	Here = rows.Define("listener", nil, append(append([]field{}, common...), live...))
)

var common = []field{
	{Column: column{Name: "port", Title: "Port", Right: true, Type: rows.Unsigned, Doc: "Port id of the socket: what its owner writes into nlmsg_pid, as a rule."},
		Set: func(c *cell, l *Listener) { c.SetUint(uint64(l.Port)) }},
	{Column: column{Name: "pid", Title: "PID", Right: true, Type: rows.Integer, Doc: "The process; of a capture, where a tap says so."},
		Set: func(c *cell, l *Listener) {
			if l.PID != 0 {
				c.SetInt(int64(l.PID))
			}
		}},
	{Column: column{Name: "uid", Title: "UID", Right: true, Type: rows.Unsigned, Doc: "Its user id."},
		Set: func(c *cell, l *Listener) { setNumber(c, l.UID) }},
	{Column: column{Name: "comm", Title: "Comm", Type: rows.Text, Doc: "Its name."},
		Set: func(c *cell, l *Listener) { setText(c, l.Comm) }},
	{Column: column{Name: "state", Title: "State", Type: rows.Text, Doc: "listens; ignores: it sent IGNORE; asked: a LISTEN that nobody answered, so that the kernel dropped it or is silent; gone: its process ended without one, and the kernel counts it on; refused: the answer was an error; unheard: it is in a pid namespace whose requests the kernel drops; member: it is in the group and has not asked; unknown: whether it has is not known."},
		Set: func(c *cell, l *Listener) { c.SetText(string(l.State)) }},
	{Column: column{Name: "events", Title: "Events", Type: rows.Text, Doc: "What it asked for: all, or the events of its mask."},
		Set: func(c *cell, l *Listener) {
			switch {
			case l.All:
				c.SetText("all")
			case l.Mask != nil:
				c.SetText(strings.Join(MaskNames(*l.Mask), ","))
			}
		}},
	{Column: column{Name: "mask", Type: rows.Unsigned, Doc: "The same as the bits of proc_input; missing without a mask."},
		Set: func(c *cell, l *Listener) { setNumber(c, l.Mask) }},
}

var captured = []field{
	{Column: column{Name: "since_clock", Title: "Since", Form: rows.Clock, SortBy: "since_frame", Type: rows.Time, Doc: "Time of day of since."},
		Set: func(c *cell, l *Listener) { setTime(c, l.Since) }},
	{Column: column{Name: "until_clock", Title: "Until", Form: rows.Clock, SortBy: "until_frame", Type: rows.Time, Doc: "Time of day of until."},
		Set: func(c *cell, l *Listener) { setTime(c, l.Until) }},
	{Column: column{Name: "since", Form: rows.RFC3339, SortBy: "since_frame", Type: rows.Time, Doc: "When it began to listen, the last time."},
		Set: func(c *cell, l *Listener) { setTime(c, l.Since) }},
	{Column: column{Name: "until", Form: rows.RFC3339, SortBy: "until_frame", Type: rows.Time, Doc: "When it stopped."},
		Set: func(c *cell, l *Listener) { setTime(c, l.Until) }},
	{Column: column{Name: "requests", Title: "Asked", Right: true, Type: rows.Unsigned, Doc: "Requests that it sent."},
		Set: func(c *cell, l *Listener) { c.SetUint(l.Requests) }},
	{Column: column{Name: "answer", Title: "Answer", Type: rows.Text, Doc: "What its last request was answered: ok, or an error; none without an answer."},
		Set: func(c *cell, l *Listener) { c.SetText(answer(l.Answer)) }},
	{Column: column{Name: "count", Title: "Count", Type: rows.Text, Doc: "The kernel's counter of listeners behind its last request, as far as it can be known (R43)."},
		Set: func(c *cell, l *Listener) { c.SetText(l.Count.String()) }},
	{Column: column{Name: "count_min", Type: rows.Integer, Doc: "That counter was this at least."},
		Set: func(c *cell, l *Listener) { setBound(c, l.Count.Min) }},
	{Column: column{Name: "count_max", Type: rows.Integer, Doc: "And this at most."},
		Set: func(c *cell, l *Listener) { setBound(c, l.Count.Max) }},
	{Column: column{Name: "since_frame", Frame: true, Type: rows.Unsigned, Doc: "Number of the frame with that LISTEN."},
		Set: func(c *cell, l *Listener) { setFrame(c, l.SinceFrame) }},
	{Column: column{Name: "until_frame", Frame: true, Type: rows.Unsigned, Doc: "Number of the frame with its IGNORE, or with the end of its process."},
		Set: func(c *cell, l *Listener) { setFrame(c, l.UntilFrame) }},
	{Column: column{Name: "frame", Frame: true, Type: rows.Unsigned, Doc: "Number of the frame with its last request."},
		Set: func(c *cell, l *Listener) { setFrame(c, l.Frame) }},
	{Column: column{Name: "reply_frame", Frame: true, Type: rows.Unsigned, Doc: "Number of the frame with the answer to that."},
		Set: func(c *cell, l *Listener) { setFrame(c, l.ReplyFrame) }},
}

var live = []field{
	{Column: column{Name: "groups", Title: "Groups", Type: rows.Text, Doc: "Multicast groups that it is in; 1 is that of process events."},
		Set: func(c *cell, l *Listener) { setText(c, joined(l.Groups)) }},
	{Column: column{Name: "queue", Title: "Queue", Right: true, Type: rows.Unsigned, Doc: "Bytes of memory that wait for it to read (Rmem of /proc/net/netlink)."},
		Set: func(c *cell, l *Listener) { setNumber(c, l.Queue) }},
	{Column: column{Name: "drops", Title: "Drops", Right: true, Type: rows.Unsigned, Doc: "Messages that it lost since it was opened."},
		Set: func(c *cell, l *Listener) { setNumber(c, l.Drops) }},
	{Column: column{Name: "started", Title: "Started", Form: rows.RFC3339, Type: rows.Time, Doc: "When its process started; when it began to listen the kernel does not say."},
		Set: func(c *cell, l *Listener) { setTime(c, l.Since) }},
	{Column: column{Name: "exe", Type: rows.Text, Doc: "What its process runs."},
		Set: func(c *cell, l *Listener) { setText(c, l.Exe) }},
}

func answer(err *uint32) string {
	switch {
	case err == nil:
		return "none"
	case *err == 0:
		return "ok"
	}
	if name, ok := spec.Default().Name("errno", uint64(*err)); ok {
		return name
	}
	return "error " + strconv.FormatUint(uint64(*err), 10)
}

func joined(groups []uint32) string {
	list := make([]string, len(groups))
	for i, g := range groups {
		list[i] = strconv.FormatUint(uint64(g), 10)
	}
	return strings.Join(list, ",")
}

func setText(c *cell, s string) {
	if s != "" {
		c.SetText(s)
	}
}

func setNumber[T uint32 | uint64](c *cell, n *T) {
	if n != nil {
		c.SetUint(uint64(*n))
	}
}

func setTime(c *cell, t int64) {
	if t != genealogy.NoTime {
		c.SetTime(t)
	}
}

func setFrame(c *cell, n uint64) {
	if n != 0 {
		c.SetUint(n)
	}
}

func setBound(c *cell, of func() (int64, bool)) {
	if n, ok := of(); ok {
		c.SetInt(n)
	}
}
