package analysis

import "github.com/cnwire/cnwire/pcap"

// ByInterface keeps something of each interface, by the pointer that all its
// packets have. Package pcap bounds how many there are in a capture. The zero
// value is ready.
type ByInterface[T any] struct {
	of     map[*pcap.Interface]*T
	last   *pcap.Interface // whose is lastOf, for the usual capture with one
	lastOf *T
}

// Of returns what is kept of an interface. For the first packet of one it is
// what fresh makes.
func (b *ByInterface[T]) Of(i *pcap.Interface, fresh func() *T) *T {
	if b.lastOf != nil && b.last == i {
		return b.lastOf
	}
	t := b.of[i]
	if t == nil {
		if b.of == nil {
			b.of = map[*pcap.Interface]*T{}
		}
		t = fresh()
		b.of[i] = t
	}
	b.last, b.lastOf = i, t
	return t
}
