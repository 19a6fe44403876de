package vectors

import (
	"regexp"
	"testing"
)

func TestSelection(t *testing.T) {
	v := &Vector{Name: "datagram/x/little", Kind: Datagram, Struct: "datagram", Order: "little", Accepts: []string{"R1"}, Refuses: []string{"R4"},
		Flags: []string{"overrun", "wrap"}, Source: "table"}
	for _, c := range []struct {
		s    Selection
		want bool
	}{
		{Selection{}, true},
		{Selection{Name: regexp.MustCompile("x/l")}, true},
		{Selection{Name: regexp.MustCompile("^x")}, false},
		{Selection{Kinds: []string{Message, Datagram}}, true},
		{Selection{Kinds: []string{Message}}, false},
		{Selection{Structs: []string{"frame"}}, false},
		{Selection{Orders: []string{"big"}}, false},
		{Selection{Rules: []string{"R4"}}, true},
		{Selection{Rules: []string{"R40"}}, false},
		{Selection{Flags: []string{"wrap"}}, true},
		{Selection{Flags: []string{"loop"}}, false},
		{Selection{Sources: []string{"captured"}}, false},
		{Selection{Rules: []string{"R1"}, Sources: []string{"captured"}}, false},
	} {
		if got := c.s.Has(v); got != c.want {
			t.Errorf("%+v: %t, want %t", c.s, got, c.want)
		}
		if got := len(c.s.Of([]Vector{*v})) == 1; got != c.want {
			t.Errorf("%+v: chosen %t, want %t", c.s, got, c.want)
		}
	}
}
