package pcap

import (
	"math"
	"math/big"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// ticksOf is how many ticks of a resolution make a second.
func ticksOf(r uint8) *big.Int {
	base := int64(10)
	if r&0x80 != 0 {
		base = 2
	}
	return new(big.Int).Exp(big.NewInt(base), big.NewInt(int64(r&0x7f)), nil)
}

// nanoseconds since 1970, rounded down, in numbers without bounds.
func nanoseconds(r uint8, ticks uint64, offset int64) *big.Int {
	n := new(big.Int).Mul(new(big.Int).SetUint64(ticks), big.NewInt(1e9))
	n.Div(n, ticksOf(r))
	return n.Add(n, new(big.Int).Mul(big.NewInt(offset), big.NewInt(1e9)))
}

func bigTime(t time.Time) *big.Int {
	n := new(big.Int).Mul(big.NewInt(t.Unix()), big.NewInt(1e9))
	return n.Add(n, big.NewInt(int64(t.Nanosecond())))
}

var someTicks = []uint64{0, 1, 2, 999, 1 << 10, 1700000000, 1700000000123456, 1700000000123456789, 1<<32 - 1, 1 << 62, 1<<63 - 1, 1 << 63, math.MaxUint64 - 1, math.MaxUint64}
var someOffsets = []int64{0, 1, -1, 1700000000, -1700000000, 1 << 61, -1 << 61, 1 << 62, -1 << 62, math.MaxInt64, math.MinInt64}

// TestEveryResolution holds all 256 against numbers without bounds.
func TestEveryResolution(t *testing.T) {
	limit := big.NewInt(maxSeconds)
	near, far := 0, 0
	for res := range 256 {
		for _, ticks := range someTicks {
			for _, offset := range someOffsets {
				got, ok := Resolution(res).time(ticks, offset)
				want := nanoseconds(uint8(res), ticks, offset)
				sec := new(big.Int).Div(want, big.NewInt(1e9))
				if inside := sec.CmpAbs(limit) <= 0; inside != ok {
					t.Errorf("%v: %d ticks and %d seconds: ok is %v", Resolution(res), ticks, offset, ok)
				}
				if !ok {
					far++
					if got.Unix() != maxSeconds && got.Unix() != -maxSeconds || (got.Unix() > 0) != (want.Sign() > 0) {
						t.Errorf("%v: %d ticks and %d seconds are %v", Resolution(res), ticks, offset, got)
					}
					continue
				}
				near++
				if bigTime(got).Cmp(want) != 0 || got.Location() != time.UTC {
					t.Errorf("%v: %d ticks and %d seconds are %v, not %v ns", Resolution(res), ticks, offset, got, want)
				}
			}
		}
	}
	if near < 10000 || far < 1000 {
		t.Errorf("%d times in range, %d out of it", near, far)
	}
}

// TestTicks turns ticks into a time and back: the same time, and where a tick
// is no shorter than a nanosecond the same ticks.
func TestTicks(t *testing.T) {
	inexact, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		res := Resolution(rapid.Uint8().Draw(t, "resolution"))
		ticks := rapid.Uint64().Draw(t, "ticks")
		offset := int64(rapid.Int32().Draw(t, "offset"))
		at, ok := res.time(ticks, offset)
		if !ok {
			return
		}
		got, exact, ok := res.ticks(at, offset)
		n, binary := res.exponent()
		if binary && n >= 64 {
			return // no second fits
		}
		again, _ := res.time(got, offset)
		if !ok || !exact || !again.Equal(at) {
			t.Fatalf("%v: %d ticks are %v, that is %d ticks (%v, %v) and %v", res, ticks, at, got, exact, ok, again)
		}
		if coarse := binary && n < 30 || !binary && n <= 9; coarse && got != ticks {
			t.Fatalf("%v: %d ticks became %d", res, ticks, got)
		}
		// Any other time goes down to a tick, or says that none holds it.
		other := time.Unix(rapid.Int64Range(-1<<40, 1<<40).Draw(t, "second"), rapid.Int64Range(0, 999999999).Draw(t, "nanosecond"))
		got, exact, ok = res.ticks(other, offset)
		want := new(big.Int).Mul(new(big.Int).Sub(bigTime(other), new(big.Int).Mul(big.NewInt(offset), big.NewInt(1e9))), ticksOf(uint8(res)))
		want.Div(want, big.NewInt(1e9)) // rounded down
		if !ok {
			refused++
			if want.Sign() >= 0 && want.BitLen() < 64 && res.sensible() {
				t.Fatalf("%v: %v is refused, and %v ticks would do", res, other, want)
			}
			return
		}
		if exact {
			if again, _ := res.time(got, offset); !again.Equal(other) {
				t.Fatalf("%v: %v is exactly %d ticks, which is %v", res, other, got, again)
			}
		} else if inexact++; want.Cmp(new(big.Int).SetUint64(got)) != 0 {
			t.Fatalf("%v: %v is %d ticks, not %v", res, other, got, want)
		}
	})
	if !testkit.Few() && (inexact < 5 || refused < 5) {
		t.Errorf("%d times between ticks, %d beyond them", inexact, refused)
	}
}

func TestTicksBeyond(t *testing.T) {
	for _, c := range []struct {
		res    Resolution
		sec    int64
		offset int64
	}{
		{6, -1, 0}, {6, 5, 6}, {6, math.MinInt64, 1}, {6, math.MaxInt64, -1}, {0, math.MinInt64, 1}, {9, 1 << 62, 0}, {0x80 | 40, 1 << 24, 0}, {12, 1700000000, 0}, {19, 2, 0}, {20, 1, 0}, {0xff, 1, 0},
	} {
		if ticks, _, ok := c.res.ticks(time.Unix(c.sec, 0), c.offset); ok {
			t.Errorf("%v: second %d behind %d is %d ticks", c.res, c.sec, c.offset, ticks)
		}
	}
	if ticks, exact, ok := Resolution(12).ticks(time.Unix(1700000000, 5), 1700000000); !ok || !exact || ticks != 5000 {
		t.Errorf("picoseconds behind an offset: %d, %v, %v", ticks, exact, ok)
	}
}

func TestResolutionText(t *testing.T) {
	check(t, "decimal", "10^-6", Microseconds.String())
	check(t, "binary", "2^-20", Resolution(0x80|20).String())
	check(t, "largest", "2^-127", Resolution(255).String())
	for res, want := range map[Resolution]bool{0: true, 6: true, 19: true, 20: false, 127: false, 0x80: true, 0x80 | 63: true, 0x80 | 64: false, 255: false} {
		check(t, res.String(), want, res.sensible())
	}
}
