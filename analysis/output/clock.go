package output

import "time"

// clock writes moments in UTC as time.RFC3339Nano has them. The next one is mostly of the
// same second, whose text it keeps.
type clock struct {
	second int64
	text   []byte // of the second: 2006-01-02T15:04:05
}

func (c *clock) append(b []byte, t time.Time) []byte {
	if second := t.Unix(); second != c.second || c.text == nil {
		c.second = second
		c.text = t.UTC().AppendFormat(c.text[:0], "2006-01-02T15:04:05")
	}
	b = append(b, c.text...)
	if n := t.Nanosecond(); n > 0 {
		var digits [10]byte // a dot and nine digits, but for the zeros at their end
		last := 0
		for i := 9; i > 0; i-- {
			digits[i] = byte('0' + n%10)
			if last == 0 && n%10 != 0 {
				last = i
			}
			n /= 10
		}
		digits[0] = '.'
		b = append(b, digits[:last+1]...)
	}
	return append(b, 'Z')
}
