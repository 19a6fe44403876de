package vectors

import (
	"fmt"
	"io"
	"maps"
	"slices"
)

// Report is how a program answered.
type Report struct {
	Asked    int
	Failures []Failure
	Unasked  int   // after the program crashed or hung too often in a row
	Other    int   // streams and exchanges, which are no questions to a decoder
	End      error // what it did when its input had ended, if it was not to end
	flags    map[string]count
}

// Failure is a vector whose answer was wrong.
type Failure struct {
	Vector *Vector
	Faults []string
}

type count struct{ failed, asked int }

func (r *Report) add(v *Vector, faults []string) {
	r.Asked++
	if r.flags == nil {
		r.flags = map[string]count{}
	}
	for _, f := range v.Flags {
		c := r.flags[f]
		c.asked++
		if len(faults) > 0 {
			c.failed++
		}
		r.flags[f] = c
	}
	if len(faults) > 0 {
		r.Failures = append(r.Failures, Failure{v, faults})
	}
}

// OK reports whether every answer was right.
func (r *Report) OK() bool {
	return len(r.Failures) == 0 && r.Unasked == 0 && r.End == nil && r.Asked > 0
}

// most is how many faults of one vector are written out.
const most = 5

// Write writes the failures, then how many there are of each flag, then the sum.
func (r *Report) Write(w io.Writer, legend map[string]string) error {
	var b []byte
	for _, f := range r.Failures {
		b = fmt.Appendf(b, "FAIL %s\n", f.Vector.Name)
		for _, fault := range f.Faults[:min(most, len(f.Faults))] {
			b = fmt.Appendf(b, "     %s\n", fault)
		}
		if n := len(f.Faults) - most; n > 0 {
			b = fmt.Appendf(b, "     and %d more\n", n)
		}
	}
	if len(r.Failures) > 0 {
		b = append(b, "By flag, failed of asked:\n"...)
		for _, flag := range slices.Sorted(maps.Keys(r.flags)) {
			if c := r.flags[flag]; c.failed > 0 {
				b = fmt.Appendf(b, "%5d of %-4d %-20s %s\n", c.failed, c.asked, flag, legend[flag])
			}
		}
	}
	if r.Unasked > 0 {
		b = fmt.Appendf(b, "%d vectors were not asked: there was no answer %d times in a row\n", r.Unasked, patience)
	}
	if r.End != nil {
		b = fmt.Appendf(b, "At the end: %v\n", r.End)
	}
	b = fmt.Appendf(b, "%d of %d vectors passed\n", r.Asked-len(r.Failures), r.Asked)
	_, err := w.Write(b)
	return err
}
