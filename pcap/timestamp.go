package pcap

import (
	"fmt"
	"math/bits"
	"time"
)

// Resolution is the unit of an interface's time stamps, written as pcapng
// writes if_tsresol: n is 10 to the -n seconds, with the upper bit set 2 to
// the -n.
type Resolution uint8

const (
	Microseconds Resolution = 6
	Nanoseconds  Resolution = 9
)

// String is 10^-6 or 2^-20.
func (r Resolution) String() string {
	if n, binary := r.exponent(); binary {
		return fmt.Sprintf("2^-%d", n)
	}
	return fmt.Sprintf("10^-%d", uint8(r))
}

func (r Resolution) exponent() (n uint, binary bool) { return uint(r & 0x7f), r&0x80 != 0 }

// sensible reports whether 64 bits of ticks can reach a second.
func (r Resolution) sensible() bool {
	n, binary := r.exponent()
	return binary && n < 64 || n < uint(len(pow10))
}

var pow10 = [20]uint64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19}

const second = 1e9 // in nanoseconds

// split turns ticks into seconds and nanoseconds, rounded down.
func (r Resolution) split(ticks uint64) (sec, nsec uint64) {
	switch n, binary := r.exponent(); {
	case r == Microseconds:
		return ticks / 1e6, ticks % 1e6 * 1e3
	case r == Nanoseconds:
		return ticks / 1e9, ticks % 1e9
	case binary && n < 64:
		hi, lo := bits.Mul64(ticks&(1<<n-1), second)
		return ticks >> n, hi<<(64-n) | lo>>n
	case binary:
		hi, _ := bits.Mul64(ticks, second)
		return 0, hi >> (n - 64)
	case n <= 9:
		return ticks / pow10[n], ticks % pow10[n] * pow10[9-n]
	case n < 20:
		return ticks / pow10[n], ticks % pow10[n] / pow10[n-9]
	case n < 29:
		return 0, ticks / pow10[n-9]
	}
	return 0, 0
}

// maxSeconds is how far from 1970 a time is told exactly. The package time
// counts seconds from another year in 64 bits and would wrap beyond.
const maxSeconds = 1 << 62

// time is ticks behind an if_tsoffset of so many seconds, to the nanosecond
// below. Where that is too far from 1970 to be told, it is the last second
// that can be, and not ok.
func (r Resolution) time(ticks uint64, offset int64) (t time.Time, ok bool) {
	sec, nsec := r.split(ticks)
	if sec < maxSeconds/2 && -maxSeconds/2 < offset && offset < maxSeconds/2 {
		return time.Unix(int64(sec)+offset, int64(nsec)).UTC(), true
	}
	// In 128 bits, sign extended.
	lo, carry := bits.Add64(sec, uint64(offset), 0)
	hi, _ := bits.Add64(0, uint64(offset>>63), carry)
	switch {
	case int64(hi) == 0 && lo <= maxSeconds, int64(hi) == -1 && int64(lo) >= -maxSeconds && int64(lo) < 0:
		return time.Unix(int64(lo), int64(nsec)).UTC(), true
	case int64(hi) < 0:
		return time.Unix(-maxSeconds, 0).UTC(), false
	}
	return time.Unix(maxSeconds, 0).UTC(), false
}

// ticks is the other way round. It is not ok if 64 bits do not hold it, and
// not exact if time does not give the same nanosecond again.
func (r Resolution) ticks(t time.Time, offset int64) (ticks uint64, exact, ok bool) {
	sec, nsec := t.Unix(), uint64(t.Nanosecond())
	borrow := offset > 0 && sec < -1<<63+offset || offset < 0 && sec > 1<<63-1+offset
	if sec -= offset; sec < 0 || borrow {
		return 0, false, false
	}
	whole, part, ok := r.join(uint64(sec), nsec)
	ticks, carry := bits.Add64(whole, part, 0)
	if !ok || carry != 0 {
		return 0, false, false
	}
	s, n := r.split(ticks)
	return ticks, s == uint64(sec) && n == nsec, true
}

// join gives the ticks of whole seconds and of what is beyond.
func (r Resolution) join(sec, nsec uint64) (whole, part uint64, ok bool) {
	n, binary := r.exponent()
	switch {
	case binary && n < 64:
		hi, lo := nsec>>(64-n), nsec<<n
		part, rest := bits.Div64(hi, lo, second)
		if rest > 0 {
			// The nanosecond may be what rounding down left of the tick above.
			if hi, lo := bits.Mul64(part+1, second); hi<<(64-n)|lo>>n == nsec {
				part++
			}
		}
		return sec << n, part, sec>>(64-n) == 0
	case !binary && n <= 9:
		hi, lo := bits.Mul64(sec, pow10[n])
		return lo, nsec / pow10[9-n], hi == 0
	case !binary && n < 20:
		hi, lo := bits.Mul64(sec, pow10[n])
		over, part := bits.Mul64(nsec, pow10[n-9])
		return lo, part, hi|over == 0
	case !binary && n < 29:
		over, part := bits.Mul64(nsec, pow10[n-9])
		return 0, part, sec|over == 0
	}
	return 0, 0, sec|nsec == 0
}
