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

// operand is what has values in a frame.
type operand interface {
	typ() *typ
	// values returns the values, good until the next call. It is false where a
	// field that they come from is not in the frame; there may be none all the
	// same, when arithmetic has no result.
	values(f *analysis.Frame) ([]value, bool)
}

// constant is an operand of the filter itself.
type constant struct {
	t    typ
	list [1]value
}

func (c *constant) typ() *typ                              { return &c.t }
func (c *constant) values(*analysis.Frame) ([]value, bool) { return c.list[:], true }

// order compares two values of fitting types. It is false for an unsigned
// number and a negative one, which have no order, as in tshark.
func order(t *typ, a, b *value) (int, bool) {
	switch {
	case t.isNumber():
		return orderNumbers(a, b)
	case t.class == moment || t.class == duration:
		return cmp.Or(cmp.Compare(int64(a.num), int64(b.num)), cmp.Compare(a.nsec, b.nsec)), true
	case t.class == characters:
		return bytes.Compare(a.bytes, b.bytes), true
	}
	return cmp.Or(cmp.Compare(len(a.bytes), len(b.bytes)), bytes.Compare(a.bytes, b.bytes)), true // tshark's order
}

func orderNumbers(a, b *value) (int, bool) {
	switch {
	case a.signed == b.signed && a.signed, a.signed && int64(b.num) >= 0:
		return cmp.Compare(int64(a.num), int64(b.num)), true
	case a.signed: // b is more than any signed number
		return -1, true
	case b.signed && int64(b.num) < 0:
		return 0, false
	}
	return cmp.Compare(a.num, b.num), true
}

// isZero reports whether a value is nothing but zeros.
func (v *value) isZero() bool {
	for _, b := range v.bytes {
		if b != 0 {
			return false
		}
	}
	return v.num == 0 && v.nsec == 0
}

// timeOf returns a time or a time offset as a value.
func timeOf(sec int64, nsec int64) value {
	sec += nsec / 1e9
	if nsec %= 1e9; nsec < 0 {
		sec, nsec = sec-1, nsec+1e9
	}
	return value{num: uint64(sec), nsec: int32(nsec), signed: true}
}

// valueOf takes over a field's value. Text that the capture does not hold is
// copied to the arena.
func valueOf(v *analysis.Value, arena []byte) (value, []byte) {
	switch v.Field.Kind {
	case analysis.Int:
		return value{num: v.Num, signed: true}, arena
	case analysis.Duration:
		return timeOf(0, int64(time.Duration(v.Num))), arena
	case analysis.Time, analysis.Epoch:
		return timeOf(int64(v.Num), int64(v.Nsec)), arena
	case analysis.Bytes:
		return value{bytes: v.Data}, arena
	case analysis.Text:
		if v.Data != nil {
			if n := bytes.IndexByte(v.Data, 0); n >= 0 {
				return value{bytes: v.Data[:n]}, arena
			}
			return value{bytes: v.Data}, arena
		}
		n := len(arena)
		arena = append(arena, v.Text...)
		return value{bytes: arena[n:]}, arena
	}
	return value{num: v.Num}, arena
}
