package processes_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// facts are what programs of a scenario said of themselves in its log, by name.
func facts(t *testing.T, log string) map[string]int32 {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS(), log)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]int32{}
	for lines := bufio.NewScanner(bytes.NewReader(b)); lines.Scan(); {
		var l struct {
			Do, Name string
			Number   int64
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		if _, twice := all[l.Name]; l.Do == "fact" && !twice {
			all[l.Name] = int32(l.Number)
		}
	}
	return all
}

// wants are what must be true of the processes that a fact names: the first, the
// second … of its pid.
var wants = map[string]func(p []*processes.Process, children []*processes.Process) bool{
	"pidreuse/first": func(p, _ []*processes.Process) bool {
		return len(p) == 2 && p[0].Status() == 1 && p[1].Status() == 2 && p[0].End.Frame < p[1].Start.Frame
	},
	"threads/threads":      func(p, _ []*processes.Process) bool { return p[0].Threads > 3 && p[0].State == processes.Ended },
	"threads/leader-first": func(p, _ []*processes.Process) bool { return p[0].Threads > 1 && p[0].State == processes.Ended },
	"orphans/parent":       func(_, c []*processes.Process) bool { return len(c) == 1 && c[0].Orphan && c[0].Adopter != 0 },
	"orphans/careless":     func(_, c []*processes.Process) bool { return len(c) == 1 && !c[0].Orphan },
	"exec/exec":            func(p, _ []*processes.Process) bool { return p[0].Execs == 1 },
	"exec/missing":         func(p, _ []*processes.Process) bool { return p[0].Execs == 0 && p[0].Failed() },
	"exec/exec-thread":     func(p, _ []*processes.Process) bool { return len(p) == 1 && p[0].Execs == 2 && p[0].Threads > 2 },
	"coredump/dumped":      func(p, _ []*processes.Process) bool { return p[0].Dumped && p[0].Core() },
	"coredump/forbidden":   func(p, _ []*processes.Process) bool { return p[0].Dumped && !p[0].Core() && p[0].Signal() != 0 },
}

// What programs said of themselves is what the table says of them.
func TestFacts(t *testing.T) {
	entries, err := corpus.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]int{}
	for _, entry := range entries {
		scenario, socket, _ := strings.Cut(strings.TrimSuffix(path.Base(entry.File), ".pcap"), ".")
		if socket != "a" {
			continue
		}
		capture, err := fs.ReadFile(corpus.FS(), entry.File)
		if err != nil {
			t.Fatal(err)
		}
		all := table(t, capture)
		for name, pid := range facts(t, entry.Log) {
			want := wants[scenario+"/"+name]
			if want == nil {
				continue
			}
			checked[scenario+"/"+name]++
			var of, children []*processes.Process
			for _, p := range all {
				if p.PID == pid && p.Start.Seen() {
					of = append(of, p)
				}
				if p.PPID == pid {
					children = append(children, p)
				}
			}
			if len(of) == 0 || !want(of, children) {
				t.Errorf("%s: %s is pid %d: %v %v", entry.File, name, pid, briefs(of), briefs(children))
			}
		}
	}
	for name := range wants {
		if checked[name] < 2 {
			t.Errorf("%s: checked in %d captures", name, checked[name])
		}
	}
}

func briefs(all []*processes.Process) (lines []string) {
	for _, p := range all {
		lines = append(lines, brief(p))
	}
	return lines
}
