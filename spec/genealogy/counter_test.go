package genealogy

import "testing"

// A number stands for the nearest one of 64 bits, below the first and beyond a
// wrap as well.
func TestCounterNumber(t *testing.T) {
	for _, c := range []struct {
		first, seq uint32
		want       uint64
	}{
		{0, 0, base}, {0, 1, base + 1}, {0, 0xffffffff, base - 1},
		{0xffffffff, 0, base + 1<<32}, {0xffffffff, 0xfffffffe, base + 0xfffffffe},
		{5, 5 + 1<<31 - 1, base + 5 + 1<<31 - 1}, {5, 5 + 1<<31, base + 5 - 1<<31},
	} {
		var k counter
		k.start(&Header{Seq: c.first}, 0)
		if got := k.number(c.seq); got != c.want {
			t.Errorf("%#x after %#x is %#x, want %#x", c.seq, c.first, got, c.want)
		}
	}
}

func TestCounterOld(t *testing.T) {
	const start, stamp = 1000, 100e9
	for _, c := range []struct {
		what          string
		number, stamp uint64
		want          bool
	}{
		{"a copy of the first", start, stamp, true},
		{"its number at another time", start, stamp + 1, false},
		{"shortly before", start - 3, stamp - 5e6, true},
		{"as far before as can be", start - reach, stamp - slack, true},
		{"too many before", start - reach - 1, stamp - 5e6, false},
		{"too long before", start - 3, stamp - slack - 1, false},
		{"long after", start - 3, stamp + slack + 1, false},
		{"between", start + 5, stamp + 2e6, true},
		{"between, long before", start + 5, stamp - slack - 1, false},
	} {
		var k counter
		k.start(&Header{Seq: start, Stamp: stamp}, 0)
		k.advance(base+start+10, &Header{Stamp: stamp + 3e6})
		if got := k.old(base+c.number, c.stamp); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
