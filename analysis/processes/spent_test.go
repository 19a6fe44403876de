package processes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"pgregory.net/rapid"
)

// told returns all that a table hands over of what feed gives it: processes, what is odd, and whose each
// event is. In the places of lives others may be where it lends, but not before they are forgotten.
func told(t *rapid.T, lends bool, few int, feed func(*processes.Table)) (said []string, reused map[*host.Host]int) {
	t.Helper()
	table := processes.Table{Lends: lends}
	table.KeepFew(few)
	table.Each = func(p *processes.Process) error {
		said = append(said, fmt.Sprint(*p))
		return nil
	}
	table.Odd = func(o *processes.Odd) { said = append(said, fmt.Sprint(o.Kind, o.Task, o.Frame, o.Before)) }
	reused = map[*host.Host]int{}
	keys, before := map[*processes.Life]uint64{}, map[*processes.Life]uint64{}
	key := func(l *processes.Life, of *host.Host) uint64 {
		if l == nil {
			return 0
		}
		if known := keys[l]; known == 0 {
			if was := before[l]; l.Mark != 0 && was != l.Key() {
				t.Errorf("life %d begins with the mark of %d", l.Key(), was)
			}
			l.Mark++
			if was := before[l]; was != 0 && was != l.Key() {
				reused[of]++
			}
			keys[l], before[l] = l.Key(), l.Key()
		} else if known != l.Key() {
			t.Errorf("life %d has the place of %d, which is not forgotten", l.Key(), known)
		}
		return l.Key()
	}
	table.Trace = func(e *processes.Event, of, parent *processes.Life) {
		said = append(said, fmt.Sprint(e.Frame, " is of ", key(of, e.Host), of.PID(), " and ", key(parent, e.Host)))
	}
	table.Forget = func(l *processes.Life) {
		said = append(said, fmt.Sprint("no more of ", l.Key()))
		delete(keys, l)
	}
	feed(&table)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return said, reused
}

// hold has a table that lends say what one says that does not.
func hold(t *rapid.T, feed func(*processes.Table)) (reused map[*host.Host]int) {
	t.Helper()
	few := rapid.IntRange(1, 4).Draw(t, "few")
	want, none := told(t, false, few, feed)
	got, reused := told(t, true, few, feed)
	for i := range min(len(got), len(want)) {
		if got[i] != want[i] {
			t.Fatalf("%s\nwant\n%s", got[i], want[i])
		}
	}
	if len(got) != len(want) || len(none) > 0 {
		t.Fatalf("%d are told, want %d; %d hosts have lives in the places of others where none is lent", len(got), len(want), len(none))
	}
	return reused
}

// TestSpent: who lends has lives in the places of those that are over, and says the same of them.
func TestSpent(t *testing.T) {
	tally := testkit.Tally{}
	tally.Property(t, func(t *rapid.T) {
		m := newMachine(t)
		for range rapid.IntRange(1, 200).Draw(t, "steps") {
			m.step()
		}
		m.end()
		lost := map[uint64]bool{}
		if rapid.Bool().Draw(t, "lose") {
			for range 3 {
				lost[uint64(rapid.IntRange(1, len(m.events)).Draw(t, "lost"))] = true
			}
		}
		tally.Add("a place again", hold(t, func(table *processes.Table) {
			gap := uint64(0)
			for _, e := range m.events {
				if lost[e.Frame] {
					gap = e.Frame
					continue
				}
				if gap != 0 {
					table.Lose(gap-1, e.Frame)
					gap = 0
				}
				event := e.Event
				table.Event(&event)
			}
		})[nil] > 0)
	})
	tally.Check(t, 10, "a place again")
}

