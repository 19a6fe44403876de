package analysis

import (
	"encoding/hex"
	"strconv"
	"time"
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
	case Int:
		return strconv.AppendInt(dst, int64(v.Num), 10)
	case Hex8:
		return appendHex(dst, v.Num, 2)
	case Hex16:
		return appendHex(dst, v.Num, 4)
	case Hex32:
		return appendHex(dst, v.Num, 8)
	case Hex64:
		return appendHex(dst, v.Num, 16)
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
		return appendEpoch(dst, int64(v.Num), v.Nsec)
	case Duration:
		return AppendDuration(dst, time.Duration(v.Num), 9)
	}
	return strconv.AppendUint(dst, v.Num, 10)
}

// frameTimeLayout is how tshark 4.0 writes frame.time.
const frameTimeLayout = "Jan _2, 2006 15:04:05.000000000 MST"

// Moment returns the value of a Time or Epoch field, in the local time zone.
func (v *Value) Moment() time.Time { return time.Unix(int64(v.Num), int64(v.Nsec)) }

// appendHex appends v as 0x and at least digits lower-case digits.
func appendHex(dst []byte, v uint64, digits int) []byte {
	dst = append(dst, '0', 'x')
	for i := digits - 1; i >= 0; i-- {
		dst = append(dst, lowerHex[v>>(4*i)&15])
	}
	return dst
}

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
	dst = strconv.AppendInt(dst, sec, 10)
	if decimals == 0 {
		return dst
	}
	dst = append(append(dst, '.'), "000000000"[:decimals]...)
	putNumber(dst, uint64(nsec/units[decimals]))
	return dst
}

// appendEpoch is appendSeconds with nine decimals, in one step for the seconds of ten digits that
// nearly all captures have.
func appendEpoch(dst []byte, sec int64, nsec uint32) []byte {
	if sec < 1e9 || sec >= 1e10 {
		return appendSeconds(dst, sec, nsec, 9)
	}
	dst = append(dst, "0000000000.000000000"...)
	putNumber(dst, uint64(nsec))
	putNumber(dst[:len(dst)-10], uint64(sec))
	return dst
}

// putNumber writes a number over the zeros at the end of b.
func putNumber(b []byte, n uint64) {
	at := len(b)
	for ; n >= 10; n /= 100 {
		at -= 2
		pair := &hundred[n%100]
		b[at+1], b[at] = pair[1], pair[0]
	}
	if n > 0 {
		b[at-1] = '0' + byte(n)
	}
}

// hundred are the numbers below, of two digits each: a division finds two.
var hundred = func() (pairs [100][2]byte) {
	for i := range pairs {
		pairs[i] = [2]byte{'0' + byte(i/10), '0' + byte(i%10)}
	}
	return pairs
}()

// units are how many nanoseconds the last of so many decimals counts.
var units = [...]uint32{1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 100, 10, 1}

// AppendDuration appends a duration in seconds with a number of decimals.
func AppendDuration(dst []byte, d time.Duration, decimals int) []byte {
	n := uint64(d)
	if d < 0 {
		dst = append(dst, '-')
		n = -n // also of the one that has no positive twin
	}
	return appendSeconds(dst, int64(n/1e9), uint32(n%1e9), decimals)
}
