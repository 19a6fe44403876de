package processes

import (
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// A loss is that of its own item, and not of those that wait in the same room later: what
// lives and ends behind it lacks nothing.
func TestLossIsNotInTheRoom(t *testing.T) {
	got := ""
	table := Table{Each: func(p *Process) error { got += fmt.Sprint(p.PID, " ", p.Partial, "\n"); return nil }}
	want := ""
	for i := range uint64(40) {
		pid := codec.Task{PID: int32(100 + i), TGID: int32(100 + i)}
		e := Event{What: codec.EventFork, Task: pid, Other: codec.Task{PID: 1, TGID: 1}, Moment: Moment{Frame: 3*i + 1, Stamp: (2*i + 1) * 2e9, Timed: true}}
		table.Event(&e)
		if i == 0 {
			table.Lose(1, 2)
		}
		e.What, e.Moment = eventExit, Moment{Frame: 3*i + 2, Stamp: (2*i + 2) * 2e9, Timed: true}
		table.Event(&e)
		if want += fmt.Sprint(pid.PID, " ", Partial(0), "\n"); i == 0 {
			want = fmt.Sprint(pid.PID, " ", NoEvents, "\n")
		}
	}
	if err := table.Finish(); err != nil || got != want {
		t.Errorf("%v\n%s, want\n%s", err, got, want)
	}
}

// Another start of the machine has clocks of its own: of a CPU that spoke last before it too.
func TestTimeAfterRestart(t *testing.T) {
	var w window
	w.time(0, 100, 5000)
	w.restart()
	for i, stamp := range []uint64{10, 7, 12} { // numbers go before times
		if at, want := w.time(0, uint32(i), stamp), max(stamp, 10); at != want {
			t.Errorf("number %d: %d, want %d", i, at, want)
		}
	}
}
