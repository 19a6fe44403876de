package genealogy

import "testing"

// numbersOf returns a chain.
func numbersOf(x *index, hash uint32) (list []uint64) {
	for n := x.latest(hash); n != 0; n = x.older(n) {
		list = append(list, n)
	}
	return list
}

// A ring of 256 gives back its latest 256 entries, latest first, before and after
// each doubling and after it has gone round.
func TestIndex(t *testing.T) {
	x := index{max: 256}
	if got := numbersOf(&x, 1); got != nil {
		t.Fatalf("an empty index has %v", got)
	}
	sizes := map[int]bool{}
	for n := uint64(1); n <= 2000; n++ {
		slot, grown := x.add(uint32(n % 3 * 1000))
		if grown != !sizes[x.size()] {
			t.Fatalf("entry %d: grown is %v at size %d", n, grown, x.size())
		}
		sizes[x.size()] = true
		if slot != x.slot(n) {
			t.Fatalf("entry %d is in slot %d and in slot %d", n, slot, x.slot(n))
		}
		count := 0
		for rest := range uint64(3) {
			before := n + 1
			for _, m := range numbersOf(&x, uint32(rest*1000)) {
				if m >= before || m%3 != rest && x.hash[x.slot(m)] == rest*1000 {
					t.Fatalf("%d after %d in the chain of %d", m, before, rest)
				}
				if before = m; m%3 == rest {
					count++
				}
			}
		}
		if count != int(min(n, 256)) {
			t.Fatalf("%d of %d entries are found", count, min(n, 256))
		}
	}
	if len(sizes) != 3 {
		t.Errorf("sizes %v, want 64, 128 and 256", sizes)
	}
}

// What is removed is skipped, wherever it stands in its chain.
func TestIndexRemove(t *testing.T) {
	for gone := uint64(1); gone <= 4; gone++ {
		x := index{max: 128}
		for range 4 {
			x.add(5)
		}
		newer := gone + 1
		if gone == 4 {
			newer = 0
		}
		x.remove(5, newer, gone)
		for range 60 { // none is moved, and then all are
			x.add(6)
		}
		before := numbersOf(&x, 5)
		x.add(6)
		got := numbersOf(&x, 5)
		if len(got) != 3 || len(before) != 3 {
			t.Fatalf("without %d: %v, and %v when the ring has grown", gone, before, got)
		}
		for _, n := range got {
			if n == gone {
				t.Fatalf("%d is still there: %v", gone, got)
			}
		}
	}
}

// Counters and small numbers spread over a table.
func TestMixSpreads(t *testing.T) {
	const size = 1 << 12
	for name, number := range map[string]func(i uint32) uint32{
		"acks":    func(i uint32) uint32 { return mix(i, 0, 0) },
		"strides": func(i uint32) uint32 { return mix(i*4096, 0, 0) },
		"ids":     func(i uint32) uint32 { return mix(3, 1, i) },
		"cpus":    func(i uint32) uint32 { return mix(i/8, i%8, i*1000) },
	} {
		var fill [size]int
		worst := 0
		for i := range uint32(size) {
			b := number(i) & (size - 1)
			fill[b]++
			worst = max(worst, fill[b])
		}
		if worst > 16 {
			t.Errorf("%s: %d of %d in one bucket", name, worst, size)
		}
	}
}
