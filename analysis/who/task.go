package who

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cnwire/cnwire/pcap/comment"
)

// Task is what a line of kind task says.
type Task struct {
	PID       int32 // of the process
	Parent    int32 // ppid
	HasParent bool
	Comm      string // its name, any bytes; "" where the line has none
	Facts     Facts

	at int // which of the lines of the packet gave the name
}

// add adds what a later line says of the same process.
func (t *Task) add(later *Task) {
	if later.Comm != "" {
		t.Comm, t.at = later.Comm, later.at
	}
	if later.HasParent {
		t.Parent, t.HasParent = later.Parent, true
	}
	for k, s := range later.Facts {
		if s != "" {
			t.Facts[k] = s
		}
	}
}

// maxFact is how long a fact may be, in bytes: as a path may (PATH_MAX), and as
// much as record keeps of a command line. What is said of a parent holds for any
// number of children, and a capture may say what it likes.
const maxFact = 4096

// parse reads a line. It reports false for one that says nothing of a process: it
// is of another kind, names none, or says that the process could not be looked at.
func parse(text string) (t Task, ok bool) {
	l, err := comment.Parse(text)
	if err != nil || l.Kind != "task" || l.Get("race") != "" {
		return t, false
	}
	if t.PID, ok = number(l.Get("pid")); !ok || t.PID <= 0 {
		return t, false
	}
	t.Parent, t.HasParent = number(l.Get("ppid"))
	t.Comm = strings.Clone(l.Get("comm")) // it is kept longer than its comment
	for _, k := range []Fact{Exe, Cwd, Cgroup, Container} {
		t.Facts[k] = strings.Clone(cut(l.Get(k.String()), false))
	}
	t.Facts[Cmdline] = command(&l)
	return t, true
}

// command joins the words of a command line, as far as there is room.
func command(l *comment.Line) string {
	var b strings.Builder
	for word := range l.All("arg") {
		if b.Len() > maxFact {
			break
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(word[:min(len(word), maxFact+1)])
	}
	shortened := false
	for what := range l.All("cut") {
		shortened = shortened || what == "arg"
	}
	return cut(b.String(), shortened && b.Len() > 0)
}

// cut shortens a text that is too long, between two characters, and says so.
func cut(s string, already bool) string {
	if len(s) <= maxFact && !already {
		return s
	}
	end := min(len(s), maxFact)
	for end > maxFact-utf8.UTFMax && end < len(s) && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "…"
}

// number reads a number of the grammar: decimal, or hexadecimal behind 0x.
func number(s string) (int32, bool) {
	base := 10
	if hex, ok := strings.CutPrefix(s, "0x"); ok {
		s, base = hex, 16
	}
	n, err := strconv.ParseUint(s, base, 31)
	return int32(n), err == nil
}
