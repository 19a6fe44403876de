package filter

import (
	"cmp"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// class is what a value is compared as.
type class uint8

const (
	unsigned class = iota
	signed
	boolean
	characters
	octets   // bytes of a frame
	protocol // the bytes of a protocol
	moment
	duration
)

// typ is the type of an operand, which says what a constant beside it means.
type typ struct {
	class  class
	bits   int    // of a number, or of a text of the table
	set    string // that names its numbers, or empty
	name   string // of the field, or empty
	sliced bool   // octets cut out of anything
}

// classNames are the names of types, as errors say them.
var classNames = [...]string{
	unsigned:   "unsigned integer",
	signed:     "signed integer",
	boolean:    "boolean",
	characters: "character string",
	octets:     "byte sequence",
	protocol:   "protocol",
	moment:     "date and time",
	duration:   "time offset",
}

func (t *typ) String() string { return classNames[t.class] }

func (t *typ) isNumber() bool { return t.class <= boolean }
func (t *typ) isBytes() bool  { return t.class == octets || t.class == protocol }

// width is the bits that arithmetic with numbers of the type has.
func (t *typ) width() int {
	if t.bits > 32 {
		return 64
	}
	return 32
}

// fits reports whether values of two types can be compared.
func (t *typ) fits(u *typ) bool {
	switch {
	case t.isNumber():
		return u.isNumber()
	case t.isBytes() && u.isBytes():
		return true
	case t.sliced:
		return u.class == characters
	case u.sliced:
		return t.class == characters
	}
	return t.class == u.class
}

// typeOf returns the type of a field.
func typeOf(fd *analysis.Field) typ {
	t := typ{set: fd.Set, name: fd.Name}
	switch fd.Kind {
	case analysis.Uint, analysis.Hex8, analysis.Hex16, analysis.Hex32, analysis.Hex64:
		t.bits = cmp.Or(fd.Bits, 32)
		if t.bits == 1 {
			t.class = boolean
		}
	case analysis.Int:
		t.class, t.bits = signed, cmp.Or(fd.Bits, 32)
	case analysis.Text:
		t.class, t.bits = characters, fd.Bits
	case analysis.Bytes:
		t.class = octets
	case analysis.Time:
		t.class = moment
	case analysis.Epoch, analysis.Duration:
		t.class = duration
	}
	return t
}

// size is what len says of a field's values, other than text and bytes. As in
// tshark, times and what is no bit of a number have none.
func (t *typ) size() int {
	switch {
	case t.class == boolean && strings.HasPrefix(t.name, "netlink.hdr_flags."):
		return 2
	case t.class == unsigned || t.class == signed:
		return t.bits / 8
	}
	return 0
}
