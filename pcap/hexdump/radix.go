package hexdump

import (
	"strconv"
	"strings"
)

// radix is a set of the bases that the offsets of a dump may be written in.
// od has octal by default, and nothing says so until the second line.
type radix uint8

const (
	inHex radix = 1 << iota
	inOctal
	inDecimal
	anyRadix = inHex | inOctal | inDecimal
)

// value reads digits in one base, or returns -1.
func (m radix) value(digits string) int {
	base := 16
	switch m {
	case inOctal:
		base = 8
	case inDecimal:
		base = 10
	}
	v, err := strconv.ParseUint(digits, base, 31) // int may have 32 bits
	if err != nil {
		return -1
	}
	return int(v)
}

// fits returns those of the bases in which digits mean want.
func (m radix) fits(digits string, want int) (left radix) {
	for _, one := range []radix{inHex, inOctal, inDecimal} {
		if m&one != 0 && one.value(digits) == want {
			left |= one
		}
	}
	return left
}

// beyond returns those of the bases in which digits mean more than have by
// whole lines, and what they mean in the first of them.
func (m radix) beyond(digits string, have, line int) (left radix, to int) {
	for _, one := range []radix{inHex, inOctal, inDecimal} {
		if v := one.value(digits); m&one != 0 && v > have && (v-have)%line == 0 {
			if left == 0 {
				to = v
			}
			left |= one
		}
	}
	return left, to
}

// radixOf returns the bases that a tool with such lines knows: od has seven
// digits in octal or decimal, hexdump -b in hexadecimal, and xxd -d is decimal.
func (w *row) radixOf(k rowKind) radix {
	switch {
	case w.colon && !w.prefix:
		return inHex | inDecimal
	case len(w.digits) == 7 && k == octalRow:
		return anyRadix
	case len(w.digits) == 7:
		return inOctal | inDecimal
	}
	return inHex
}

// String names the bases.
func (m radix) String() string {
	var names []string
	for i, name := range []string{"hexadecimal", "octal", "decimal"} {
		if m&(1<<i) != 0 {
			names = append(names, name)
		}
	}
	return strings.Join(names, " or ")
}
