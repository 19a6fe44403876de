package analysis

import (
	"encoding/hex"
	"time"

	"github.com/cnwire/cnwire/internal/digits"
)

// Kind says how a field's values are stored and written.
type Kind uint8

const (
	Uint     Kind = iota // unsigned, decimal
	Int                  // signed, decimal
	Hex8                 // unsigned, 0x01
	Hex16                // unsigned, 0x0003
	Hex32                // unsigned, 0x00000002
	Hex64                // unsigned, 0x0000000000000001
	Text                 // characters
	Bytes                // 01:02:03
	Time                 // a moment
	Epoch                // a moment, in seconds since 1970
	Duration             // seconds with nine decimals
)

// Value is one value of a field in one frame.
type Value struct {
	Field    *Field
	Off, Len int    // its place in Frame.Data; Len is 0 when it stands nowhere
	Num      uint64 // Uint, Hex8 to Hex64; Int and Duration (ns) as int64; Time and Epoch: seconds
	Nsec     uint32 // Time and Epoch: nanoseconds within the second
	Text     string // Text that the capture does not hold literally
	Data     []byte // Text and Bytes of the frame
}

// Append appends the value as tshark -T fields prints it, but a Text of a file,
// a comment say, as it stands there: what shows it on a line escapes it.
func (v *Value) Append(dst []byte) []byte {
	switch v.Field.Kind {
	case Text:
		if v.Data != nil {
			return AppendText(dst, v.Data)
		}
		return append(dst, v.Text...)
	case Bytes:
		return appendColons(dst, v.Data)
	case Time:
		return v.Moment().AppendFormat(dst, frameTimeLayout)
	case Epoch:
		return appendSeconds(dst, int64(v.Num), v.Nsec, 9)
	case Duration:
		return AppendDuration(dst, time.Duration(v.Num), 9)
	}
	return v.Field.Kind.appendNumber(dst, v.Num)
}

// isNumber reports whether all of a value is Value.Num.
func (k Kind) isNumber() bool { return k <= Hex64 }

// appendNumber is Value.Append of such a value.
func (k Kind) appendNumber(dst []byte, n uint64) []byte {
	switch k {
	case Int:
		return digits.AppendInt(dst, int64(n))
	case Hex8:
		return digits.AppendHex(dst, n, 2)
	case Hex16:
		return digits.AppendHex(dst, n, 4)
	case Hex32:
		return digits.AppendHex(dst, n, 8)
	case Hex64:
		return digits.AppendHex(dst, n, 16)
	}
	return digits.AppendUint(dst, n)
}

// frameTimeLayout is how tshark 4.0 writes frame.time.
const frameTimeLayout = "Jan _2, 2006 15:04:05.000000000 MST"

// Moment returns the value of a Time or Epoch field, in the local time zone.
func (v *Value) Moment() time.Time { return time.Unix(int64(v.Num), int64(v.Nsec)) }

// appendColons appends bytes as 01:02:03.
func appendColons(dst, b []byte) []byte {
	for i, c := range b {
		if i > 0 {
			dst = append(dst, ':')
		}
		dst = hex.AppendEncode(dst, []byte{c})
	}
	return dst
}

// appendSeconds appends a count of seconds and nanoseconds with a number of
// decimals from 0 to 9, cutting what is smaller.
func appendSeconds(dst []byte, sec int64, nsec uint32, decimals int) []byte {
	if sec < 0 && nsec > 0 { // -0.25 is stored as -1 s and 750 ms
		sec, nsec = sec+1, 1e9-nsec
		if sec == 0 {
			dst = append(dst, '-')
		}
	}
	dst = digits.AppendInt(dst, sec)
	if decimals == 0 {
		return dst
	}
	end := len(dst) + 1 + decimals
	return digits.AppendNine(append(dst, '.'), nsec)[:end]
}

// AppendDuration appends a duration in seconds with a number of decimals.
func AppendDuration(dst []byte, d time.Duration, decimals int) []byte {
	n := uint64(d)
	if d < 0 {
		dst = append(dst, '-')
		n = -n // also of the one that has no positive twin
	}
	return appendSeconds(dst, int64(n/1e9), uint32(n%1e9), decimals)
}
