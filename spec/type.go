package spec

import "strings"

// Type says how the bytes of a field are read and shown.
type Type string

// The types of fields. Numbers whose name starts with x are shown in hexadecimal
// with all digits (0x%02x to 0x%016x), the others in decimal.
const (
	U8    Type = "u8"
	U16   Type = "u16"
	U32   Type = "u32"
	U64   Type = "u64"
	S32   Type = "s32"
	S64   Type = "s64"
	X8    Type = "x8"
	X16   Type = "x16"
	X32   Type = "x32"
	X64   Type = "x64"
	Text  Type = "text"  // char array, NUL-terminated unless full
	Bytes Type = "bytes" // bytes without a meaning
	Pad   Type = "pad"   // a gap, which has no value, no filter and mostly no member in C; only bytes show it
	Union Type = "union" // one arm out of several
)

// nested starts the type of a field that is a struct of the table. Load replaces
// such a field by the fields of that struct, so that no user of the table meets it.
const nested = "struct:"

// Size returns how many bytes a number of this type has, 0 for all other types.
func (t Type) Size() int {
	switch t {
	case U8, X8:
		return 1
	case U16, X16:
		return 2
	case U32, S32, X32:
		return 4
	case U64, S64, X64:
		return 8
	}
	return 0
}

// Number reports whether the type is a number, signed or not.
func (t Type) Number() bool { return t.Size() > 0 }

// Signed reports whether the type is a signed number.
func (t Type) Signed() bool { return t == S32 || t == S64 }

// Hex reports whether the type is a number that is shown in hexadecimal.
func (t Type) Hex() bool { return t == X8 || t == X16 || t == X32 || t == X64 }

// Int returns the value of a signed number from its bits as a Claim holds them.
func (t Type) Int(bits uint64) int64 {
	if t == S32 {
		return int64(int32(bits))
	}
	return int64(bits)
}

func (t Type) known() bool {
	switch t {
	case Text, Bytes, Pad, Union:
		return true
	}
	return t.Number() || strings.HasPrefix(string(t), nested)
}
