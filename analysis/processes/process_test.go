package processes_test

import (
	"maps"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/processes"
)

// What ps --failed lists: what ended with a code, or by a signal (R16), with or
// without a core.
func TestFailed(t *testing.T) {
	for _, c := range []struct {
		state processes.State
		code  uint32
		want  bool
	}{
		{processes.Ended, 0, false},
		{processes.Ended, 1 << 8, true},
		{processes.Ended, 255 << 8, true},
		{processes.Ended, 9, true},
		{processes.Ended, 11 | 0x80, true},
		{processes.Running, 0, false},
		{processes.Gone, 0, false},
	} {
		p := processes.Process{State: c.state, Code: c.code}
		if p.Failed() != c.want {
			t.Errorf("%v with code %#x failed: %v", c.state, c.code, p.Failed())
		}
	}
}

// A FORK is an event of the parent too: whose end was not seen lived at least
// until then.
func TestLastEvent(t *testing.T) {
	for script, want := range map[string]processes.Process{
		"fork 1 10\nuid 10 10 1 1\nfork 1 10":            {First: at(1), Last: at(2)},
		"fork 1 10\nfork 10 20\nfork 1 10":               {First: at(1), Last: at(2)},
		"fork 1 10\nthread 10 11 1\nfork 1 10":           {First: at(1), Last: at(2)},
		"fork 1 10\nfork 10 20\nfork 10 21\nfork 1 10":   {First: at(1), Last: at(3)},
		"fork 1 10\nfork 10 20\nexit 10 10 0 1\nexec 20": {First: at(1), Last: at(3)},
	} {
		seen := false
		table := processes.Table{Each: func(p *processes.Process) error {
			if p.PID == 10 && p.Start == at(1) {
				seen = true
				if p.First != want.First || p.Last != want.Last || p.AtLeast() != time.Duration(want.Last.Stamp-want.First.Stamp) {
					t.Errorf("%q: frames %d to %d, %v at least", script, p.First.Frame, p.Last.Frame, p.AtLeast())
				}
			}
			return nil
		}}
		feed(t, &table, script)
		if err := table.Finish(); err != nil || !seen {
			t.Errorf("%q: %v, seen %v", script, err, seen)
		}
	}
}

// A process that runs on was last seen with the last event of all; where some were
// lost since, with its own last one: it may have ended.
func TestLastSeen(t *testing.T) {
	last, lived := map[int32]uint64{}, map[int32]int64{}
	table := processes.Table{Each: func(p *processes.Process) error {
		last[p.PID], lived[p.PID] = p.Last.Frame, p.AtLeast().Microseconds() // a line is one
		return nil
	}}
	feed(t, &table, `
		fork 1 10
		exec 10
		lose
		fork 1 20
		exec 30
		exec 20
		exec 40`)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if want := map[int32]uint64{10: 2, 20: 7, 30: 7, 40: 7}; !maps.Equal(last, want) {
		t.Errorf("last seen in frames %v, want %v", last, want)
	}
	// Of one whose FORK was not seen, from its first event on.
	if want := map[int32]int64{10: 1, 20: 3, 30: 2, 40: 0}; !maps.Equal(lived, want) {
		t.Errorf("lived at least %v µs, want %v", lived, want)
	}
}
