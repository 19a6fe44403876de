package scenario

import (
	"fmt"
	"slices"
	"strings"
)

// Verdict collects what a trace does not show although it should.
type Verdict struct{ Faults []string }

// That notes a fault, in the words given, unless ok.
func (v *Verdict) That(ok bool, format string, args ...any) {
	if !ok {
		v.Faults = append(v.Faults, fmt.Sprintf(format, args...))
	}
}

// Kinds holds the kinds of the events of one process against a list.
func (v *Verdict) Kinds(frames []Frame, tgid int64, want string) {
	got := strings.Join(Kinds(About(frames, tgid)), " ")
	v.That(got == want, "process %d: %s, want %s", tgid, got, want)
}

// Answer holds the answer to a request, as some socket received it, against an
// errno; -1 is no answer.
func (v *Verdict) Answer(frames []Frame, sock string, ack uint32, want int) {
	got := Answer(frames, ack)
	v.That(got == want, "%s: the answer to ack %#x is %d, want %d (-1 is none)", sock, ack, got, want)
}

// Examine holds a trace against the laws and against what its scenario asserts.
func Examine(s Scenario, t *Trace) []string {
	v := new(Verdict)
	under := *t
	under.Racing = s.Racing
	laws(&under, v)
	s.Check(t, v)
	return slices.Clip(v.Faults)
}
