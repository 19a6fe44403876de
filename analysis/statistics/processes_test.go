package statistics_test

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// byProcess counts by process: tgid, name, events.
func byProcess(t *testing.T, file []byte) string {
	t.Helper()
	s := ""
	for _, row := range count(t, file, statistics.Options{}, "process") {
		s += fmt.Sprintf("%s %s %s %s-%s; ", row["tgid"], row["comm"], row["events"], row["first_frame"], row["last_frame"])
	}
	return s
}

// TestProcessNames: the last name that the leader got, also for what was before,
// until an exec; a thread's is the thread's. A number that is used again is
// another process.
func TestProcessNames(t *testing.T) {
	p := newTape(t).event(eventExec, task(9, 9), 0).event(eventComm, task(9, 9), 0, named("first")).event(eventComm, task(9, 9), 0, named("last"))
	p.event(eventComm, task(10, 9), 0, named("worker")).event(eventExit, task(9, 9), 0)
	p.event(eventFork, fork(9, 9), 0).event(eventComm, task(12, 9), 0, named("a thread"))
	p.event(eventFork, fork(13, 9), 0).event(eventExec, task(20, 20), 0)
	p.event(eventComm, task(20, 20), 0, named("old")).event(eventExec, task(20, 20), 0)
	if got, want := byProcess(t, p.file()), "9 last 5 1-5; 20 - 3 9-11; 9 - 2 7-8; 1 - 1 6-6; "; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	s := ""
	for _, row := range count(t, p.file(), statistics.Options{}, "comm") {
		s += fmt.Sprintf("%s %s %s; ", row["comm"], row["processes"], row["events"])
	}
	if want := "- 3 6; last 1 5; "; s != want {
		t.Errorf("%s\nwant %s", s, want)
	}
}

// TestCalled: a comment names the process that its event is about: that of a FORK
// the child, and not the parent, whose event it is here; a thread's, and what an
// EXIT has, nobody.
func TestCalled(t *testing.T) {
	p := newTape(t).event(eventComm, task(1, 1), 0, named("parent")).event(eventFork, fork(12, 12), 0).event(eventExec, task(12, 12), 0)
	p.event(eventExec, task(20, 20), 0).event(eventComm, task(21, 20), 0, named("thread")).event(eventExit, task(20, 20), 0)
	p.event(eventFork, fork(30, 30), 0).event(eventExit, task(30, 30), 0).event(eventFork, fork(31, 31), 0).event(eventExec, task(31, 31), 0)
	p.event(eventFork, fork(32, 32), 0)
	called := map[uint64]string{2: "comm=child", 3: "comm=program", 4: "comm=other", 5: "comm=worker", 6: "comm=gone",
		7: "comm=forked", 9: "comm=stale", 11: "comm=idle"}
	got := ""
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("process"))(t)}, func(r *statistics.Row) error {
		row := map[string]string{}
		for i, c := range r.Table.Columns {
			row[c.Name] = string(r.Cells[i].Append(nil, new(rows.Column)))
		}
		got += fmt.Sprintf("%s %s %s; ", row["tgid"], row["comm"], row["comm_before_exec"])
		return nil
	})
	frames.Each(t, p.file(), func(f *analysis.Frame) {
		if line := called[f.Number]; line != "" {
			f.Comments = []string{line}
		}
		if err := s.Add(f); err != nil {
			t.Fatal(err)
		}
		f.Comments = nil
	})
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
	if want := "1 parent ; 20 other ; 12 program child; 30 forked ; 31 - stale; "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestProcessSums: forks, execs, exits and others are all of the events.
func TestProcessSums(t *testing.T) {
	p := newTape(t).event(eventFork, fork(9, 9), 0).event(eventFork, fork(8, 1), 0).event(eventExec, task(1, 1), 0)
	p.event(0x80, task(1, 1), 0).event(eventExit, task(1, 1), 0).again()
	row := count(t, p.file(), statistics.Options{}, "process")[0]
	for name, want := range map[string]string{"tgid": "1", "events": "5", "forks": "2", "execs": "1", "exits": "1", "others": "1"} {
		if row[name] != want {
			t.Errorf("%s is %s, want %s", name, row[name], want)
		}
	}
}

// TestProcessesBounded: of more processes than are told apart, those that ended
// go into one row, with the fewest events first; nothing is counted twice or
// forgotten, and who lives stays.
func TestProcessesBounded(t *testing.T) {
	const many = 100000
	p := newTape(t).event(eventExit, task(8, 8), 0).event(eventExec, task(7, 7), 0) // lives, and will move up
	lived := len(p.records)
	p.event(eventFork, fork(1, 1), 0).event(eventExec, task(1, 1), 0).event(eventExit, task(1, 1), 0)
	life := bytes.Clone(p.records[lived:])
	name := newTape(t).event(eventComm, task(1, 1), 0, named("often")).records
	p.records = p.records[:lived]
	for i := range uint32(many) {
		for n, b := range [][]byte{life[:108], life[108:216], name, life[216:]} {
			if n == 2 && i >= 10 {
				continue
			}
			at := 84 // of a record's first task
			if n == 0 {
				at = 92
			}
			le.PutUint32(b[at:], 100+i)
			le.PutUint32(b[at+4:], 100+i)
			le.PutUint32(b[56:], 100+4*i+uint32(n)) // seq
			p.records = append(p.records, b...)
		}
	}
	p.seq = 1 << 30
	p.event(eventExec, task(7, 7), 0)
	file := p.file()
	rows := count(t, file, statistics.Options{}, "process")
	events, processes, often, lives := 0, 0, 0, false
	for _, row := range rows {
		events += atoi(t, row["events"])
		processes += atoi(t, row["processes"])
		lives = lives || row["tgid"] == "7" && row["events"] == "2"
		if row["comm"] == "often" {
			often++
		}
	}
	if len(rows) > 1<<16+1 || events != 3*many+13 || processes != many+3 || !lives || often != 10 {
		t.Errorf("%d rows, %d events, %d processes, %v, %d", len(rows), events, processes, lives, often)
	}
	if last := rows[len(rows)-1]; last["comm"] != "others" || last["tgid"] != "" {
		t.Errorf("%v", last)
	}
	comms := count(t, file, statistics.Options{}, "comm")
	if len(comms) != 2 || comms[0]["comm"] != "-" || comms[0]["processes"] != fmt.Sprint(many-7) || comms[1]["processes"] != "10" {
		t.Errorf("%v", comms)
	}
}
