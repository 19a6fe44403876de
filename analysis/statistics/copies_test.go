package statistics_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestCopiesAreNotNeeded: of what processes did nothing changes where all copies are looked at,
// be frames passed, with comments, or neither.
func TestCopiesAreNotNeeded(t *testing.T) {
	const comment = "cnwire:1 task pid=2 ppid=1 comm=two"
	needed := 0
	rapid.Check(t, func(rt *rapid.T) {
		p := newTape(t)
		passed, told := map[uint64]bool{}, map[uint64]bool{}
		some := func(percent int, what string) bool { return rapid.IntRange(1, 100).Draw(rt, what) <= percent }
		passes, tells := some(50, "passes"), some(50, "tells")
		for n := uint64(1); n <= 12; n++ {
			p.at(p.now + time.Duration(rapid.IntRange(0, 1).Draw(rt, "seconds"))*time.Second)
			pid := uint64(rapid.IntRange(1, 3).Draw(rt, "pid"))
			switch rapid.IntRange(0, 4).Draw(rt, "event") {
			case 0:
				p.event(eventFork, fork(pid, pid), 0)
			case 1:
				p.event(eventComm, task(pid, pid), 0, named("x"))
			case 2:
				p.event(eventExit, task(pid, pid), 0)
			default:
				if n == 1 {
					p.event(eventExec, task(pid, pid), 0)
				} else {
					p.records = append(p.records, p.records[108*rapid.IntRange(0, int(n)-2).Draw(rt, "of"):][:108]...) // perhaps late
				}
			}
			passed[n], told[n] = passes && some(40, "passed"), tells && some(30, "told")
		}
		run := func(prepare func(*statistics.Statistics)) (got string) {
			s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("process"))(t), must(statistics.Lookup("comm"))(t)}, func(r *statistics.Row) error {
				for _, c := range r.Cells {
					got += string(c.Append(nil, new(rows.Column))) + " "
				}
				got += "\n"
				return nil
			})
			prepare(s)
			frames.Each(t, p.file(), func(f *analysis.Frame) {
				take := s.Add
				if passed[f.Number] {
					take = s.Pass
				}
				if told[f.Number] {
					f.Comments = []string{comment}
				}
				if err := take(f); err != nil {
					t.Fatal(err)
				}
				f.Comments = nil
			})
			if err := s.End(); err != nil {
				t.Fatal(err)
			}
			return got + fmt.Sprint(s.Late())
		}
		got, want := run(func(*statistics.Statistics) {}), run(statistics.CopiesToo)
		if got != want {
			rt.Fatalf("%s, but with copies\n%s", got, want)
		}
		needed += len(got)
	})
	if !testkit.Few() && needed == 0 {
		t.Error("no process")
	}
}
