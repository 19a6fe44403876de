package rows

import (
	"encoding/hex"
	"math"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/digits"
)

// Append appends the cell for programs: numbers in the unit that the column
// names, times in RFC 3339, bytes in hexadecimal, several texts with commas
// between them. A text stands as it is.
func (c *Cell) Append(dst []byte, as *Column) []byte { return c.append(dst, as, false) }

// AppendHuman appends the cell for people: durations in seconds, rates with one
// decimal, times on the clock of TZ, texts so that no terminal obeys them.
func (c *Cell) AppendHuman(dst []byte, as *Column) []byte {
	n := len(dst)
	return c.escaped(c.append(dst, as, true), n)
}

// escaped escapes what was appended behind n bytes, where it is text.
func (c *Cell) escaped(dst []byte, n int) []byte {
	if c.Kind == Text || c.Kind == Texts {
		return analysis.Escape(dst, n)
	}
	return dst
}

func (c *Cell) append(dst []byte, as *Column, human bool) []byte {
	switch c.Kind {
	case Missing, Absent:
		return append(dst, as.None...)
	case Integer:
		return digits.AppendInt(dst, c.int())
	case Unsigned:
		return digits.AppendUint(dst, c.Num)
	case Float:
		if human {
			return strconv.AppendFloat(dst, c.float(), 'f', 1, 64)
		}
		return strconv.AppendFloat(dst, math.Round(c.float()*1000)/1000, 'f', -1, 64)
	case Bool:
		return strconv.AppendBool(dst, c.Num != 0)
	case Bytes:
		return hex.AppendEncode(dst, c.Data)
	case Time:
		return appendTime(dst, c.int(), as.Form, human)
	case Duration:
		return appendDuration(dst, time.Duration(c.Num), as.Form, human)
	case Texts:
		n := len(dst)
		for item := range c.items {
			if len(dst) > n {
				dst = append(dst, ',')
			}
			dst = append(dst, item...)
		}
		return dst
	}
	return append(dst, c.Data...)
}

// items yields the texts of a list.
func (c *Cell) items(yield func([]byte) bool) {
	start := 0
	for i, b := range c.Data {
		if b == 0 {
			if !yield(c.Data[start:i]) {
				return
			}
			start = i + 1
		}
	}
}

func appendTime(dst []byte, ns int64, as Form, human bool) []byte {
	at := time.Unix(0, ns)
	switch {
	case as == Clock:
		return appendClock(dst, at)
	case as == RFC3339N:
		return at.UTC().AppendFormat(dst, "2006-01-02T15:04:05.000000000Z")
	case human && as != RFC3339:
		return at.Local().AppendFormat(dst, "2006-01-02 15:04:05.000000")
	}
	return at.UTC().AppendFormat(dst, time.RFC3339Nano)
}

// appendClock appends the time of day as 15:04:05.000000, in a quarter of the time that
// Time.AppendFormat takes for it.
func appendClock(dst []byte, at time.Time) []byte {
	hour, minute, second := at.Clock()
	us := at.Nanosecond() / 1000
	digits := [...]byte{0, 0, ':', 0, 0, ':', 0, 0, '.', 0, 0, 0, 0, 0, 0}
	pair := func(i, n int) { digits[i], digits[i+1] = '0'+byte(n/10), '0'+byte(n%10) }
	pair(0, hour)
	pair(3, minute)
	pair(6, second)
	pair(9, us/10000)
	pair(11, us/100%100)
	pair(13, us%100)
	return append(dst, digits[:]...)
}

func appendDuration(dst []byte, d time.Duration, as Form, human bool) []byte {
	switch {
	case as == Seconds6:
		return analysis.AppendDuration(dst, d, 6)
	case as == Seconds9, human:
		return analysis.AppendDuration(dst, d, 9)
	}
	return digits.AppendInt(dst, int64(d))
}
