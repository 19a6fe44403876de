package filter

import (
	"maps"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
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
	return analysis.Nearest(name, names)
}

// named is the operand that a name makes.
type named struct {
	*subject
	layers []span // or nil for all
	toEnd  bool   // of a protocol: with all that is behind it

	raw   []analysis.Value
	list  []value
	arena []byte
}

func (n *named) typ() *typ { return &n.t }

func (n *named) values(f *analysis.Frame) ([]value, bool) {
	n.list, n.arena = n.list[:0], n.arena[:0]
	if n.field == nil {
		n.protocol(f)
		return n.list, len(n.list) > 0
	}
	n.raw = n.field.Values(f, n.raw[:0])
	for i := range n.raw {
		v := &n.raw[i]
		if n.layers != nil && !n.inLayer(f, v.Off) {
			continue
		}
		var own value
		own, n.arena = valueOf(v, n.arena)
		n.list = append(n.list, own)
	}
	return n.list, len(n.list) > 0
}

// protocol lists the bytes of a protocol.
func (n *named) protocol(f *analysis.Frame) {
	for i := 0; ; i++ {
		var from, to int
		if from, to, i = n.proto.extent(f, i); i < 0 {
			return
		}
		if n.toEnd && n.proto.open {
			to = len(f.Data)
		}
		if n.layers == nil || n.inLayer(f, from) {
			n.list = append(n.list, value{bytes: f.Data[from:to]})
		}
	}
}

// has reports whether the name has a value in a frame.
func (n *named) has(f *analysis.Frame) bool {
	if n.layers != nil {
		_, ok := n.values(f)
		return ok
	}
	if n.field == nil {
		_, _, i := n.proto.extent(f, 0)
		return i >= 0
	}
	n.raw = n.field.Values(f, n.raw[:0])
	return len(n.raw) > 0
}

// inLayer reports whether a value at an offset of the frame is in one of the
// layers that were asked for. They count from 1; a range counts from 0, as in
// tshark.
func (n *named) inLayer(f *analysis.Frame, off int) bool {
	layer, all := 1, 1
	if n.proto != nil {
		layer, all = n.proto.layer(f, off)
	}
	for i := range n.layers {
		r := &n.layers[i]
		from, to, _ := r.cut(all + 1)
		if from <= layer && layer < to {
			return true
		}
	}
	return false
}
