package statistics_test

import (
	"encoding/binary"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec"
)

type set = map[string]uint64

var le = binary.LittleEndian

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// captured is a capture of the corpus.
var captured = frames.Capture

// count counts a capture and returns the rows of a table, by the names of
// their columns, as csv has them.
func count(t testing.TB, file []byte, o statistics.Options, table string) []map[string]string {
	t.Helper()
	var all []map[string]string
	s := statistics.New(o, []*statistics.Table{must(statistics.Lookup(table))(t)}, func(r *statistics.Row) error {
		row := map[string]string{}
		for i, c := range r.Table.Columns {
			row[c.Name] = string(r.Cells[i].Append(nil, new(rows.Column)))
		}
		all = append(all, row)
		return nil
	})
	feed(t, file, s)
	return all
}

func feed(t testing.TB, file []byte, s *statistics.Statistics) {
	t.Helper()
	feedEach(t, file, s, func(int) {})
}

// feedEach calls each behind every frame, counted from 0.
func feedEach(t testing.TB, file []byte, s *statistics.Statistics, each func(int)) {
	t.Helper()
	n := 0
	frames.Each(t, file, func(f *analysis.Frame) {
		if err := s.Add(f); err != nil {
			t.Fatal(err)
		}
		each(n)
		n++
	})
	if err := s.End(); err != nil {
		t.Fatal(err)
	}
}

// tape is a capture in the making, of nanoseconds.
type tape struct {
	t       testing.TB
	records []byte
	now     time.Duration
	seq     uint64
}

func newTape(t testing.TB) *tape { return &tape{t: t} }

func (p *tape) file() []byte {
	b := []byte("\x4d\x3c\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x04\x00\xfd\x00\x00\x00")
	return append(b, p.records...)
}

// at moves the clock of the capture.
func (p *tape) at(now time.Duration) *tape { p.now = now; return p }

// event adds an event of CPU 0, with the time of the capture less behind.
func (p *tape) event(what uint64, arm set, behind time.Duration, change ...func(frame []byte)) *tape {
	p.t.Helper()
	p.seq++
	e := must(spec.Default().Event(le, set{"what": what, "timestamp_ns": uint64(p.now - behind)}, arm))(p.t)
	f := must(spec.Default().Message(le, nil, set{"id.idx": 1, "id.val": 1, "seq": p.seq}, e))(p.t)
	f = append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, f...)
	for _, c := range change {
		c(f)
	}
	return p.frame(f)
}

// frame adds a frame.
func (p *tape) frame(f []byte) *tape {
	for _, v := range []uint32{uint32(p.now / time.Second), uint32(p.now % time.Second), uint32(len(f)), uint32(len(f))} {
		p.records = le.AppendUint32(p.records, v)
	}
	p.records = append(p.records, f...)
	return p
}

// request adds a request from a port, of eight bytes where mask is not 0.
func (p *tape) request(op, mask, port uint64) *tape {
	p.t.Helper()
	b := must(spec.Default().New(le, "proc_input", set{"mcast_op": op, "event_type": mask}))(p.t)
	if mask == 0 {
		b = b[:4]
	}
	f := must(spec.Default().Message(le, set{"nlmsg_pid": port}, set{"id.idx": 1, "id.val": 1, "seq": 3, "ack": port}, b))(p.t)
	return p.frame(append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, f...))
}

// again adds the last frame once more.
func (p *tape) again() *tape {
	p.records = append(p.records, p.records[len(p.records)-108:]...)
	return p
}

func task(pid, tgid uint64) set { return set{"process_pid": pid, "process_tgid": tgid} }
func fork(pid, tgid uint64) set {
	return set{"parent_pid": 1, "parent_tgid": 1, "child_pid": pid, "child_tgid": tgid}
}

// named writes a name into the frame of a comm event.
func named(name string) func([]byte) {
	return func(f []byte) { copy(f[76:92], name) }
}

const (
	eventFork = 0x1
	eventExec = 0x2
	eventComm = 0x200
	eventExit = 0x80000000
)
