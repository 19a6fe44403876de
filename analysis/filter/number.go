package filter

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// number reads a number in any base, a character, true or false of a boolean,
// or a name of the type's value set.
func number(t *token, of *typ, negative bool) (value, error) {
	if t.kind == text || t.kind == word && !isDigit(t.written[0]) {
		return name(t, of, negative)
	}
	if t.kind == character {
		return ranged(t.written, uint64(t.bytes[0]), of, negative)
	}
	n, err := strconv.ParseUint(t.written, 0, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return value{}, fmt.Errorf("%q is more than 64 bits hold", t.written)
	case err != nil, strings.ContainsAny(t.written, "_oO"):
		return value{}, fmt.Errorf("%q is not a valid number", t.written)
	}
	return ranged(t.written, n, of, negative)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// ranged refuses a number that no value of the type can be, and gives it its
// sign.
func ranged(written string, n uint64, of *typ, negative bool) (value, error) {
	bits := of.bits
	if of.class == boolean {
		bits = 64
	}
	most := uint64(1)<<bits - 1 // also of 64 bits
	if of.class == signed {
		most >>= 1
	}
	switch {
	case negative && n > uint64(1)<<(of.width()-1):
		return value{}, fmt.Errorf("-%s is too small, minimum %d", written, int64(-1)<<(of.width()-1))
	case negative:
		return value{num: -n, signed: true}, nil
	case n > most:
		return value{}, fmt.Errorf("%q is too big for this field, maximum %d", written, most)
	}
	return value{num: n, signed: of.class == signed}, nil
}

// name reads a word or a string beside a number.
func name(t *token, of *typ, negative bool) (value, error) {
	s := t.written
	if t.kind == text {
		s = string(t.bytes)
	}
	if of.class == boolean {
		switch strings.ToLower(s) {
		case "true":
			return value{num: 1}, nil
		case "false":
			return value{}, nil
		}
	}
	if of.set == "" {
		if t.kind == text {
			return value{}, fmt.Errorf("%v cannot be converted from a string (%s)", of, t.written)
		}
		return value{}, fmt.Errorf("%q is not a valid number", s)
	}
	n, ok := valueByName(of, s)
	if !ok {
		return value{}, unknownValue(s, of)
	}
	return ranged(s, n, of, negative)
}
