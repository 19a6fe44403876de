package processes_test

import (
	"bufio"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"pgregory.net/rapid"
)

// Events that no kernel sends, in any order, make some table: each process once,
// in the order of Number, with an event, and the tree has all of them.
func TestHostile(t *testing.T) {
	whats := []codec.EventType{codec.EventFork, codec.EventFork, codec.EventExit, codec.EventExit, codec.EventExec, codec.EventUID, codec.EventPtrace, codec.EventCoredump, codec.EventComm}
	rapid.Check(t, func(t *rapid.T) {
		pid := rapid.SampledFrom([]int32{-1, 0, 1, 2, 3, 4, 5})
		last := uint64(0)
		var tree processes.Tree
		table := processes.Table{Each: func(p *processes.Process) error {
			if p.Number != last+1 || !p.First.Seen() || p.Last.Frame < p.First.Frame && !p.End.Seen() {
				t.Errorf("%d behind %d: %s", p.Number, last, brief(p))
			}
			if (p.State == processes.Ended) != p.End.Seen() {
				t.Errorf("%s", brief(p))
			}
			last = p.Number
			return tree.Add(p)
		}}
		n := rapid.IntRange(1, 80).Draw(t, "events")
		for i := range n {
			e := &processes.Event{
				What:  rapid.SampledFrom(whats).Draw(t, "what"),
				Task:  task(pid.Draw(t, "pid"), pid.Draw(t, "tgid")),
				Other: task(pid.Draw(t, "pid"), pid.Draw(t, "tgid")),
				Code:  uint32(rapid.IntRange(0, 1).Draw(t, "code")) << 8,
			}
			e.Moment = at(uint64(i + 1))
			if rapid.IntRange(0, 9).Draw(t, "lose") == 0 {
				table.Lose(uint64(rapid.IntRange(0, i).Draw(t, "from")), e.Frame)
			}
			table.Event(e)
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		lines := &counter{}
		w := bufio.NewWriter(lines)
		if err := tree.Write(w); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if lines.n < int(last) {
			t.Errorf("%d lines for %d processes", lines.n, last)
		}
	})
}

// counter counts lines.
type counter struct{ n int }

func (c *counter) Write(b []byte) (int, error) {
	for _, x := range b {
		if x == '\n' {
			c.n++
		}
	}
	return io.Discard.Write(b)
}
