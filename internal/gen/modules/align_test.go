package modules

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// One struct of today needs it: in C the number of a w1 slave is an array of eight bytes. The kernel's headers have no
// attribute elsewhere but the alignment of a clock.
func TestPacked(t *testing.T) {
	for _, s := range spec.Default().Structs() {
		if got := packed(spec.Default(), &s); got != (s.Name == "w1_netlink_msg_slave") {
			t.Errorf("%s is packed: %t", s.Name, got)
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
