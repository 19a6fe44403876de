package filter

import (
	"fmt"
	"strconv"
	"strings"
)

// literal makes a constant of a word, a string or a character beside an operand
// of type t, which is nil where none is. negative is a minus before it.
func (c *compiler) literal(n *literalNode, t *typ, negative bool) operand {
	if t == nil {
		panic(c.noOperand(n))
	}
	k := &constant{t: *t}
	v := &k.list[0]
	var err error
	switch {
	case t.isNumber():
		*v, err = number(&n.token, t, negative)
	case t.class == duration:
		*v, err = offsetTime(&n.token, negative)
	case negative:
		err = fmt.Errorf("a minus has no meaning before a %v", t)
	case t.class == moment:
		*v, err = date(&n.token)
	case n.token.kind != word:
		v.bytes = n.token.bytes
	case t.class == characters:
		v.bytes = []byte(n.token.written)
	default:
		v.bytes, err = byteString(n.token.written)
	}
	if err == nil {
		return k
	}
	e := c.wrong(n, "%v", err)
	if wrong, ok := err.(*Error); ok {
		e.Msg, e.Near = wrong.Msg, wrong.Near
	} else if n.token.kind == word && strings.Contains(n.token.written, ".") && isLetter(n.token.written[0]) {
		e.Near = near(n.token.written)
	}
	panic(e)
}

// byteString reads bytes: two hexadecimal digits each, in one piece or with
// colons, dots or minuses between them, four between dots, or one byte as 0xff. A
// colon before them says that they are bytes.
func byteString(s string) ([]byte, error) {
	bad := fmt.Errorf("%q is not a valid byte string", s)
	if len(s) == 4 && (s[:2] == "0x" || s[:2] == "0X") {
		s = s[2:]
	}
	s = strings.TrimPrefix(s, ":")
	var b []byte
	separator := strings.IndexAny(s, ":.-")
	if separator < 0 {
		for ; len(s) > 2; s = s[2:] {
			if !appendByte(&b, s[:2]) {
				return nil, bad
			}
		}
		if !appendByte(&b, s) {
			return nil, bad
		}
		return b, nil
	}
	for part := range strings.SplitSeq(s, s[separator:separator+1]) {
		if len(part) == 4 && s[separator] == '.' && appendByte(&b, part[:2]) {
			part = part[2:]
		}
		if !appendByte(&b, part) || s[separator] == ':' && len(part) == 1 {
			return nil, bad
		}
	}
	return b, nil
}

// appendByte appends a byte of one or two digits.
func appendByte(b *[]byte, s string) bool {
	v, err := strconv.ParseUint(s, 16, 8)
	*b = append(*b, byte(v))
	return err == nil && len(s) <= 2
}
