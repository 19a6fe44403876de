package sql

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// calm is a fleet on which nothing was lost or damaged: the truth has all that the tables
// can know. Files are split, compressed and there twice all the same.
func calm() hosts.Options {
	o := hosts.Default(12, 1500)
	o.Drops, o.Cut, o.Garbage = 0, 0, 0
	return o
}

// In DuckDB the questions have the answers of the truth.
func TestTruth(t *testing.T) {
	out, truth := dataset(t, calm())
	db := duckdb(t, out)
	want := answers(truth)
	o := hosts.Default(12, 1500)
	o.Seconds = 300
	lossy, lossyTruth := dataset(t, o)
	lossyDB, lossyWant := duckdb(t, lossy), answers(lossyTruth)
	o = calm()
	o.Seconds = 500
	two, twoTruth := dataset(t, o) // of many hosts two recorders at once
	twoDB, twoWant := duckdb(t, two), answers(twoTruth)
	for _, q := range Questions() {
		got := []string(nil)
		switch q.Name {
		case "losses":
			got, want[q.Name] = ask(t, lossyDB, q.SQL), lossyWant[q.Name]
		case "families", "longest", "parents", "starters":
			got, want[q.Name] = ask(t, twoDB, q.SQL), twoWant[q.Name]
		default:
			got = ask(t, db, q.SQL)
		}
		if len(want[q.Name]) < 3 {
			t.Errorf("%s: %d rows are too few to tell", q.Name, len(want[q.Name]))
		}
		if !slices.Equal(got, want[q.Name]) {
			t.Errorf("%s\n%s\nwant\n%s", q.Text, strings.Join(got, "\n"), strings.Join(want[q.Name], "\n"))
		}
	}
}

// answer is a row with what it is sorted by: numbers, the largest first, then texts and
// numbers, the smallest first.
type answer struct {
	down []int64
	up   []any
	line string
}

// list sorts answers, and takes the first.
func list(all []answer, most int) (lines []string) {
	slices.SortFunc(all, func(a, b answer) int {
		c := slices.Compare(b.down, a.down)
		for i := 0; c == 0 && i < len(a.up); i++ {
			switch v := a.up[i].(type) {
			case string:
				c = strings.Compare(v, b.up[i].(string))
			case int64:
				c = cmp.Compare(v, b.up[i].(int64))
			}
		}
		return c
	})
	for _, a := range all[:min(most, len(all))] {
		lines = append(lines, a.line)
	}
	return lines
}

// child is whose parent somebody was.
type child struct {
	hosts.Boot
	parent int32
}

// answers answers the questions by the truth.
func answers(t *hosts.Truth) map[string][]string {
	started, ended, failed := map[child]int64{}, map[child]int64{}, map[child]int64{}
	codes, depth := map[[2]int64]int64{}, map[string]int64{}
	all := map[string][]answer{}
	streams := map[hosts.Boot]string{}
	for _, of := range t.Of {
		streams[of.Boot] = of.Stream
	}
	type program struct{ ended, failed int64 }
	programs := map[string]program{}
	for _, l := range t.Lives {
		of := child{l.Boot, l.PPID}
		started[of]++
		depth[l.Host] = max(depth[l.Host], int64(l.Depth)+1) // and who ran before
		if l.End == 0 {
			continue
		}
		ended[of]++
		if l.Code != 0 {
			failed[of]++
			codes[[2]int64{int64(l.Code >> 8), int64(l.Code & 127)}]++
		}
		exe := cmp.Or(l.Exe, l.Born)
		if l.Parent >= 0 {
			of := cmp.Or(t.Lives[l.Parent].Exe, t.Lives[l.Parent].Born)
			n := programs[of]
			if n.ended++; l.Code != 0 {
				n.failed++
			}
			programs[of] = n
		}
		lived := int64(l.End - l.Start)
		all["longest"] = append(all["longest"], answer{[]int64{lived}, []any{l.Host, l.Boot.Boot, streams[l.Boot], int64(l.PID)}, fmt.Sprintf("%s\t%s\t%s\t%d\t%d\t%s", l.Host, l.Boot.Boot, streams[l.Boot], l.PID, lived, exe)})
	}
	for of, n := range started {
		all["starters"] = append(all["starters"], answer{[]int64{n}, []any{of.Host, of.Boot.Boot, streams[of.Boot], int64(of.parent)}, fmt.Sprintf("%s\t%s\t%s\t%d\t%d", of.Host, of.Boot.Boot, streams[of.Boot], of.parent, n)})
	}
	for of, n := range failed {
		all["parents"] = append(all["parents"], answer{[]int64{n}, []any{ended[of], of.Host, of.Boot.Boot, streams[of.Boot], int64(of.parent)}, fmt.Sprintf("%s\t%s\t%s\t%d\t%d\t%d", of.Host, of.Boot.Boot, streams[of.Boot], of.parent, ended[of], n)})
	}
	for code, n := range codes {
		all["failures"] = append(all["failures"], answer{[]int64{n}, []any{code[0], code[1]}, fmt.Sprintf("%d\t%d\t%d", code[0], code[1], n)})
	}
	for host, n := range depth {
		all["chains"] = append(all["chains"], answer{[]int64{n}, []any{host}, fmt.Sprintf("%s\t%d", host, n)})
	}
	lost := map[hosts.Boot][3]int64{}
	for _, l := range t.Losses {
		s := lost[l.Boot]
		lost[l.Boot] = [3]int64{s[0] + 1, s[1] + int64(l.Lost), max(s[2], int64(l.Lost))}
	}
	for b, n := range lost {
		all["losses"] = append(all["losses"], answer{[]int64{n[1]}, []any{b.Host, b.Boot, streams[b]}, fmt.Sprintf("%s\t%s\t%s\t%d\t%d\t%d", b.Host, b.Boot, streams[b], n[0], n[1], n[2])})
	}
	on, runs := map[string]map[string]bool{}, map[string]int64{}
	for _, x := range t.Execs {
		if on[x.Exe] == nil {
			on[x.Exe] = map[string]bool{}
		}
		on[x.Exe][x.Host] = true
		runs[x.Exe] += int64(x.Times)
	}
	for exe := range on {
		n := int64(len(on[exe]))
		all["rare"] = append(all["rare"], answer{nil, []any{n, runs[exe], exe}, fmt.Sprintf("%s\t%d\t%d", exe, n, runs[exe])})
	}
	type who struct {
		host string
		port uint32
		comm string
	}
	asked := map[who]int64{}
	for _, p := range t.Pairs {
		if p.Op == "LISTEN" && p.Asked {
			asked[who{p.Host, p.Port, cmp.Or(p.Comm, `\N`)}]++
		}
	}
	for w, n := range asked {
		all["subscribers"] = append(all["subscribers"], answer{[]int64{n}, []any{w.host, int64(w.port), w.comm}, fmt.Sprintf("%s\t%d\t%s\t%d", w.host, w.port, w.comm, n)})
	}
	for exe, n := range programs {
		if n.failed > 0 {
			all["families"] = append(all["families"], answer{[]int64{n.failed}, []any{n.ended, exe}, fmt.Sprintf("%s\t%d\t%d", exe, n.ended, n.failed)})
		}
	}
	lines := map[string][]string{}
	for name, list0 := range all {
		most := 20
		if name == "losses" || name == "failures" || name == "subscribers" {
			most = len(list0)
		}
		lines[name] = list(list0, most)
	}
	return lines
}
