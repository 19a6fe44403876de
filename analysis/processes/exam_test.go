package processes_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
	"github.com/google/go-cmp/cmp"
)

// TestExam rebuilds the processes of the vectors' streams that say what they are.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Streams || len(v.Stream.Processes) == 0 {
			continue
		}
		asked++
		var got []vectors.Lived
		for _, p := range table(t, frames.Stream(t, &v)) {
			if !p.Start.Seen() {
				continue // a parent, of which there is nothing else
			}
			l := vectors.Lived{PID: uint32(p.PID), Parent: uint32(p.PPID), First: int(p.Start.Frame - 1), Threads: int(p.Threads), Execs: int(p.Execs)}
			if p.State == processes.Ended {
				last, code := int(p.End.Frame-1), p.Code
				l.Last, l.ExitCode = &last, &code
			}
			got = append(got, l)
			if p.Orphan || p.State == processes.Ended && p.Partial != 0 {
				t.Errorf("%s: %s", v.Name, brief(p))
			}
		}
		if diff := cmp.Diff(v.Stream.Processes, got); diff != "" {
			t.Errorf("%s: %s", v.Name, diff)
		}
	}
	if asked < 14 {
		t.Errorf("only %d streams with processes", asked)
	}
}
