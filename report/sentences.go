package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// what says what ran, and for how long.
func (o *Opening) what(r *Report) {
	from := o.overview["start"]
	var b strings.Builder
	b.WriteString(plural(o.listed, "process", "processes"))
	if o.several {
		fmt.Fprintf(&b, " of %d hosts", len(r.data.Hosts))
	} else if len(r.data.Hosts) == 1 && r.data.Hosts[0] != "" {
		b.WriteString(" of " + r.data.Hosts[0])
	}
	took := o.overview["duration_ns"]
	if took.Is() {
		fmt.Fprintf(&b, " in %s", length(time.Duration(took.Num)))
	}
	if from.Is() {
		fmt.Fprintf(&b, ", from %s on", time.Unix(0, int64(from.Num)).UTC().Format("2006-01-02 15:04:05 UTC"))
	}
	o.What = []string{b.String() + "."}
	if o.ran.Len() == 0 && o.listed > 0 {
		o.What = append(o.What, "Nothing in the capture says what they are called.")
	} else if o.ran.Len() > 0 {
		o.What = append(o.What, o.names())
	}
	text := fmt.Sprintf("%s: %s, %s, %s", plural(o.number("messages"), "message", "messages"), plural(o.number("events"), "event", "events"),
		plural(o.number("requests"), "request", "requests"), plural(o.number("answers"), "answer", "answers"))
	if n := o.number("unknown"); n > 0 {
		text += fmt.Sprintf(", %d of kinds unknown here", n)
	}
	if n := o.number("copies"); n > 0 {
		text += "; beside them " + plural(n, "copy for another listener", "copies for other listeners")
	}
	o.What = append(o.What, text+".")
}

// names says which programs ran most.
func (o *Opening) names() string {
	var most []uint64 // their numbers, the first of equal ones first
	times := func(a, b uint64) int { return cmp.Compare(o.times.Get(b), o.times.Get(a)) }
	for n := range o.ran.Len() {
		most = append(most, n)
		slices.SortStableFunc(most, times)
		most = most[:min(len(most), shownNames)]
	}
	var list []string
	for _, n := range most {
		name := o.ran.Text(n)
		if times := o.times.Get(n); times > 1 {
			name = fmt.Sprintf("%s (%d times)", name, times)
		}
		list = append(list, name)
	}
	more := ""
	if n := o.ran.Len() - uint64(len(list)); n > 0 {
		more = fmt.Sprintf(", and %d more", n)
	}
	return "By name: " + strings.Join(list, ", ") + more + "."
}

// ended says what failed, and who started it.
func (o *Opening) ended(r *Report) {
	over := o.listed - o.running
	switch {
	case o.listed == 0:
		o.Ended = "No process was seen."
	case o.failures == 0:
		o.Ended = fmt.Sprintf("None of the %d that ended failed.", over)
	default:
		o.Ended = fmt.Sprintf("%d of %d failed: they ended with a code that is not 0, or by a signal.", o.failures, over)
	}
	o.More = o.failures - len(o.Failures)
	for i := range o.Failures {
		f := &o.Failures[i]
		by, ok := r.data.lives.called(f.parent)
		switch {
		case ok:
			f.By = "started by " + by
		case f.known && f.ppid == 0:
			f.By = "started by the kernel"
		case f.known:
			f.By = fmt.Sprintf("started by %d", f.ppid)
		default:
			f.By = "who started it was not seen"
		}
		if o.several {
			f.By += ", on " + clean(f.host)
		}
	}
}

// unknown says what cannot be known.
func (o *Opening) unknown(*Report) {
	texts := []struct {
		n    int
		text string
	}{
		{o.partial[0], "without a start"},
		{o.partial[1], "without an end"},
		{o.partial[2], "without a known parent"},
		{o.partial[3], "with threads whose start or end is missing"},
		{o.partial[4], "during whose life messages were lost, so that more may be missing"},
	}
	var list []string
	for _, t := range texts {
		if t.n > 0 {
			list = append(list, fmt.Sprintf("%d %s", t.n, t.text))
		}
	}
	if len(list) > 0 {
		o.Unknown = append(o.Unknown, fmt.Sprintf("Of the %s the capture has %s.", plural(o.listed, "process", "processes"), strings.Join(list, "; ")))
	} else if o.listed > 0 {
		o.Unknown = append(o.Unknown, "Of every process start, end and parent were seen.")
	}
}

// asking says who asked the kernel for what.
func (o *Opening) asking() {
	for i := range o.asked {
		a := &o.asked[i]
		who, host, _ := strings.Cut(a.who, "\x00")
		if o.several && host != "" {
			who += " of " + clean(host)
		}
		times := ""
		if a.times > 1 {
			times = fmt.Sprintf(", %d times", a.times)
		}
		answer := "the answer was " + a.answer
		if a.answer == "none" {
			answer = "no answer was seen"
		}
		o.Asked = append(o.Asked, fmt.Sprintf("%s asked for %s%s: %s.", who, a.what, times, answer))
	}
	if n := int(o.asks.Len()) - shownAsks; n > 0 {
		o.Asked = append(o.Asked, fmt.Sprintf("And %s of other kinds, which the table has.", plural(n, "request", "requests")))
	}
	if len(o.Asked) == 0 {
		o.Asked = append(o.Asked, "Nobody was seen to ask the kernel for anything.")
	}
	if o.unasked > 0 {
		o.Asked = append(o.Asked, fmt.Sprintf("%s to requests that the capture does not have.", plural(o.unasked, "answer is", "answers are")))
	}
}

// clean is a text of a capture on one line.
func clean(s string) string { return string(analysis.Escape([]byte(s), 0)) }
