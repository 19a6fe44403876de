package processes

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestSpentRoom: what is kept for lives to come has a bound, however many end, one by one or all at once.
func TestSpentRoom(t *testing.T) {
	const many = 5 * afterwords
	table := Table{Lends: true}
	frame := uint64(0)
	event := func(what codec.EventType, pid int32) {
		frame++
		e := Event{What: what, Moment: Moment{Frame: frame, Time: int64(frame), Stamp: frame, Timed: true}}
		e.Task, e.Seq = codec.Task{PID: pid, TGID: pid}, uint32(frame)
		if what == codec.EventFork {
			e.Other = codec.Task{PID: 1, TGID: 1}
		}
		table.Event(&e)
	}
	check := func(when string) {
		t.Helper()
		if s := &table.spent; len(s.lives) > afterwords || len(s.exits) > afterwords || len(s.over) > afterwords {
			t.Errorf("%s: room of %d lives, %d exits, %d just ended", when, len(s.lives), len(s.exits), len(s.over))
		}
	}
	for pid := range int32(many) {
		event(codec.EventFork, 10+pid)
	}
	for pid := range int32(many) {
		event(codec.EventExit, 10+pid)
	}
	table.Flush()
	if check("behind their ends"); len(table.spent.lives) == 0 {
		t.Error("no room is kept")
	}
	for pid := range int32(many) {
		event(codec.EventFork, 10+pid)
		event(codec.EventExit, 10+pid)
	}
	table.Flush()
	check("one by one")
	for pid := range int32(many) {
		event(codec.EventFork, 10+pid)
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	check("at the end")
}
