package filter

import (
	"math/bits"

	"github.com/cnwire/cnwire/analysis"
)

// maxPairs bounds the values that arithmetic has. Each operator multiplies their
// number, and beyond the bound there is no result.
const maxPairs = 1 << 16

// arithmetic is an operand made of two: of every pair of their values that has a
// result.
type arithmetic struct {
	op          string
	left, right operand
	t           typ
	list        []value
	arena       []byte
}

func (a *arithmetic) typ() *typ { return &a.t }

func (a *arithmetic) values(f *analysis.Frame) ([]value, bool) {
	left, ok := a.left.values(f)
	if !ok {
		return nil, false
	}
	right, ok := a.right.values(f)
	if !ok {
		return nil, false
	}
	a.list, a.arena = a.list[:0], a.arena[:0]
	if len(left)*len(right) > maxPairs {
		return nil, true
	}
	for i := range left {
		for j := range right {
			if v, ok := a.of(&left[i], &right[j]); ok {
				a.list = append(a.list, v)
			}
		}
	}
	return a.list, true
}

// of returns the result of two values, if there is one.
func (a *arithmetic) of(l, r *value) (value, bool) {
	switch {
	case a.t.isBytes():
		return a.maskBytes(l, r)
	case a.t.class == duration && a.op == "-":
		return timeOf(int64(l.num)-int64(r.num), int64(l.nsec)-int64(r.nsec)), true
	case a.t.class == duration:
		return timeOf(int64(l.num)+int64(r.num), int64(l.nsec)+int64(r.nsec)), true
	case l.signed:
		return signedOf(a.op, a.t.bits, int64(l.num), extended(r.num, a.t.bits))
	}
	return unsignedOf(a.op, a.t.bits, l.num, r.num&most(a.t.bits))
}

// maskBytes is the bitwise and of bytes, which must be as many.
func (a *arithmetic) maskBytes(l, r *value) (value, bool) {
	if len(l.bytes) != len(r.bytes) {
		return value{}, false
	}
	n := len(a.arena)
	for i, b := range l.bytes {
		a.arena = append(a.arena, b&r.bytes[i])
	}
	return value{bytes: a.arena[n:]}, true
}

// most is the largest unsigned number of a width.
func most(width int) uint64 { return 1<<width - 1 }

// extended is a number of a width as a signed one.
func extended(n uint64, width int) int64 { return int64(n<<(64-width)) >> (64 - width) }

// unsignedOf calculates with unsigned numbers. As in tshark, a result below zero
// is a signed one, and one that does not fit is none.
func unsignedOf(op string, width int, l, r uint64) (value, bool) {
	switch op {
	case "+":
		sum, carry := bits.Add64(l, r, 0)
		return value{num: sum}, carry == 0 && sum <= most(width)
	case "-":
		if l >= r {
			return value{num: l - r}, true
		}
		return value{num: l - r, signed: true}, r <= most(width-1)
	case "*":
		high, low := bits.Mul64(l, r)
		return value{num: low}, high == 0 && low <= most(width)
	case "&":
		return value{num: l & r}, true
	}
	if r == 0 {
		return value{}, false
	}
	if op == "/" {
		return value{num: l / r}, true
	}
	return value{num: l % r}, true
}

// signedOf calculates with signed numbers.
func signedOf(op string, width int, l, r int64) (value, bool) {
	var n int64
	fits := true
	switch op {
	case "+":
		n = l + r
		fits = (n > l) == (r > 0)
	case "-":
		n = l - r
		fits = (n < l) == (r > 0)
	case "*":
		n = l * r
		fits = l == 0 || n/l == r && (l != -1 || r != -1<<63)
	case "&":
		n = l & r
	case "/", "%":
		if r == 0 || r == -1 && l == -1<<63 {
			return value{}, false
		}
		if n = l / r; op == "%" {
			n = l % r
		}
	}
	return value{num: uint64(n), signed: true}, fits && extended(uint64(n), width) == n
}

// minus is an operand with its sign changed.
type minus struct {
	of   operand
	list []value
}

func (m *minus) typ() *typ { return m.of.typ() }

func (m *minus) values(f *analysis.Frame) ([]value, bool) {
	list, ok := m.of.values(f)
	m.list = m.list[:0]
	for i := range list {
		v := &list[i]
		switch {
		case m.typ().class == duration:
			m.list = append(m.list, timeOf(-int64(v.num), -int64(v.nsec)))
		case v.signed && v.num == 1<<63, !v.signed && v.num > most(m.typ().width()-1):
		default:
			m.list = append(m.list, value{num: -v.num, signed: true})
		}
	}
	return m.list, ok
}

// slice is an operand of a part of another's bytes.
type slice struct {
	of    operand
	spans []span
	t     typ
	list  []value
	arena []byte
}

func (s *slice) typ() *typ { return &s.t }

// values joins the ranges, up to the first one that is not there whole: of a
// field that is too short it is a value without bytes, as in tshark.
func (s *slice) values(f *analysis.Frame) ([]value, bool) {
	of, ok := s.of.values(f)
	s.list, s.arena = s.list[:0], s.arena[:0]
	for i := range of {
		s.list = append(s.list, value{bytes: s.cut(of[i].bytes)})
	}
	return s.list, ok
}

// cut returns the ranges of some bytes.
func (s *slice) cut(b []byte) []byte {
	if len(s.spans) == 1 {
		from, to, ok := s.spans[0].cut(len(b))
		if !ok {
			return nil
		}
		return b[from:to]
	}
	n := len(s.arena)
	for i := range s.spans {
		from, to, ok := s.spans[i].cut(len(b))
		if !ok {
			break
		}
		s.arena = append(s.arena, b[from:to]...)
	}
	return s.arena[n:]
}
