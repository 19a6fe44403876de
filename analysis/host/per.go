package host

import "iter"

// Per keeps a T for each host. Frames that nobody gave a host are of the first.
// The zero value is ready.
type Per[T any] struct {
	first  T
	others []*T // by Number - 1
}

// Of returns what is kept of a host, a zero T at first.
func (p *Per[T]) Of(h *Host) *T {
	if h == nil || h.Number == 0 {
		return &p.first
	}
	return p.At(h.Number)
}

// At returns what is kept of the host with a number.
func (p *Per[T]) At(n int) *T {
	if n == 0 {
		return &p.first
	}
	n--
	for len(p.others) <= n {
		p.others = append(p.others, nil)
	}
	if p.others[n] == nil {
		p.others[n] = new(T)
	}
	return p.others[n]
}

// All are what is kept, in the order of the hosts' numbers; the first is always
// there.
func (p *Per[T]) All() iter.Seq2[int, *T] {
	return func(yield func(int, *T) bool) {
		if !yield(0, &p.first) {
			return
		}
		for i, t := range p.others {
			if t != nil && !yield(i+1, t) {
				return
			}
		}
	}
}
