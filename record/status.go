package record

import (
	"fmt"
	"strings"
	"time"
)

// Status is how a recording goes.
type Status struct {
	Counts
	Rate   float64   // messages received a second, lately
	Queued int       // messages that were read and not written
	Bytes  int64     // of the file
	Name   string    // of the file; empty for none
	Silent time.Time // since when the kernel sends nothing, though it was made to; zero for never
}

// String is a line for a terminal.
func (s *Status) String() string {
	line := fmt.Sprintf("%.0f/s, %d received, %d lost, %d queued", s.Rate, s.Received, s.LostAtLeast(), s.Queued)
	if !s.Silent.IsZero() {
		line += ", SILENT since " + s.Silent.Format(time.TimeOnly)
	}
	if s.Name != "" {
		line += fmt.Sprintf(", %s: %.1f MB", s.Name, float64(s.Bytes)/1e6)
	}
	return line
}

// meter measures a rate.
type meter struct {
	at    time.Time
	count uint64
	rate  float64
}

// add takes a count, and returns its rate over the last second or so.
func (m *meter) add(now time.Time, count uint64) float64 {
	if m.at.IsZero() {
		m.at, m.count = now, count
	}
	if d := now.Sub(m.at); d >= time.Second {
		m.rate = float64(count-m.count) / d.Seconds()
		m.at, m.count = now, count
	}
	return m.rate
}

func (w *writing) status(now time.Time) Status {
	s := Status{Counts: w.r.Counts(), Queued: w.r.Queued(), Silent: w.r.Silent()}
	s.Rate = w.meter.add(now, s.Received)
	if w.file != nil {
		s.Name, s.Bytes = w.file.name, w.file.size()
	}
	return s
}

// Summary says in sentences what came of a recording: the first what was
// received, the others what is missing, and where.
func (r *Recorder) Summary(result Result) (first string, missing []string) {
	c := r.Counts()
	first = fmt.Sprintf("%s received, %d lost", many(c.Received-result.Behind, "message"), c.LostAtLeast())
	if len(result.Files) > 0 {
		where := result.Files[0]
		if n := len(result.Files); n > 1 {
			where = fmt.Sprintf("%d files", n)
		}
		first += fmt.Sprintf("; %s in %s", many(result.Frames, "frame"), where)
		if kept := len(result.Files) - result.Removed; result.Removed > 0 && kept == 1 {
			first += ", of which the last is kept"
		} else if result.Removed > 0 {
			first += fmt.Sprintf(", of which the last %d are kept", kept)
		}
	}
	say := func(n uint64, format string, args ...any) {
		if n > 0 {
			missing = append(missing, fmt.Sprintf(format, args...))
		}
	}
	more := c.LostAtLeast() - c.Lost
	if r.tap != nil {
		full := "for the ring was full: a larger one (--buffer) holds more"
		if r.tap.heard != nil {
			full = "for the ring, or the buffer of the socket that listens, was full: larger ones (--buffer) hold more"
		}
		say(c.Lost-c.LeftOut, "%d messages lost, %s", c.Lost-c.LeftOut, full)
		say(c.LeftOut, "%d messages lost, for the kernel ran no program of the tap where a CPU was busy with BPF already", c.LeftOut)
		say(more, "%d messages more are missing in the counters of the CPUs: the tap did not see them", more)
		say(c.Cut, "%d bytes cut off messages that are too long", c.Cut)
		say(c.Unknown, "of %d messages it is not known whether somebody received them", c.Unknown)
		if c.Received+c.Unasked+c.Foreign+c.Lost == 0 && !r.o.Listen {
			say(1, "nothing came: the kernel makes events only while somebody has asked for them, as --listen does")
		}
	} else {
		say(c.Lost, "%d messages lost in %d places, for the socket's buffer was full: a larger one (--buffer) holds more", c.Lost, c.Overruns)
		say(more, "%d messages more are missing in the counters of the CPUs: the kernel had no memory for them", more)
	}
	if list := r.Missing(); len(list) > 0 && c.LostAtLeast() > 0 {
		var cpus []string
		for _, l := range list {
			cpus = append(cpus, fmt.Sprintf("CPU %d: %d", l.CPU, l.Missing))
		}
		say(1, "missing by counters, before the last message of each: %s", strings.Join(cpus, ", "))
	}
	say(result.Failed, "%d frames are in no file, since writing failed", result.Failed)
	if at := r.Silent(); !at.IsZero() {
		say(1, "the kernel sent nothing from %s on, though it was made to: somebody has lowered its count of listeners (SECURITY.md)", at.Format(time.DateTime))
	}
	say(c.Skipped, "%d processes were not looked up: too many waited for it", c.Skipped)
	to := "the group"
	if r.o.Nlmon {
		to = "each other"
	}
	say(c.Foreign, "%d messages are not the kernel's: other programs sent them to %s (they bear a line \"sender\")", c.Foreign, to)
	return first, missing
}

// many is a number of things.
func many(n uint64, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}
