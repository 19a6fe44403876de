package who_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/who"
)

// said lists what is known of a passage, each number in the order of the parts.
func said(p *who.Passage) string {
	var list []string
	for k := who.SenderPort; k <= who.CausedBy; k++ {
		if n, ok := p.Get(k); ok {
			list = append(list, fmt.Sprintf("%d:%d", k, n))
		}
	}
	if p != nil && p.Comm != "" {
		list = append(list, fmt.Sprintf("%q", p.Comm))
	}
	return strings.Join(list, " ")
}

// What the lines sender and delivery say, by record/COMMENTS.md.
func TestReadPassage(t *testing.T) {
	for _, c := range []struct {
		comments string
		want     string
	}{
		{"cnwire:1 sender port=4294967295 pid=100 tid=101 uid=4294967294 gid=0 comm=\"a \\xff\" pidns=4026531836 group=1", `0:4294967295 1:100 2:101 3:4294967294 4:0 5:4026531836 7:1 "a \xff"`},
		{"cnwire:1 delivery group=1 result=-3 tid=0", "7:1 8:-3 9:0"},
		{"cnwire:1 delivery port=0x10 result=0", "6:16 8:0"},
		{"seen by me\ncnwire:1 sender port=7\ncnwire:1 sender port=8 new=1", "0:8"},
		{"cnwire:1 delivery comm=x pid=1 uid=2", ""},
		{"cnwire:1 sender result=0 port=x pid=4294967296 uid=-1 gid= tid=1.5", ""},
		{"cnwire:1 task pid=1 comm=x", "none"},
		{"cnwire:2 sender port=1", "none"},
		{"cnwire:1 sender port=1 broken", "none"},
		{"", "none"},
	} {
		p := who.ReadPassage([]string{"", c.comments})
		got := said(p)
		if p == nil {
			got = "none"
		}
		if got != c.want {
			t.Errorf("%s\nsays %s\nwant %s", c.comments, got, c.want)
		}
	}
	if p := who.ReadPassage(nil); p != nil || p.Sender() != 0 {
		t.Error("nothing says something")
	}
	if port := who.ReadPassage([]string{"cnwire:1 sender port=4294967295"}).Sender(); port != 4294967295 {
		t.Error(port)
	}
}
