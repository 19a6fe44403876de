package processes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestHostsApart: of each of two hosts a table says the same as one of that host alone, of lives,
// of events, of what is odd, and of what comments tell; also of frames that are passed, of events
// as they stand, and of the processes that are kept. R31a
func TestHostsApart(t *testing.T) {
	said := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		prompt, keeps := rapid.Bool().Draw(rt, "prompt"), rapid.Bool().Draw(rt, "keeps")
		var lines []string
		passed := map[string]bool{} // by what the packet is
		for range rapid.IntRange(2, 40).Draw(rt, "lines") {
			pid, child := rapid.IntRange(1, 5).Draw(rt, "pid"), rapid.IntRange(1, 5).Draw(rt, "child")
			line := rapid.SampledFrom([]string{
				"host a", "host b", fmt.Sprint("fork ", pid, " ", child), fmt.Sprint("exec ", pid), fmt.Sprint("exit ", pid, " ", pid, " 0"),
				fmt.Sprint("exec ", pid, " | cnwire:1 task pid=", child, " ppid=", pid, " comm=x exe=/bin/x"),
			}).Draw(rt, "line")
			lines = append(lines, line)
		}
		lines = append([]string{"host a", "exec 1", "host b", "exec 1"}, lines...)
		packets := frames.Packets(t, strings.Join(lines, "\n"))
		swap := rapid.IntRange(0, 9).Draw(rt, "one comes late")
		if swap+1 < len(packets) {
			packets[swap], packets[swap+1] = packets[swap+1], packets[swap]
		}
		for i := range packets {
			passed[fmt.Sprint(i)] = rapid.IntRange(0, 3).Draw(rt, "passed") == 0
		}
		run := func(only string) (got map[string][]string) {
			got = map[string][]string{}
			say := func(host string, what string, how ...any) {
				if said[what]++; only == "" || only == host || host == "" {
					got[host] = append(got[host], what+fmt.Sprint(how...))
				}
			}
			of := map[*processes.Life]string{}
			table := processes.Table{
				Prompt: prompt,
				Each: func(p *processes.Process) error {
					say(p.Host, "each", p.PID, p.PPID, p.First.Frame, p.Last.Frame, p.End.Frame, p.Chosen, p.Called(), p.Execs, p.Children, p.Partial, p.Facts != nil)
					return nil
				},
				Trace: func(e *processes.Event, l, parent *processes.Life) {
					of[l] = e.Host.Name
					say(e.Host.Name, "trace", e.Frame, l.PID(), e.Chosen)
				},
				Forget: func(l *processes.Life) {
					if of[l] != "" {
						say(of[l], "forget", l.PID())
					}
				},
				Told:     func(l *processes.Life) { say("", "told", l.PID(), l.Name()) }, // which host's, it does not say
				Unlisted: func(p *processes.Process) { say(p.Host, "unlisted", p.PID, p.Called()) },
				Odd:      func(o *processes.Odd) { say(o.Host.Name, "odd", o.Kind, o.Frame, o.Before, o.Passed) },
			}
			if keeps {
				table.Keep = func(p *processes.Process) bool { return p.PID%2 == 0 }
			}
			var all analysis.Frames
			var hosts host.Hosts
			for i, p := range packets {
				if only != "" && !strings.HasSuffix(p.Interface.Comments[0], "name="+only) {
					all.Host = &host.Host{Number: 1}
					all.Feed(&p) // which has a number
					continue
				}
				all.Host = hosts.Of(host.File{Name: "f"}, p.Interface)
				f := all.Feed(&p)
				take := table.Add
				if passed[fmt.Sprint(i)] {
					take = table.Pass
				}
				if err := take(f); err != nil {
					t.Fatal(err)
				}
			}
			if err := table.Finish(); err != nil {
				t.Fatal(err)
			}
			for _, of := range got {
				slices.Sort(of)
			}
			return got
		}
		both, alone := run(""), map[string]map[string][]string{}
		for _, only := range []string{"a", "b"} {
			if alone[only] = run(only); !slices.Equal(both[only], alone[only][only]) {
				rt.Fatalf("%s:\n%s\nalone\n%s", only, strings.Join(both[only], "\n"), strings.Join(alone[only][only], "\n"))
			}
		}
		told := append(alone["a"][""], alone["b"][""]...)
		if slices.Sort(told); !slices.Equal(both[""], told) {
			rt.Fatalf("told %q, alone %q", both[""], told)
		}
	})
	for _, what := range []string{"each", "trace", "forget", "told", "unlisted", "odd"} {
		if !testkit.Few() && said[what] == 0 {
			t.Errorf("nothing of %s", what)
		}
	}
}
