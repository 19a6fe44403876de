package filter

import (
	"bytes"
	"cmp"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// value is one value of an operand in one frame.
type value struct {
	num    uint64 // a number, or seconds as int64
	nsec   int32  // of times, 0 to 999999999
	signed bool   // num is an int64
	bytes  []byte // of text and bytes
}

// hasBytes and isNotZero are what is asked of a value that stands alone.
func (v value) hasBytes() bool { return len(v.bytes) > 0 }

func (v value) isNotZero() bool {
	return v.num != 0 || v.nsec != 0 || len(bytes.Trim(v.bytes, "\x00")) > 0
}

func (v *value) negative() bool { return v.signed && int64(v.num) < 0 }

// operand is what has values in a frame.
type operand interface {
	typ() *typ
	// push leaves its values on the stack of r. It is false, and leaves none, where
	// a field that they come from is not in the frame; there may be none all the
	// same, when arithmetic has no result.
	push(r *run) bool
}

// constant is an operand of the filter itself.
type constant struct {
	t    typ
	list [1]value
}

func (c *constant) typ() *typ { return &c.t }

func (c *constant) push(r *run) bool {
	r.values = append(r.values, c.list[0])
	return true
}

// order compares two values of fitting types. It is false for an unsigned
// number and a negative one, which have no order, as in tshark.
func order(t *typ, a, b *value) (int, bool) {
	if t.isNumber() && !a.signed && b.negative() {
		return 0, false
	}
	return rank(t, a, b), true
}

// rank compares any two values of fitting types.
func rank(t *typ, a, b *value) int {
	switch {
	case t.isNumber():
		if b.negative() != a.negative() {
			if a.negative() {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.num, b.num)
	case t.class == moment || t.class == duration:
		return cmp.Or(cmp.Compare(int64(a.num), int64(b.num)), cmp.Compare(a.nsec, b.nsec))
	case t.class == characters:
		return bytes.Compare(a.bytes, b.bytes)
	}
	return cmp.Or(cmp.Compare(len(a.bytes), len(b.bytes)), bytes.Compare(a.bytes, b.bytes)) // tshark's order
}

// timeOf returns a time or a time offset as a value.
func timeOf(sec int64, nsec int64) value {
	sec += nsec / 1e9
	if nsec %= 1e9; nsec < 0 {
		sec, nsec = sec-1, nsec+1e9
	}
	return value{num: uint64(sec), nsec: int32(nsec), signed: true}
}

// take takes over a field's value, among the others, in its place. Text that the capture
// does not hold is copied to the arena.
func (r *run) take(v *analysis.Value) {
	r.values = append(r.values, value{})
	to := &r.values[len(r.values)-1]
	switch v.Field.Kind {
	case analysis.Duration:
		*to = timeOf(0, int64(time.Duration(v.Num)))
	case analysis.Time, analysis.Epoch:
		*to = timeOf(int64(v.Num), int64(v.Nsec))
	case analysis.Bytes:
		to.bytes = v.Data
	case analysis.Text:
		if v.Data != nil {
			to.bytes, _, _ = bytes.Cut(v.Data, []byte{0})
			return
		}
		at := len(r.arena)
		r.arena = append(r.arena, v.Text...)
		to.bytes = r.arena[at:]
	default:
		to.num, to.signed = v.Num, v.Field.Kind == analysis.Int
	}
}
