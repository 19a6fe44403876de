package analysis

// Tally is how often each key came. The zero value is ready.
type Tally[K comparable] struct {
	of     map[K]*uint64
	last   K // whose is lastOf: most keys come again at once
	lastOf *uint64
}

// add counts a key, unless it would be one more than most.
func (t *Tally[K]) add(k K, most int) bool {
	if t.lastOf != nil && t.last == k {
		*t.lastOf++
		return true
	}
	n := t.of[k]
	if n == nil {
		if len(t.of) >= most {
			return false
		}
		if t.of == nil {
			t.of = map[K]*uint64{}
		}
		n = new(uint64)
		t.of[k] = n
	}
	t.last, t.lastOf = k, n
	*n++
	return true
}

// Map returns what was counted, in a map of its own.
func (t *Tally[K]) Map() map[K]uint64 {
	m := make(map[K]uint64, len(t.of))
	for k, n := range t.of {
		m[k] = *n
	}
	return m
}
