package mold

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// clock writes moments. All of a second but the digits behind it is the same, so it is
// made once a second.
type clock struct {
	date, zone string
	utc        bool

	sec         int64 // what follows is of
	made        bool
	front, back []byte // as JSON has them
}

// append appends a moment as a string of JSON.
func (c *clock) append(b []byte, at time.Time) []byte {
	if sec := at.Unix(); !c.made || sec != c.sec {
		local := time.Unix(sec, 0)
		if c.utc {
			local = local.UTC()
		}
		c.sec, c.made = sec, true
		c.front = analysis.AppendJSONString(c.front[:0], local.Format(c.date))
		c.front = c.front[:len(c.front)-1] // the string goes on
		c.back = analysis.AppendJSONString(c.back[:0], local.Format(c.zone))[1:]
	}
	b = append(b, c.front...)
	n := at.Nanosecond()
	for unit := 100_000_000; unit > 0; unit /= 10 {
		b = append(b, '0'+byte(n/unit%10))
	}
	return append(b, c.back...)
}
