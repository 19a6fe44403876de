package filter

import (
	"maps"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/suggest"
)

// subject is what a name stands for: a field or a protocol.
type subject struct {
	t     typ
	field *analysis.Field // nil for a protocol
	proto *proto          // itself, or the one that the field belongs to
}

// lookup returns what a name stands for, or nil. A dot before it says that it is
// a name.
func lookup(name string) *subject {
	name = strings.TrimPrefix(name, ".")
	if p := protocols()[name]; p != nil {
		return &subject{t: typ{class: protocol, name: name}, proto: p}
	}
	fd, err := analysis.Lookup(name)
	if err != nil {
		return nil
	}
	first, _, _ := strings.Cut(name, ".")
	return &subject{t: typeOf(fd), field: fd, proto: protocols()[first]}
}

// near returns the names that are spelled like a wrong one.
func near(name string) []string {
	names := slices.Sorted(maps.Keys(protocols()))
	for _, fd := range analysis.Fields() {
		names = append(names, fd.Name)
	}
	return suggest.Nearest(name, names)
}

// named is the operand that a name makes.
type named struct {
	*subject
	layers []span // or nil for all
	toEnd  bool   // of a protocol: with all that is behind it
}

func (n *named) typ() *typ { return &n.t }

func (n *named) push(r *run) bool {
	at := len(r.values)
	if n.layers != nil {
		r.layersOf(n.proto)
	}
	if n.field == nil {
		n.proto.each(r.Frame, func(from, to int) {
			if n.toEnd && n.proto.open {
				to = len(r.Data)
			}
			if n.inLayer(r, from) {
				r.values = append(r.values, value{bytes: r.Data[from:to]})
			}
		})
		return len(r.values) > at
	}
	r.raw = n.field.Values(r.Frame, r.raw[:0])
	for i := range r.raw {
		if n.inLayer(r, r.raw[i].Off) {
			r.take(&r.raw[i])
		}
	}
	return len(r.values) > at
}

// inLayer reports whether a value at an offset of the frame is in one of the
// layers that were asked for. They count from 1; a range counts from 0, as in
// tshark.
func (n *named) inLayer(r *run, off int) bool {
	if n.layers == nil {
		return true
	}
	layer, all := r.layer(off)
	for i := range n.layers {
		from, to, _ := n.layers[i].cut(all + 1)
		if from <= layer && layer < to {
			return true
		}
	}
	return false
}
