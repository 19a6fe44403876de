package statistics_test

import (
	"bytes"
	"fmt"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// long is a tape of very many events, each of which is another with other numbers in it.
type long struct {
	tape
	frames map[uint64][]byte // by what
	file   []byte
	seq    map[uint32]uint32
}

func newLong(t testing.TB) *long {
	l := &long{tape: *newTape(t), frames: map[uint64][]byte{}, seq: map[uint32]uint32{}}
	l.at(1000 * time.Second)
	for _, what := range []uint64{eventFork, eventExec, eventExit} {
		from := len(l.records)
		arm := task(0, 0)
		if what == eventFork {
			arm = fork(0, 0)
		}
		l.event(what, arm, 0)
		l.frames[what] = bytes.Clone(l.records[from:])
	}
	l.file = l.tape.file()[:24]
	return l
}

// add adds the next event of a CPU, less so many that were lost: of one process, or of a FORK the
// parent and the child.
func (l *long) add(what uint64, cpu, lost uint32, pids ...uint32) {
	from := len(l.file) + 16
	l.file = append(l.file, l.frames[what]...)
	f := l.file[from:]
	l.seq[cpu] += 1 + lost
	le.PutUint32(f[40:], l.seq[cpu])
	le.PutUint32(f[56:], cpu)
	for i, pid := range pids {
		le.PutUint32(f[68+8*i:], pid)
		le.PutUint32(f[72+8*i:], pid)
	}
}

// What the kernel itself did is one row, and that of no other, also where so many processes ended
// that some make room.
func TestNobodyStays(t *testing.T) {
	l := newLong(t)
	for n := range uint32(10) { // which make room
		l.add(eventFork, 0, 0, 1, 90+n)
		l.add(eventExit, 0, 0, 90+n)
	}
	l.add(eventFork, 0, 0, 0, 7)
	l.add(eventExec, 0, 0, 7)
	const many = 80_000
	for n := range uint32(many) {
		l.add(eventFork, 0, 0, 1, 100+n)
		l.add(eventExit, 0, 0, 100+n)
	}
	for range 5 {
		l.add(eventFork, 0, 0, 0, 9)
	}
	events, nobody := 0, 0
	for _, row := range count(t, l.file, statistics.Options{}, "process") {
		var n int
		fmt.Sscan(row["events"], &n)
		if events += n; row["tgid"] == "0" {
			if nobody++; row["forks"] != "6" || row["first_frame"] != "21" {
				t.Errorf("%v", row)
			}
		}
	}
	for _, row := range count(t, l.file, statistics.Options{}, "comm") { // all of them have no name
		if row["first_frame"] != "1" || row["last_frame"] != fmt.Sprint(events) || row["events"] != row["last_frame"] {
			t.Errorf("%v", row)
		}
	}
	if want := 20 + 1 + 1 + 2*many + 5; events != want || nobody != 1 {
		t.Errorf("%d events of %d, %d rows of the kernel", events, want, nobody)
	}
}

// Of more processors than are told apart the rest counts together, under the number that stands
// for none, and no gap is left out.
func TestLossesOfManyCPUs(t *testing.T) {
	const most, cpus = 4096, 4500
	l := newLong(t)
	for cpu := range uint32(cpus) {
		l.add(eventExec, cpu, 0, 7)
		l.add(eventExec, cpu, 2, 7)
	}
	lost, others := 0, 0
	list := count(t, l.file, statistics.Options{}, "loss")
	for _, row := range list {
		var n int
		fmt.Sscan(row["lost"], &n)
		if lost += n; row["cpu"] == "4294967295" {
			others = n
		}
	}
	if lost != 2*cpus || len(list) != most+1 || others != 2*(cpus-most) {
		t.Errorf("%d rows, %d lost, %d of those that stand together", len(list), lost, others)
	}
}

// Of very many gaps, all of which close, none is left. They never lack less than one each.
func TestGapsLackSomething(t *testing.T) {
	const gaps = 1<<16 + 500
	l := newLong(t)
	for n := range uint32(2*gaps + 1) {
		l.seq[0] = 2 * n
		if n > gaps {
			l.seq[0] = 2*(n-gaps-1) + 1
		}
		l.seq[0] += 1000
		l.add(eventExec, 0, 0, 7)
	}
	row := count(t, l.file, statistics.Options{}, "loss")[0]
	if row["lost"] != "0" || row["gaps"] != "0" || row["late"] != fmt.Sprint(gaps) {
		t.Errorf("%v", row)
	}
}

// The interfaces that have no latencies of their own are of many hosts, and their row is of none.
func TestLatencyOfOthers(t *testing.T) {
	var last *statistics.Row
	got := 0
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("latency"))(t)}, func(r *statistics.Row) error {
		got++
		last = &statistics.Row{Table: r.Table, Cells: append([]rows.Cell(nil), r.Cells...)}
		return nil
	})
	capture := newTape(t).at(1000*time.Second).event(eventExec, task(9, 9), 0).file()
	hosts := host.Hosts{Policy: host.ByInterface}
	for n := range 70 {
		on := &pcap.Interface{LinkType: 253, ID: n}
		frames.Each(t, capture, func(f *analysis.Frame) {
			f.Interface, f.Host = on, hosts.Of(host.File{}, on)
			if err := s.Add(f); err != nil {
				t.Fatal(err)
			}
		})
	}
	if err := s.End(); err != nil || got != 65 || last.Cells[0].Is() || last.Cells[2].Num != 6 {
		t.Errorf("%d rows, the last %+v: %v", got, last, err)
	}
}

// A name before the last exec is one that a process had: who had none has no such name, and not
// one of no letters.
func TestNoNameBeforeExec(t *testing.T) {
	p := newTape(t).event(eventExec, task(5, 5), 0).event(eventComm, task(6, 6), 0, named("six")).event(eventExec, task(6, 6), 0)
	got := ""
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("process"))(t)}, func(r *statistics.Row) error {
		got += fmt.Sprint(r.Cells[1].Num, " ", r.Cells[3].Is(), " ", string(r.Cells[3].Data), "\n")
		return nil
	})
	feed(t, p.file(), s)
	if got != "6 true six\n5 false \n" {
		t.Error(got)
	}
}
