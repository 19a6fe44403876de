package filter

import "math/bits"

// maxPairs bounds the values that arithmetic makes where both sides have
// several: each operator multiplies their number, and beyond the bound there is
// no result.
const maxPairs = 1 << 16

// arithmetic is an operand made of two: of every pair of their values that has a
// result.
type arithmetic struct {
	op          string
	left, right operand
	t           typ
}

func (a *arithmetic) typ() *typ { return &a.t }

func (a *arithmetic) push(r *run) bool {
	at := len(r.values)
	left, right, ok := r.both(a.left, a.right)
	if !ok {
		return r.drop(at)
	}
	end := len(r.values)
	if min(len(left), len(right)) > 1 && len(left)*len(right) > maxPairs {
		r.gaveUp = true
		left = nil
	}
	for i := range left {
		for j := range right {
			if v, ok := a.of(r, &left[i], &right[j]); ok {
				r.values = append(r.values, v)
			}
		}
	}
	r.values = r.values[:at+copy(r.values[at:], r.values[end:])]
	return true
}

// of returns the result of two values, if there is one.
func (a *arithmetic) of(run *run, l, r *value) (value, bool) {
	run.steps++
	switch {
	case a.t.isBytes():
		return run.maskBytes(l, r)
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
func (r *run) maskBytes(a, b *value) (value, bool) {
	if len(a.bytes) != len(b.bytes) {
		return value{}, false
	}
	at := len(r.arena)
	for i := range a.bytes {
		r.arena = append(r.arena, a.bytes[i]&b.bytes[i])
	}
	return value{bytes: r.arena[at:]}, true
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
