package processes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// counted counts a check, and once what happened in it.
func counted(c testkit.Tally, m *machine) {
	c["runs"]++
	for what := range m.seen {
		c.Add(what, true)
	}
}

var interesting = []string{
	"a pid again", "an orphan", "a leader that ends first", "exec of a thread that does not lead", "EXIT behind EXEC", "EXIT behind the reuse of its pid",
	"a late EXIT that names its parent",
}

// run lets a machine run for a while.
func run(t *rapid.T) *machine {
	m := newMachine(t)
	for range rapid.IntRange(1, 60).Draw(t, "steps") {
		m.step()
	}
	m.end()
	return m
}

// collect returns what a table makes of the events that lost does not have.
func collect(t *rapid.T, m *machine, lost map[uint64]bool) []*processes.Process {
	var all []*processes.Process
	table := processes.Table{Each: func(p *processes.Process) error {
		all = append(all, p)
		return nil
	}}
	var last [2]uint64 // frame of each CPU
	gap := [2]bool{}
	for _, e := range m.events {
		if lost[e.Frame] {
			gap[e.cpu] = true
			continue
		}
		if gap[e.cpu] {
			table.Lose(last[e.cpu], e.Frame)
			gap[e.cpu] = false
		}
		last[e.cpu] = e.Frame
		event := e.Event
		table.Event(&event)
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return all
}

// says is what the table says of a process, true is the same of a life.
func says(p *processes.Process) string {
	return fmt.Sprint(p.PID, " of ", p.PPID, " ", p.Start.Frame, "-", p.End.Frame, " code ", p.Code, " execs ", p.Execs, " threads ", p.Threads, " children ", p.Children, " orphan ", p.Orphan)
}

func (p *truth) says(orphan bool) string {
	return fmt.Sprint(p.pid, " of ", p.ppid, " ", p.start, "-", p.end, " code ", p.code, " execs ", p.execs, " threads ", p.all, " children ", p.childs, " orphan ", orphan)
}

// match is what the table should say of a life. Whether the parent was there when
// the child ended cannot be told of a parent that is known in part, or when the
// child's EXIT is unknown.
func (p *truth) match(got *processes.Process, all []*processes.Process, unsure bool) string {
	for _, parent := range all {
		if parent.Key == got.Parent && parent.Partial&^processes.NoEnd == 0 && got.State != processes.Gone && !unsure {
			return p.says(p.orphan())
		}
	}
	return p.says(got.Orphan)
}

// String lists what the machine sent.
func (m *machine) String() string {
	var b strings.Builder
	for _, e := range m.events {
		fmt.Fprintf(&b, "%d cpu %d 0x%x %v %v code 0x%x\n", e.Frame, e.cpu, uint32(e.What), e.Task, e.Other, e.Code)
	}
	return b.String()
}

// Nothing is lost: the table is the truth, and what ran from before is known as
// far as it can be.
func TestMachine(t *testing.T) {
	count := testkit.Tally{}
	rapid.Check(t, func(t *rapid.T) {
		m := run(t)
		defer func() {
			if t.Failed() {
				t.Log(m)
			}
		}()
		counted(count, m)
		got := collect(t, m, nil)
		if len(got) > len(m.lives) {
			t.Fatalf("%d processes of %d lives", len(got), len(m.lives))
		}
		for i, p := range got {
			life := m.events[p.First.Frame-1].of
			if i > 0 && got[i-1].First.Frame >= p.First.Frame {
				t.Errorf("%s comes behind %s", says(p), says(got[i-1]))
			}
			want := processes.Partial(0)
			if !life.dead {
				want |= processes.NoEnd
			}
			if life.start == 0 { // its parent and its threads are known if events happened to tell
				if p.Partial&processes.NoStart == 0 || p.PID != life.pid || int(p.Execs) != life.execs || life.dead && (p.End.Frame != life.end || p.Code != life.code) {
					t.Errorf("%s %v\nbut %s", says(p), p.Partial.Names(), life.match(p, got, false))
				}
				continue
			}
			if says(p) != life.match(p, got, false) || p.Partial != want {
				t.Errorf("%s %v\nbut %s", says(p), p.Partial.Names(), life.match(p, got, false))
			}
		}
	})
	count.Check(t, 100, interesting...)
}

// Events are lost: nothing in the table contradicts the truth without saying so.
func TestMachineLoses(t *testing.T) {
	count := testkit.Tally{}
	rapid.Check(t, func(t *rapid.T) {
		m := run(t)
		defer func() {
			if t.Failed() {
				t.Log(m)
			}
		}()
		lost := map[uint64]bool{}
		for range rapid.IntRange(1, 6).Draw(t, "lost") {
			if len(m.events) > 4 {
				e := m.events[2+m.draw("event", len(m.events)-4)]
				lost[e.Frame] = true
				t.Log("lost", e.Frame)
				m.seen[fmt.Sprintf("lost 0x%x", uint32(e.What))]++
			}
		}
		counted(count, m)
		got := collect(t, m, lost)
		found := map[*truth]bool{}
		for _, p := range got {
			life := m.events[p.First.Frame-1].of
			found[life] = true
			if m.disguised(life, lost) {
				for b := life.before; b != nil; b = b.before {
					found[b] = true
				}
				continue
			}
			if p.State == processes.Gone { // its EXIT, behind the reuse of its pid, was lost: it says so
				unended := *life
				unended.end, unended.code = 0, 0
				life = &unended
			}
			whole := life.start != 0 && says(p) == life.match(p, got, life.forker != nil && m.disguised(life.forker, lost))
			exit := uint64(0)
			if p.End.Seen() && m.events[p.End.Frame-1].of.first == life.first {
				exit = p.End.Frame
			}
			switch {
			case p.PID != life.pid, p.Start.Seen() && (p.Start.Frame != life.start || p.PPID != life.ppid):
				t.Errorf("%s %v\nbut %s", says(p), p.Partial.Names(), life.match(p, got, false))
			case p.Partial&^processes.NoEnd == 0 && !whole:
				t.Errorf("%s %v says nothing\nbut %s", says(p), p.Partial.Names(), life.match(p, got, false))
			case p.Partial&processes.NoEnd == 0 && p.Partial&processes.NoEvents == 0 && !(p.Partial&processes.NoStart != 0 && m.lateOf(p.PID)) && (exit == 0 || exit == life.end && p.Code != life.code):
				t.Errorf("%s %v\nhas an end that is not %s", says(p), p.Partial.Names(), life.match(p, got, false))
			case !whole && p.Partial&processes.NoEvents != 0:
				m.seen["not the truth, and says so"]++
			}
		}
		if len(m.seen) > 0 && m.seen["not the truth, and says so"] > 0 {
			count["not the truth, and says so"]++
		}
		for _, e := range m.events {
			mixed := func(p *processes.Process) bool { // two lives, taken for one
				return p.PID == e.of.pid && p.Partial&(processes.NoEvents|processes.NoStart) != 0 && p.First.Frame <= e.Frame
			}
			if !lost[e.Frame] && !found[e.of] && !slices.ContainsFunc(got, mixed) {
				t.Errorf("%s has an event in frame %d and is not in the table", e.of.says(false), e.Frame)
			}
		}
	})
	count.Check(t, 100, append(interesting, "lost 0x1", "lost 0x2", "lost 0x80000000", "not the truth, and says so")...)
}

// lateOf reports whether an EXIT of a pid came behind its reuse: which life it is
// of cannot be told where the FORK was lost.
func (m *machine) lateOf(pid int32) bool {
	return slices.ContainsFunc(m.lives, func(p *truth) bool { return p.pid == pid && p.before != nil })
}

// disguised reports whether only the late EXIT of a life before came, which looks
// like this life's then; or that of one before that.
func (m *machine) disguised(p *truth, lost map[uint64]bool) bool {
	for ; p.before != nil; p = p.before {
		if m.unseen(p.before, p.start, lost) {
			return true
		}
	}
	return false
}

// unseen reports whether all events of a life before a frame were lost.
func (m *machine) unseen(p *truth, before uint64, lost map[uint64]bool) bool {
	for _, e := range m.events {
		if e.of == p && e.Frame < before && !lost[e.Frame] {
			return false
		}
	}
	return true
}
