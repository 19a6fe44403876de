package vectors

import (
	"fmt"
	"strings"
)

// appendText appends a stream: a message a line, its bytes behind it.
func (s *Stream) appendText(b []byte) []byte {
	if s.Kernel != "" {
		b = fmt.Appendf(b, "kernel   %s\n", s.Kernel)
	}
	if s.Filter {
		b = append(b, "filter   the listener asked for some events only\n"...)
	}
	for i, m := range s.Messages {
		what := m.Class
		if m.Of != nil {
			what += fmt.Sprintf(" of %d", *m.Of)
		}
		if m.Or != nil {
			what += fmt.Sprintf(" or %d", *m.Or)
		}
		if m.Rule != "" {
			what += " by " + m.Rule
		}
		hex := m.Hex
		if hex == "" {
			hex = "(in the same datagram)"
		}
		b = fmt.Appendf(b, "%4d %-24s %s\n", i, what, hex)
	}
	for _, g := range s.Gaps {
		how := "at least %d lost"
		if g.Filtered {
			how = "%d filtered or lost"
		}
		b = fmt.Appendf(b, "  cpu %d: "+how+" between %d and %d\n", g.CPU, g.Lost, g.From, g.To)
	}
	for _, l := range []struct {
		name string
		list []int
	}{{"late", s.Late}, {"restarts", s.Restarts}, {"ends", s.Ends}} {
		if len(l.list) > 0 {
			b = fmt.Appendf(b, "  %s %s\n", l.name, strings.Trim(fmt.Sprint(l.list), "[]"))
		}
	}
	for _, p := range s.Processes {
		b = fmt.Appendf(b, "  process %d of %d from %d", p.PID, p.Parent, p.First)
		if p.Last != nil {
			b = fmt.Appendf(b, " to %d", *p.Last)
		}
		if p.ExitCode != nil {
			b = fmt.Appendf(b, ", exit_code %d", *p.ExitCode)
		}
		b = fmt.Appendf(b, ", threads %d, execs %d\n", p.Threads, p.Execs)
	}
	return b
}

// appendText appends an exchange: who is there, then a step a line and below it
// what comes of it.
func (e *Exchange) appendText(b []byte) []byte {
	b = fmt.Appendf(b, "kernel   %s\n", e.Kernel)
	for _, s := range e.Sockets {
		b = fmt.Appendf(b, "socket   %s port %d", s.Name, s.Port)
		for _, is := range []struct {
			yes  bool
			word string
		}{{s.Admin, "admin"}, {s.UserNS, "other user namespace"}, {s.PIDNS, "other pid namespace"}, {s.NetNS, "other network namespace"}} {
			if is.yes {
				b = append(b, ", "+is.word...)
			}
		}
		if s.Room > 0 {
			b = fmt.Appendf(b, ", room for %d", s.Room)
		}
		b = append(b, '\n')
	}
	for i, s := range e.Steps {
		b = fmt.Appendf(b, "%4d %s", i, strings.TrimSpace(s.Socket+" "+s.Do))
		if s.Group != 0 {
			b = fmt.Appendf(b, " group %#x", s.Group)
		}
		if s.Port != 0 {
			b = fmt.Appendf(b, " port %d", s.Port)
		}
		if s.Do == "register" || s.Do == "delete" {
			b = fmt.Appendf(b, " %d:%d", s.Idx, s.Val)
		}
		if s.Hex != "" {
			b = append(b, " "+s.Hex...)
		}
		if s.Error != "" {
			b = append(b, ": "+s.Error...)
		}
		if s.Listeners != nil {
			b = fmt.Appendf(b, " (listeners %d)", *s.Listeners)
		}
		b = append(b, '\n')
		for _, q := range s.Queued {
			b = fmt.Appendf(b, "      %s\n", q.Hex)
			for _, l := range []struct {
				word string
				list []string
			}{{"to", q.To}, {"lost by", q.Lost}, {"filtered by", q.Not}} {
				if len(l.list) > 0 {
					b = fmt.Appendf(b, "        %s %s\n", l.word, strings.Join(l.list, " "))
				}
			}
		}
	}
	return b
}
