package modules

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// No struct of today needs it: the kernel's headers have no attribute there but the alignment of a clock.
func TestPacked(t *testing.T) {
	for _, s := range spec.Default().Structs() {
		if packed(spec.Default(), &s) {
			t.Errorf("%s is packed", s.Name)
		}
	}
	number := func(offset, size int) spec.Field {
		return spec.Field{Offset: offset, Size: size, Type: map[int]spec.Type{1: spec.U8, 2: spec.U16, 4: spec.U32}[size]}
	}
	for _, c := range []struct {
		what string
		s    spec.Struct
		want bool
	}{
		{"a number at an odd place", spec.Struct{Size: 3, Fields: []spec.Field{number(0, 1), number(1, 2)}}, true},
		{"a size that is no multiple", spec.Struct{Size: 5, Fields: []spec.Field{number(0, 4), number(4, 1)}}, true},
		{"neither", spec.Struct{Size: 4, Fields: []spec.Field{number(0, 1), number(1, 1), number(2, 2)}}, false},
	} {
		if got := packed(spec.Default(), &c.s); got != c.want {
			t.Errorf("%s: %v", c.what, got)
		}
	}
}
