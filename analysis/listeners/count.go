package listeners

import "strconv"

// Count is what is known of the kernel's counter of listeners (R43): bounds. The zero
// value knows nothing.
type Count struct {
	min, max       int64
	hasMin, hasMax bool
}

// Exactly is a counter that was read.
func Exactly(n int64) Count { return Count{n, n, true, true} }

// Min returns the lower bound, if there is one.
func (c Count) Min() (int64, bool) { return c.min, c.hasMin }

// Max returns the upper bound, if there is one.
func (c Count) Max() (int64, bool) { return c.max, c.hasMax }

// String says it in words: 2, at least 1, at most 0, 1 or 2, 1 to 3, unknown.
func (c Count) String() string {
	n := strconv.FormatInt
	switch {
	case !c.hasMax && (!c.hasMin || c.min < 1): // it may be anything, for it is seldom below 0
		return "unknown"
	case !c.hasMax:
		return "at least " + n(c.min, 10)
	case !c.hasMin:
		return "at most " + n(c.max, 10)
	case c.min == c.max:
		return n(c.min, 10)
	case c.min+1 == c.max:
		return n(c.min, 10) + " or " + n(c.max, 10)
	}
	return n(c.min, 10) + " to " + n(c.max, 10)
}

// add adds a number that lies between two.
func (c *Count) add(least, most int64) { c.min, c.max = c.min+least, c.max+most }

// atLeast is what a message of the kernel's proves. What was concluded before and does
// not go with it was wrong: somebody's request counted for nothing, or for more.
func (c *Count) atLeast(n int64) {
	if !c.hasMin || c.min < n {
		c.min, c.hasMin = n, true
	}
	if c.hasMax && c.max < n {
		c.max, c.hasMax = 0, false
	}
}

// atMost is what a request proves that nobody answered.
func (c *Count) atMost(n int64) {
	if !c.hasMax || c.max > n {
		c.max, c.hasMax = n, true
	}
	if c.hasMin && c.min > n {
		c.min, c.hasMin = 0, false
	}
}

// AtLeast and AtMost are a counter of which one thing is known.
func AtLeast(n int64) (c Count) {
	c.atLeast(n)
	return c
}

func AtMost(n int64) (c Count) {
	c.atMost(n)
	return c
}
