package statistics_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"github.com/cnwire/cnwire/pcap"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// recount counts a capture with none of our code: events of id 1:1, once each,
// by what, by CPU and by process.
func recount(b []byte, big bool) (what, cpu, tgid map[uint32]int, copies int) {
	what, cpu, tgid = map[uint32]int{}, map[uint32]int{}, map[uint32]int{}
	u32 := le.Uint32
	if big {
		u32 = func(b []byte) uint32 { return uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3]) }
	}
	seen := map[string]bool{}
	length := le.Uint32
	if b[0] == 0xa1 {
		length = u32
	}
	for off := 24; off < len(b); {
		f := b[off+16:][:length(b[off+8:])]
		off += 16 + len(f)
		if len(f) != 92 || u32(f[32:]) != 1 {
			continue
		}
		if seen[string(f)] {
			copies++
			continue
		}
		seen[string(f)] = true
		what[u32(f[52:])]++
		cpu[u32(f[56:])]++
		switch w := u32(f[52:]); {
		case w == 0:
		case w == 1 && u32(f[76:]) != u32(f[80:]): // a thread's fork is about its process
			tgid[u32(f[80:])]++
		default:
			tgid[u32(f[72:])]++
		}
	}
	return what, cpu, tgid, copies
}

// TestCorpus: the tables say of each capture what an independent count says.
func TestCorpus(t *testing.T) {
	for _, e := range must(corpus.Manifest())(t) {
		name, ok := strings.CutPrefix(e.File, "captures/")
		if !ok || !strings.Contains(name, "6.1") || strings.Contains(name, "/") {
			continue
		}
		file := captured(t, name)
		what, cpu, tgid, copies := recount(file, strings.HasPrefix(name, "s390x"))
		got, gotCopies := map[uint32]int{}, 0
		for _, row := range count(t, file, statistics.Options{}, "kind") {
			gotCopies += atoi(t, row["copies"])
			if (row["kind"] == "event" || row["kind"] == "answer") && row["name"] != "CN_W1_IDX" { // a slave's answer is of id 3:1
				got[whatOf(t, row["name"])] += atoi(t, row["messages"])
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(what) || gotCopies != copies {
			t.Errorf("%s: kinds %v and %d copies, want %v and %d", name, got, gotCopies, what, copies)
		}
		got = map[uint32]int{}
		for _, row := range count(t, file, statistics.Options{}, "cpu") {
			got[uint32(atoi(t, row["cpu"]))] += atoi(t, row["messages"])
		}
		if fmt.Sprint(got) != fmt.Sprint(cpu) {
			t.Errorf("%s: CPUs %v, want %v", name, got, cpu)
		}
		got = map[uint32]int{}
		for _, row := range count(t, file, statistics.Options{}, "process") {
			got[uint32(atoi(t, row["tgid"]))] += atoi(t, row["events"])
		}
		if fmt.Sprint(got) != fmt.Sprint(tgid) {
			t.Errorf("%s: processes %v, want %v", name, got, tgid)
		}
	}
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	return must(strconv.Atoi(s))(t)
}

func whatOf(t testing.TB, name string) uint32 {
	t.Helper()
	codes := map[string]uint32{
		"PROC_EVENT_NONE": 0, "PROC_EVENT_FORK": 1, "PROC_EVENT_EXEC": 2, "PROC_EVENT_UID": 4, "PROC_EVENT_GID": 0x40, "PROC_EVENT_SID": 0x80,
		"PROC_EVENT_PTRACE": 0x100, "PROC_EVENT_COMM": 0x200, "PROC_EVENT_COREDUMP": 0x40000000, "PROC_EVENT_EXIT": 0x80000000,
	}
	code, ok := codes[name]
	if !ok {
		t.Errorf("an event is called %s", name)
	}
	return code
}

// TestOverview: the one row, of the demo, whose frames README.md shows.
func TestOverview(t *testing.T) {
	row := count(t, corpus.Demo(), statistics.Options{}, "overview")[0]
	for name, want := range map[string]string{
		"frames": "31", "netlink_frames": "31", "connector_frames": "31", "messages": "30", "requests": "3", "answers": "2", "events": "25",
		"copies": "1", "listeners": "2", "duration_ns": "9817826000", "start": "2026-11-21T23:12:01.022898Z", "lost": "158", "processes": "10",
	} {
		if row[name] != want {
			t.Errorf("%s is %s, want %s", name, row[name], want)
		}
	}
}

// TestDuration: from the earliest frame to the latest, in whatever order they
// stand.
func TestDuration(t *testing.T) {
	p := newTape(t)
	for _, at := range []time.Duration{3 * time.Second, 8 * time.Second, time.Second, 5 * time.Second} {
		p.at(at).event(eventExec, task(9, 9), 0)
	}
	row := count(t, p.file(), statistics.Options{}, "overview")[0]
	if row["start"] != "1970-01-01T00:00:01Z" || row["duration_ns"] != "7000000000" {
		t.Errorf("from %s, %s ns long", row["start"], row["duration_ns"])
	}
}

// TestBytesOfCutFrames: bytes are those that the frames had, not those that were
// captured of them.
func TestBytesOfCutFrames(t *testing.T) {
	whole := octets.Cooked(11, octets.Message(t, le, set{"nlmsg_type": 3}, octets.Event(t, le, eventExec, task(9, 9))))
	file := octets.Pcap(le, false, octets.Record{Data: whole}, octets.Record{Data: whole[:40], Wire: len(whole)})
	want := strconv.Itoa(2 * len(whole))
	for _, table := range []string{"interface", "hierarchy"} {
		if row := count(t, file, statistics.Options{}, table)[0]; row["bytes"] != want || row["frames"] != "2" {
			t.Errorf("%s: %s bytes in %s frames, want %s in 2", table, row["bytes"], row["frames"], want)
		}
	}
}

// TestShareOfMany: of more ids than are told apart the rest is a row, and a share
// is one of all messages.
func TestShareOfMany(t *testing.T) {
	const many, apart = 5000, 4096
	p := newTape(t)
	for i := range uint64(many) {
		f := must(spec.Default().Message(le, nil, set{"id.idx": 7, "id.val": i + 2, "seq": i}, []byte{1, 2, 3, 4}))(t)
		p.frame(octets.Cooked(11, f))
	}
	list := count(t, p.file(), statistics.Options{}, "id")
	if len(list) != apart+1 {
		t.Fatalf("%d rows", len(list))
	}
	for i, row := range list {
		messages, percent := "1", "0.02"
		if i == apart {
			messages, percent = "904", "18.08"
		}
		if row["messages"] != messages || row["percent"] != percent {
			t.Fatalf("row %d: %v", i, row)
		}
	}
}

// TestIDNames: a name is of an idx and the val that its user registers; the
// notifier has both numbers (R47).
func TestIDNames(t *testing.T) {
	ids := [][2]uint64{{1, 1}, {3, 1}, {3, 2}, {99, 1}, {0xffffffff, 1}, {0xffffffff, 0xffffffff}}
	p := newTape(t)
	for _, id := range ids {
		f := must(spec.Default().Message(le, nil, set{"id.idx": id[0], "id.val": id[1]}, nil))(t)
		p.frame(octets.Cooked(11, f))
	}
	got := ""
	for _, row := range count(t, p.file(), statistics.Options{}, "id") {
		got += row["name"] + " "
	}
	if want := "CN_IDX_PROC CN_W1_IDX 3:2 99:1 0xffffffff:1 CN_IDX_CONNECTOR "; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestRowJSON: an object has its table, then the columns in order, with their
// types, and null for what is not there.
func TestRowJSON(t *testing.T) {
	var got []string
	tables := []*statistics.Table{must(statistics.Lookup("kind"))(t), must(statistics.Lookup("interface"))(t)}
	s := statistics.New(statistics.Options{}, tables, func(r *statistics.Row) error {
		b, err := json.Marshal(r)
		got = append(got, string(b))
		return err
	})
	feed(t, newTape(t).event(eventFork, fork(9, 9), 0).file(), s)
	want := []string{
		`{"table":"kind","kind":"event","name":"PROC_EVENT_FORK","messages":1,"copies":0,"percent":100,"per_second":null,"first_frame":1,"last_frame":1}`,
		`{"table":"interface","number":1,"section":null,"id":0,"name":null,"link_type":253,"frames":1,"bytes":92,"messages":1,"copies":0,"per_second":null,"dropped":0,"first_frame":1,"last_frame":1}`,
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}

// TestEmitError: nothing is emitted behind an error, and the caller hears of it.
func TestEmitError(t *testing.T) {
	failed := errors.New("full")
	calls := 0
	s := statistics.New(statistics.Options{}, []*statistics.Table{must(statistics.Lookup("overview"))(t), must(statistics.Lookup("overview"))(t)},
		func(*statistics.Row) error { calls++; return failed })
	if err := s.End(); !errors.Is(err, failed) || calls != 1 {
		t.Errorf("%v, %d calls", err, calls)
	}
}

// TestNothing: every table can do without a frame.
func TestNothing(t *testing.T) {
	for _, table := range statistics.Tables() {
		rows := count(t, newTape(t).file(), statistics.Options{}, table.Name)
		if table.Name != "overview" && len(rows) > 0 {
			t.Errorf("%s: %v", table.Name, rows)
		}
	}
	if _, err := statistics.Lookup("nonsense"); err == nil || !strings.Contains(err.Error(), "kind, id, process") {
		t.Errorf("%v", err)
	}
}

// TestFramesAreNoMessages: of frames with several messages, and with drop counts,
// each number is of what its column says.
func TestFramesAreNoMessages(t *testing.T) {
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	on := &pcap.Interface{LinkType: 253, SnapLen: 262144, Resolution: pcap.Nanoseconds}
	for i, dropped := range []uint64{0, 3, 4} {
		var messages []byte
		for n := range i + 1 {
			messages = append(messages, octets.Message(t, le, set{"nlmsg_type": 3}, octets.Event(t, le, eventExec, task(uint64(9+i), uint64(9+n))))...)
		}
		data := octets.Cooked(11, messages)
		p := pcap.Packet{Data: data, Len: uint32(len(data)), Interface: on, Time: time.Unix(int64(1000+i), 0)}
		if dropped > 0 {
			p.DropCount = pcap.Of(dropped)
		}
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]map[string]string{
		"overview":  {"frames": "3", "messages": "6", "per_second": "3", "dropped": "7", "duration_ns": "2000000000"},
		"interface": {"frames": "3", "messages": "6", "per_second": "3", "dropped": "7"},
		"kind":      {"messages": "6", "per_second": "3", "percent": "100"},
	} {
		row := count(t, b.Bytes(), statistics.Options{}, table)[0]
		for name, want := range want {
			if row[name] != want {
				t.Errorf("%s: %s is %s, want %s", table, name, row[name], want)
			}
		}
	}
}
