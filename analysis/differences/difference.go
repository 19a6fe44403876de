// Package differences is how two captures differ, as a list: a row a difference of a
// field, or a frame that one of them does not have.
package differences

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/analysis/rows"
)

// Difference is one between two frames of a number, or a frame that is only in one
// capture.
type Difference struct {
	Frame uint64
	Only  string // the name of the capture that alone has it
	In    string // which of the two that is: a or b
	Says  string // and what it says there

	rewrite.Difference
}

type (
	cell   = rows.Cell
	column = rows.Column
	field  = rows.Field[Difference]
)

// Columns are the columns of a list of differences.
var Columns = rows.Define("difference", nil, []field{
	{Column: column{Name: "frame", Title: "Frame", Right: true, Type: rows.Unsigned, Doc: "Number of the frame."},
		Set: func(c *cell, d *Difference) { c.SetUint(d.Frame) }},
	{Column: column{Name: "only_in", Title: "Only in", Type: rows.Text, Doc: "a or b, where one capture alone has the frame."},
		Set: func(c *cell, d *Difference) { setText(c, d.In) }},
	{Column: column{Name: "field", Title: "Field", Type: rows.Text, Doc: "The field, or what else differs: byte order, link type, bytes without a field."},
		Set: func(c *cell, d *Difference) { setText(c, d.Name) }},
	{Column: column{Name: "nth", Right: true, Type: rows.Integer, Doc: "Which one of that name in the frame, from 1."},
		Set: ofField(func(c *cell, d *Difference) { c.SetInt(int64(d.Nth)) })},
	{Column: column{Name: "offset_a", Right: true, Type: rows.Integer, Doc: "The byte of a's frame where it starts, if it stands anywhere."},
		Set: ofField(func(c *cell, d *Difference) { setOffset(c, d.OffA) })},
	{Column: column{Name: "offset_b", Right: true, Type: rows.Integer, Doc: "The byte of b's frame."},
		Set: ofField(func(c *cell, d *Difference) { setOffset(c, d.OffB) })},
	{Column: column{Name: "a", Title: "A", Type: rows.Text, Doc: "The value in a; of a frame that a alone has what it says."},
		Set: func(c *cell, d *Difference) { setText(c, d.side("a", d.A)) }},
	{Column: column{Name: "b", Title: "B", Type: rows.Text, Doc: "The value in b."},
		Set: func(c *cell, d *Difference) { setText(c, d.side("b", d.B)) }},
})

func (d *Difference) side(of, value string) string {
	if d.In == of {
		return d.Says
	}
	return value
}

func setText(c *cell, s string) {
	if s != "" {
		c.SetText(s)
	}
}

func setOffset(c *cell, at int) {
	if at >= 0 {
		c.SetInt(int64(at))
	}
}

// ofField sets what only a difference of a field has.
func ofField(set func(*cell, *Difference)) func(*cell, *Difference) {
	return func(c *cell, d *Difference) {
		if d.In == "" {
			set(c, d)
		}
	}
}

// Each hands on what a pair of frames does not have in common, of what is chosen, and
// reports whether there is anything. One of them may be missing, whatever is chosen. a
// and b are the names of their captures.
func (c *Choice) Each(a, b string, inA, inB *analysis.Frame, take func(*Difference) error) (bool, error) {
	switch {
	case inA == nil:
		return true, take(&Difference{Frame: inB.Number, Only: b, In: "b", Says: string(inB.AppendSummary(nil, false))})
	case inB == nil:
		return true, take(&Difference{Frame: inA.Number, Only: a, In: "a", Says: string(inA.AppendSummary(nil, false))})
	}
	differ := false
	for _, d := range rewrite.Diff(inA, inB) {
		if !c.Has(d.Name) {
			continue
		}
		differ = true
		if err := take(&Difference{Frame: inA.Number, Difference: d}); err != nil {
			return true, err
		}
	}
	return differ, nil
}

// AppendText appends the difference as a line for people.
func (d *Difference) AppendText(dst []byte) []byte {
	if d.In != "" {
		return fmt.Appendf(dst, "frame %d is only in %s: %s\n", d.Frame, visible(d.Only), d.Says)
	}
	dst = fmt.Appendf(dst, "frame %d: %s", d.Frame, d.Name)
	if d.Nth > 1 {
		dst = fmt.Appendf(dst, " #%d", d.Nth)
	}
	switch a, b := d.OffA, d.OffB; {
	case a < 0 && b < 0:
	case a == b || b < 0:
		dst = fmt.Appendf(dst, " at byte %d", a)
	case a < 0:
		dst = fmt.Appendf(dst, " at byte %d", b)
	default:
		dst = fmt.Appendf(dst, " at bytes %d and %d", a, b)
	}
	return fmt.Appendf(dst, ": %s | %s\n", value(d.A), value(d.B))
}

// value is one as it is shown: what a frame lacks is said.
func value(s string) []byte {
	if s == "" {
		return []byte("(none)")
	}
	return visible(s)
}

// visible escapes what a terminal would obey.
func visible(s string) []byte {
	return analysis.Escape([]byte(s), 0)
}
