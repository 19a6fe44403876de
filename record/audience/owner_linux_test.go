package audience

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/listeners"
)

func TestParseStat(t *testing.T) {
	comm, start, ok := parseStat([]byte("7 (a) b) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 12345 0 0\n"))
	if comm != "a) b" || start != 123450000000 || !ok {
		t.Errorf("%q %d %v", comm, start, ok)
	}
	for _, s := range []string{"", "7 a", "7 (a) S 1", "7 )a( S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 12345 0 0"} {
		if _, _, ok := parseStat([]byte(s)); ok {
			t.Errorf("%q is a stat", s)
		}
	}
}

func TestListener(t *testing.T) {
	if l := listener(&socket{port: 7, groups: 5}); !slices.Equal(l.Groups, []uint32{1, 3}) || l.State != listeners.Unknown || *l.Drops != 0 {
		t.Errorf("%+v", l)
	}
	if l := listener(&socket{port: 7, groups: 4}); l.State != listeners.Member { // not that of process events
		t.Errorf("%+v", l)
	}
}
