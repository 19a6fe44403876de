package lineage_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/lineage"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// values returns what the fields say of each frame of a script.
func values(t *testing.T, script string, fields ...string) (lines []string) {
	t.Helper()
	s := known.State{Early: true, Context: true}
	frames.Play(t, script, func(f *analysis.Frame) {
		s.Add(f)
		f = f.Clone() // which has its own
		var cells []string
		for _, name := range fields {
			var all []string
			for _, v := range analysis.MustLookup("cn_proc."+name).Values(f, nil) {
				all = append(all, string(v.Append(nil)))
			}
			cells = append(cells, strings.Join(all, ","))
		}
		lines = append(lines, strings.Join(cells, ";"))
	})
	return lines
}

func TestFields(t *testing.T) {
	for _, c := range []struct {
		what, fields, script string
		want                 []string
	}{
		{"ancestors by FORK, the parent first, also when they ended", "ancestors descendant_of", `
			fork 1 10
			fork 10 11
			fork 11 12
			exit 10 10 0
			exec 12
			exit 12 12 0`, []string{"1;1", "10,1;10,1", "11,10,1;11,10,1", "1;1", "11,10,1;11,10,1", "11,10,1;11,10,1"}},
		{"a pid that is given again is another life, whose children are its own", "life ancestors", `
			fork 1 10
			fork 10 11
			exit 10 10 0
			fork 2 10
			fork 10 12
			exec 11
			exec 12
			exec 20`, []string{"1;1", "1;10,1", "1;1", "2;2", "1;10,2", "1;10,1", "1;10,2", "1;"}},
		{"a thread is of its process, and a parent that a comment names is one", "life ancestors", `
			fork 1 10
			thread 10 13 1
			exec 20
			exec 20 | cnwire:1 task pid=20 ppid=5`, []string{"1;1", "1;1", "1;", "1;5"}},
		{"a copy is of the life that its event was of", "life", `
			fork 1 10
			exit 10 10 0
			again 1
			fork 1 10
			again`, []string{"1", "1", "1", "2", "2"}},
		{"each host has its own", "life ancestors", `
			host a
			fork 1 10
			host b
			fork 2 10
			host a
			exec 10`, []string{"1;1", "1;2", "1;1"}},
		{"nothing of what is no event", "life age ancestors", `
			listen`, []string{";;"}},
	} {
		if got := values(t, c.script, strings.Fields(c.fields)...); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", c.want) {
			t.Errorf("%s\ngot  %q\nwant %q", c.what, got, c.want)
		}
	}
}

// Ages are by the kernel's clock, from the FORK on; that of the first EXEC stays.
func TestAges(t *testing.T) {
	got := values(t, `
		fork 1 10
		exec 10
		exec 10
		exit 10 10 0
		exec 20`, "timestamp_ns", "age", "fork_to_exec")
	var stamps []int64
	for _, line := range got {
		var n int64
		fmt.Sscan(strings.ReplaceAll(line, ";", " "), &n)
		stamps = append(stamps, n)
	}
	since := func(i int) string {
		return fmt.Sprintf("%d.%09d", (stamps[i]-stamps[0])/1e9, (stamps[i]-stamps[0])%1e9)
	}
	for i, want := range []string{"0.000000000;", since(1) + ";" + since(1), since(2) + ";" + since(1), since(3) + ";" + since(1), ";"} {
		if _, rest, _ := strings.Cut(got[i], ";"); rest != want || stamps[i] == 0 {
			t.Errorf("frame %d: %s, want %s", i+1, got[i], want)
		}
	}
	if since(2) == since(1) {
		t.Error("the clock stands")
	}
}

// Of a long chain the nearest are told, in constant time each.
func TestDeep(t *testing.T) {
	var script strings.Builder
	for pid := range 200 {
		fmt.Fprintf(&script, "\nfork %d %d", pid+1, pid+2)
	}
	got := values(t, script.String(), "ancestors")
	last := strings.Split(got[len(got)-1], ",")
	if len(last) != lineage.MaxAncestors || last[0] != "200" || last[63] != "137" {
		t.Errorf("%d: %v", len(last), last)
	}
}