// TestSpentHostile: so it is of events that no kernel sends, of several hosts.
func TestSpentHostile(t *testing.T) {
	whats := []codec.EventType{codec.EventFork, codec.EventFork, codec.EventExit, codec.EventExit, codec.EventExec, codec.EventUID, codec.EventPtrace, codec.EventCoredump, codec.EventComm}
	tally := testkit.Tally{}
	hosts := []*host.Host{nil, {Number: 1, Name: "b"}}
	tally.Property(t, func(t *rapid.T) {
		pid := rapid.SampledFrom([]int32{-1, 0, 1, 2, 3, 4, 5, 6, 7})
		var events []processes.Event
		passed, lost := map[int]bool{}, map[int]uint64{}
		passes := rapid.IntRange(0, 3).Draw(t, "passes") == 0
		for i := range rapid.IntRange(1, 200).Draw(t, "events") {
			e := processes.Event{
				What:  rapid.SampledFrom(whats).Draw(t, "what"),
				Task:  task(pid.Draw(t, "pid"), pid.Draw(t, "tgid")),
				Other: task(pid.Draw(t, "pid"), pid.Draw(t, "tgid")),
				Host:  hosts[rapid.IntRange(0, 2).Draw(t, "host")/2],
			}
			if rapid.Bool().Draw(t, "leads") {
				e.Task.PID = e.Task.TGID
			}
			e.Moment = at(uint64(i + 1))
			passed[i] = passes && rapid.Bool().Draw(t, "passed")
			if rapid.IntRange(0, 9).Draw(t, "lose") == 0 {
				lost[i] = uint64(rapid.IntRange(0, i).Draw(t, "from"))
			}
			events = append(events, e)
		}
		reused := hold(t, func(table *processes.Table) {
			for i, e := range events {
				if from, ok := lost[i]; ok {
					table.Lose(from, e.Frame)
				}
				table.Passing(passed[i])
				table.Event(&e)
			}
		})
		tally.Add("a place again", reused[nil] > 0)
		tally.Add("of another host", reused[hosts[1]] > 0)
	})
	tally.Check(t, 10, "a place again", "of another host")
}

// TestSpentParent: a parent whose end is at hand in the FORK of its child is not the child itself then.
func TestSpentParent(t *testing.T) {
	table := processes.Table{Lends: true}
	table.KeepFew(1)
	parents := 0
	table.Trace = func(e *processes.Event, of, parent *processes.Life) {
		if parent == of {
			t.Errorf("frame %d: %d is its own parent", e.Frame, of.PID())
		} else if parent != nil && e.Frame == 5 && parent.PID() == 5 && of.PID() == 7 {
			parents++
		}
	}
	feed(t, &table, "fork 1 9\nthread 9 7 1\nexit 9 9 0\nexit 5 5 0\nfork 5 7")
	if err := table.Finish(); err != nil || parents != 1 {
		t.Errorf("%d parents, %v", parents, err)
	}
}

// TestSpentLate: who lends keeps as many that ended as who does not: an EXIT that comes 4000 ends later is
// of the process that it names.
func TestSpentLate(t *testing.T) {
	for _, lends := range []bool{false, true} {
		var first *processes.Process
		table := processes.Table{Lends: lends, Each: func(p *processes.Process) error {
			if p.PID == 7 && first == nil {
				c := *p
				first = &c
			}
			return nil
		}}
		feed(t, &table, "fork 1 7\nexit 7 7 0"+strings.Repeat("\nfork 1 8\nexit 8 8 0", 4000)+"\nexec 7")
		if err := table.Finish(); err != nil || first == nil || first.Execs != 1 {
			t.Errorf("lends %v: %v, %+v", lends, err, first)
		}
	}
}

// TestSpentPassed: an event that is chosen by a copy behind its life's end chooses no other in that place.
func TestSpentPassed(t *testing.T) {
	packets := frames.Packets(t, "fork 1 7\nexit 7 7 0\nfork 1 8\nexit 8 8 0\nfork 1 9\nexit 9 9 0\nfork 1 10\nexec 10\n")
	packets = append(packets, packets[0])
	for _, lends := range []bool{false, true} {
		table := processes.Table{Lends: lends, Prompt: true, Each: func(p *processes.Process) error {
			if p.Chosen {
				t.Errorf("lends %v: %d is chosen", lends, p.PID)
			}
			return nil
		}}
		table.KeepFew(1)
		var all analysis.Frames
		for i := range packets {
			f, take := all.Feed(&packets[i]), table.Pass
			if i == len(packets)-1 {
				if take = table.Add; !f.IsCopy() {
					t.Fatal("it is no copy")
				}
			}
			if err := take(f); err != nil {
				t.Fatal(err)
			}
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
	}
}
