package who_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/who"
)

// What a packet's comments say, by the grammar of record/COMMENTS.md.
func TestRead(t *testing.T) {
	got := who.Read([]string{
		"seen by me\ncnwire:1 task pid=20 comm=a exe=/a\r\ncnwire:1 task pid=10 ppid=0x1f exe=\"/b c\" cwd=/w cgroup=/g container=k uid=0 gid=0 start=5 arg=x arg=\"y \\\"z\\\"\"",
		"cnwire:1 task pid=20 comm=b ppid=1 unknown=1\ncnwire:1 task pid=30 race=gone comm=c\n cnwire:1 task pid=40 comm=indented",
	})
	var all []string
	for _, task := range got.Tasks {
		all = append(all, fmt.Sprintf("%d<%d,%v %s %q", task.PID, task.Parent, task.HasParent, task.Comm, task.Facts))
	}
	want := `10<31,true  ["/b c" "x y \"z\"" "/w" "/g" "k"]
20<1,true b ["/a" "" "" "" ""]`
	if lines := strings.Join(all, "\n"); lines != want {
		t.Errorf("%s\nwant\n%s", lines, want)
	}
	if got.Of(10) == nil || got.Of(20) == nil || got.Of(15) != nil || got.Of(40) != nil {
		t.Error("a pid has another's line, or none")
	}
	for _, nothing := range [][]string{nil, {}, {"", "remark"}, {"comm="}, {"cnwire:1 host name=a"}, {"cnwire:1 task pid=1 race=reused"}, {"cnwire:3 task pid=1"}, {"cnwire:1 task pid=0 comm=a"}, {"cnwire:1 task comm=a"}} {
		if told := who.Read(nothing); told != nil || told.Of(1) != nil || told.Name(1) != "" {
			t.Errorf("%q says %+v", nothing, told)
		}
	}
}

// A packet's process has the name of the last line that names it.
func TestName(t *testing.T) {
	for _, c := range []struct{ comment, want string }{
		{"comm=a", "a"},
		{"comm=a\ncomm=b", "a"}, // the first of a comment, as ever
		{"comm=a\ncnwire:1 task pid=7 comm=b", "b"},
		{"comm=a\ncnwire:1 task pid=7 exe=/b", "a"},
		{"comm=a\ncnwire:1 task pid=8 comm=b", "a"},
		{"cnwire:1 task pid=8 comm=b", ""},
		{"comm=a b\tc\r", "a b\tc"},
	} {
		if got := who.Read([]string{c.comment}).Name(7); got != c.want {
			t.Errorf("%q: %q, want %q", c.comment, got, c.want)
		}
	}
	if got := who.Read([]string{"cnwire:1 task pid=7 comm=b", "comm=a"}).Name(7); got != "a" {
		t.Errorf("a later comment does not hold: %q", got)
	}
}

// Facts never change: a child that has its parent's keeps them.
func TestFactsStay(t *testing.T) {
	parent := (*who.Facts)(nil).With(&who.Facts{who.Exe: "/a", who.Cwd: "/w"})
	was := *parent
	child := parent.With(&who.Facts{who.Exe: "/b"})
	left := parent.Exec()
	if *parent != was || *child != (who.Facts{who.Exe: "/b", who.Cwd: "/w"}) || *left != (who.Facts{who.Cwd: "/w"}) {
		t.Errorf("%q, %q, %q", *parent, *child, *left)
	}
	if (*who.Facts)(nil).Exec() != nil || (&who.Facts{who.Cmdline: "a"}).Exec() != nil || parent.With(new(who.Facts)) != parent || parent.With(&was) != parent {
		t.Error("nothing is something, or takes memory")
	}
	for k := range who.NumFacts {
		if k.String() == "" || k.Doc() == "" {
			t.Errorf("%d has no name", k)
		}
	}
}
