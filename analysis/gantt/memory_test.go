package gantt_test

import (
	"bufio"
	"bytes"
	"fmt"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis/gantt"
	"github.com/cnwire/cnwire/analysis/processes"
)

// Of however many processes some 10 MB wait in memory, and all are drawn, in their order.
func TestChartMemory(t *testing.T) {
	const many, most = 600_000, 14 << 20
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	before := inUse()
	chart := gantt.Chart{Width: 100}
	for n := range int32(many) {
		p := named(processes.Process{PID: n, First: at(float64(n)), Start: at(float64(n)), End: at(float64(n) + 1), State: processes.Ended, Code: uint32(n%3) << 8}, fmt.Sprint("no-", n%77))
		if err := chart.Add(&p); err != nil {
			t.Fatal(err)
		}
	}
	if took := int64(inUse()) - int64(before); took > most {
		t.Errorf("%d bytes, at most %d are right", took, most)
	}
	lines := &inTurn{t: t, n: -3} // behind the sentence, a blank line and the titles
	w := bufio.NewWriterSize(lines, 1<<16)
	if err := chart.Write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	if lines.n != many {
		t.Errorf("%d lines", lines.n)
	}
}

// inTurn wants lines of processes that are numbered, with what they ended with and their names.
type inTurn struct {
	t    *testing.T
	n    int
	rest []byte
}

func (l *inTurn) Write(b []byte) (int, error) {
	l.rest = append(l.rest, b...)
	for {
		line, rest, whole := bytes.Cut(l.rest, []byte("\n"))
		if !whole {
			return len(b), nil
		}
		if f := bytes.Fields(line); l.n >= 0 && (string(f[0]) != fmt.Sprint(l.n) || string(f[len(f)-2]) != fmt.Sprint(l.n%3) || string(f[len(f)-1]) != fmt.Sprint("no-", l.n%77)) {
			l.t.Fatalf("line %d: %s", l.n, line)
		}
		l.rest = append(l.rest[:0], rest...)
		l.n++
	}
}
