package differences_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/differences"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

func TestText(t *testing.T) {
	for _, c := range []struct {
		d    differences.Difference
		want string
	}{
		{differences.Difference{Frame: 3, Difference: rewrite.Difference{Name: "cn.seq", Nth: 1, OffA: 24, OffB: 24, A: "1", B: "2"}}, "frame 3: cn.seq at byte 24: 1 | 2\n"},
		{differences.Difference{Frame: 3, Difference: rewrite.Difference{Name: "cn.seq", Nth: 2, OffA: 24, OffB: 28, A: "1", B: "2"}}, "frame 3: cn.seq #2 at bytes 24 and 28: 1 | 2\n"},
		{differences.Difference{Frame: 4, Difference: rewrite.Difference{Name: "tail", Nth: 1, OffA: -1, OffB: 9, B: "00"}}, "frame 4: tail at byte 9: (none) | 00\n"},
		{differences.Difference{Frame: 4, Difference: rewrite.Difference{Name: "byte order", Nth: 1, OffA: -1, OffB: -1, A: "little", B: "big"}}, "frame 4: byte order: little | big\n"},
		{differences.Difference{Frame: 4, Difference: rewrite.Difference{Name: "frame.comment", Nth: 1, OffA: -1, OffB: -1, A: "\x1b[2J"}}, "frame 4: frame.comment: \\x1b[2J | (none)\n"},
		{differences.Difference{Frame: 5, Only: "a\x1b.pcap", In: "a", Says: "IGNORE"}, "frame 5 is only in a\\x1b.pcap: IGNORE\n"},
	} {
		if got := string(c.d.AppendText(nil)); got != c.want {
			t.Errorf("%+v: %q, want %q", c.d, got, c.want)
		}
	}
}

// A frame that one capture alone has is a difference, and what it says is that
// capture's.
func TestEach(t *testing.T) {
	all := frames.Read(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"))
	first, last := all[0], all[len(all)-1]
	for _, c := range []struct {
		a, b *analysis.Frame
		want []string
	}{
		{first, first, nil},
		{last, nil, []string{`{"frame":31,"only_in":"a","field":null,"nth":null,"offset_a":null,"offset_b":null,"a":"IGNORE","b":null}`}},
		{nil, first, []string{`{"frame":1,"only_in":"b","field":null,"nth":null,"offset_a":null,"offset_b":null,"a":null,"b":"LISTEN"}`}},
	} {
		var got []string
		differ, err := new(differences.Choice).Each("left", "right", c.a, c.b, func(d *differences.Difference) error {
			got = append(got, string(differences.Columns.AppendJSON(nil, d)))
			return nil
		})
		if !slices.Equal(got, c.want) || differ != (c.want != nil) || err != nil {
			t.Errorf("%v, %v: %q, want %q", differ, err, got, c.want)
		}
	}
	stop := errors.New("enough")
	if differ, err := new(differences.Choice).Each("left", "right", first, last, func(*differences.Difference) error { return stop }); !differ || err != stop {
		t.Errorf("%v, %v", differ, err)
	}
}
