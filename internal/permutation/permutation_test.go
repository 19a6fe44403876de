package permutation

import (
	"crypto/sha256"
	"math"
	"testing"
)

// TestPermutationWhole maps every number of small ranges: none twice, none
// outside, none to itself.
func TestPermutationWhole(t *testing.T) {
	key := sha256.Sum256([]byte("whole"))
	for n := uint32(2); n < 300; n++ {
		for _, lo := range []uint32{0, 1000, math.MaxUint32 - n + 1} {
			p := permutation{&key, 1, lo, lo + n - 1}
			hit := make([]bool, n)
			for i := range n {
				to := p.of(lo + i)
				if to < p.lo || to > p.hi || to == lo+i || hit[to-lo] {
					t.Fatalf("%d to %d: %d is mapped to %d, hit before: %v", p.lo, p.hi, lo+i, to, to-lo < n && hit[to-lo])
				}
				hit[to-lo] = true
			}
		}
	}
}

// TestPermutationScatters finds a network that is one-to-one and hides nothing:
// numbers in a row must not go to numbers in a row.
func TestPermutationScatters(t *testing.T) {
	key := sha256.Sum256([]byte("scatters"))
	p := permutation{&key, 1, 2, 1<<22 - 1}
	var above, near, bit [22]int
	const n = 4000
	for i := range uint32(n) {
		a, b := p.of(1000+i), p.of(1001+i)
		if a < b {
			above[0]++
		}
		if d := int64(a) - int64(b); d > -1000 && d < 1000 {
			near[0]++
		}
		for k := range bit {
			bit[k] += int(a >> k & 1)
		}
	}
	if near[0] > 10 { // 2 are expected
		t.Errorf("%d of %d neighbours stay near", near[0], n)
	}
	for k, ones := range append(bit[:], above[0]) {
		if ones < n*45/100 || ones > n*55/100 {
			t.Errorf("bit %d (the last: which of two neighbours is larger) is set %d times of %d", k, ones, n)
		}
	}
}

// TestMappingForgets goes over the bound of what is remembered.
func TestMappingForgets(t *testing.T) {
	key := sha256.Sum256([]byte("forgets"))
	m := New(&key, 1, [2]uint32{10, 19})
	first := m.Of(15)
	for v := range uint32(3 * maxSeen) {
		m.Of(100 + v)
		if len(m.seen) > maxSeen {
			t.Fatalf("%d numbers are remembered", len(m.seen))
		}
	}
	if again := m.Of(15); again != first {
		t.Errorf("%d, then %d", first, again)
	}
}

func BenchmarkPermutation(b *testing.B) {
	key := sha256.Sum256(nil)
	p := permutation{&key, 1, 2, 1<<22 - 1}
	for i := range uint32(b.N) {
		p.of(2 + i%10000)
	}
}
