package processes_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// listed are the processes of a number that packets tell of.
func listed(t *testing.T, pid int32, packets []pcap.Packet) string {
	t.Helper()
	var lines []string
	table := processes.Table{Each: func(p *processes.Process) error {
		if p.PID == pid {
			lines = append(lines, brief(p))
		}
		return nil
	}}
	var all analysis.Frames
	for i := range packets {
		if err := table.Add(all.Feed(&packets[i])); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// A message whose number came before is one more copy however late, also where so many stand
// between that no copy is found any more: what it says did not happen twice. R27c
func TestCopyFarBehind(t *testing.T) {
	var script strings.Builder
	script.WriteString("fork 1 7\nexec 7\n")
	for range 1<<14 + 10 {
		script.WriteString("exec 9\n")
	}
	packets := frames.Packets(t, script.String())
	packets = append(packets, packets[1])
	var all analysis.Frames
	for i := range packets {
		if f := all.Feed(&packets[i]); i == len(packets)-1 && f.Messages[0].IsCopy() {
			t.Fatal("it is known as a copy")
		}
	}
	if got := listed(t, 7, packets); got != "7<1 1-0 running execs:1 [end]" {
		t.Error(got)
	}
}

// An event that no table has was captured: nothing of those that live is missing for it.
func TestUnknownEventIsNotLost(t *testing.T) {
	packets := frames.Packets(t, "fork 1 7\nexec 9\nexit 7 7 0")
	packets[1].Data = slices.Clone(packets[1].Data)
	packets[1].Data[52] = 0x20 // the lowest byte of what: a bit that no event has
	if got := listed(t, 7, packets); got != "7<1 1-3 ended 0" {
		t.Error(got)
	}
}

// A process that goes on behind what looked like its end is not given out while it lives, however
// many end meanwhile.
func TestGoesOnBehindItsEnd(t *testing.T) {
	script := "fork 1 7\nexit 7 7 0\nexec 7\n"
	for n := range 5000 {
		script += fmt.Sprintf("fork 1 %d\nexit %d %[1]d 0\n", n+10, n+10)
	}
	script += "exec 7\nexit 7 7 256"
	last := strings.Count(script, "\n") + 1
	for _, line := range strings.Split(rebuild(t, script), "\n") {
		if strings.HasPrefix(line, "7<") {
			if want := fmt.Sprintf("7<1 1-%d ended 1 execs:2", last); line != want {
				t.Errorf("%s, want %s", line, want)
			}
			return
		}
	}
}

// Of several losses each is remembered, in whatever order they show.
func TestLossesInAnyOrder(t *testing.T) {
	var got string
	table := processes.Table{Each: func(p *processes.Process) error { got += brief(p); return nil }}
	feed(t, &table, "exec 3\nexec 3\nfork 1 7")
	table.Lose(4, 6)
	table.Lose(1, 2) // a number that came late showed it
	e := parse(t, "exit 7 7 0")
	e.Moment = at(8)
	table.Event(e)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got, "7<1 3-8 ended 0 [events]") {
		t.Error(got)
	}
}

// TestOrderOfTimes: events come by their times, and those of one time as they stand, whatever
// numbers they have; and a window of 65536 of them is one of all that wait. R25c
func TestOrderOfTimes(t *testing.T) {
	ties := 0
	rapid.Check(t, func(rt *rapid.T) {
		type event struct{ stamp, frame uint64 }
		var want, got []event
		table := processes.Table{Trace: func(e *processes.Event, _, _ *processes.Life) { got = append(got, event{e.Stamp, e.Frame}) }}
		for frame := range uint64(rapid.IntRange(1, 30).Draw(rt, "events")) {
			e := parse(t, "exec 1")
			e.Moment = at(rapid.Uint64Range(1, 8).Draw(rt, "at"))
			e.Frame, e.CPU = frame+1, uint32(frame) // each of its own
			want = append(want, event{e.Stamp, e.Frame})
			table.Event(e)
		}
		slices.SortStableFunc(want, func(a, b event) int { return int(a.stamp) - int(b.stamp) })
		if err := table.Finish(); err != nil || !slices.Equal(got, want) {
			rt.Fatalf("%v, want %v", got, want)
		}
		for i := range want[1:] {
			if want[i].stamp == want[i+1].stamp {
				ties++
			}
		}
	})
	if !testkit.Few() && ties == 0 {
		t.Error("no two have one time")
	}
	// One that is the last of its time waits behind 65536 that came early, and is due then.
	taken := 0
	table := processes.Table{Trace: func(*processes.Event, *processes.Life, *processes.Life) { taken++ }}
	for n := range uint64(1<<16 + 10) {
		e := parse(t, "exec 1")
		e.Moment = at(1<<17 - n) // each before the one before
		e.Frame, e.CPU = n+1, uint32(n)
		table.Event(e)
	}
	if taken != 10 {
		t.Errorf("%d were taken, want 10", taken)
	}
}

// A copy that comes late is no event that came late: it has no part in the order of lives. R25d
func TestLateCopyIsNotLate(t *testing.T) {
	packets := frames.Packets(t, "fork 1 7\nexec 7\n"+strings.Repeat("\n", 1500)+"exec 9\n"+strings.Repeat("\n", 1500)+"exec 9\nagain 2")
	var all analysis.Frames
	copies := 0
	table := processes.Table{}
	for i := range packets {
		f := all.Feed(&packets[i])
		take := table.Add
		if i < 2 {
			take = table.Pass
		}
		if f.Messages[0].Class == genealogy.Copy {
			copies++
		}
		if err := take(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Finish(); err != nil || table.Late() != 0 || copies != 1 {
		t.Errorf("%d late, %d copies", table.Late(), copies)
	}
}

// Each event that comes too late is counted, however late those before it were.
func TestEachLateIsCounted(t *testing.T) {
	table := processes.Table{}
	for i, stamp := range []uint64{1_000_000, 5_000_000, 9_000_000, 10, 20, 30, 2_000_000} {
		e := parse(t, "exec 1")
		e.Moment, e.CPU = at(stamp), uint32(i) // each of its own
		table.Event(e)
	}
	if err := table.Finish(); err != nil || table.Late() != 4 {
		t.Errorf("%d late, %v", table.Late(), err)
	}
}
