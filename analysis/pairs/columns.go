package pairs

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// AppendNumber appends a number, or nothing where there is none.
func AppendNumber[T uint32 | uint64 | int](dst []byte, n *T) []byte {
	if n == nil {
		return dst
	}
	return strconv.AppendUint(dst, uint64(*n), 10)
}

// AppendText appends a text, or nothing where there is none.
func AppendText(dst []byte, s *string) []byte {
	if s == nil {
		return dst
	}
	return append(dst, *s...)
}

// AppendLatency appends the seconds from request to reply, with nine decimals.
func (p *Pair) AppendLatency(dst []byte) []byte {
	if p.LatencyNs == nil {
		return dst
	}
	return analysis.AppendDuration(dst, time.Duration(*p.LatencyNs), 9)
}

// AppendAnswer appends what the answer says: ok, or the name or number of an
// error; "reply" where it has no err, and "none" without an answer.
func (p *Pair) AppendAnswer(dst []byte) []byte {
	switch {
	case p.ReplyFrame == nil:
		return append(dst, "none"...)
	case p.Err == nil:
		return append(dst, "reply"...)
	case *p.Err == 0:
		return append(dst, "ok"...)
	case p.ErrName != nil:
		return append(dst, *p.ErrName...)
	}
	return AppendNumber(append(dst, "error "...), p.Err)
}
