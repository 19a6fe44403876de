package cnwire_test

import (
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"os"
	"reflect"
	"strconv"
	"testing"

	"github.com/cnwire/cnwire"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Each message of the demo is as an independent decoder has it: testdata/corpus/decode.py
// made the table.
func TestEventsAgainstGolden(t *testing.T) {
	b, err := os.ReadFile("testdata/corpus/goldens/demo-amd64-6.1.192-nlmon.fields.tsv")
	if err != nil {
		t.Fatal(err)
	}
	in := csv.NewReader(bytes.NewReader(b))
	in.Comma = '\t'
	table, err := in.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := map[string]int{}
	for i, name := range table[0] {
		column[name] = i
	}
	n, copies := 0, 0
	for ev, err := range cnwire.Events(demo) {
		if err != nil {
			t.Fatal(err)
		}
		n++
		row := table[n]
		cell := func(name string) uint64 {
			v, _ := strconv.ParseUint(row[column[name]], 0, 64)
			return v
		}
		if ev.Frame != cell("frame.number") || uint64(ev.ID.Idx) != cell("cn.idx") || uint64(ev.Message.Seq) != cell("cn.seq") ||
			uint64(ev.CPU) != cell("cn_proc.cpu") || uint64(ev.Stamp) != cell("cn_proc.timestamp_ns") {
			t.Errorf("event %d is %+v, want %q", n, ev, row)
		}
		if what, ok := ev.Message.What(); ok && (uint64(what) != cell("cn_proc.what") || ev.Event.What() != what) {
			t.Errorf("event %d is %v", n, ev.Event)
		}
		if e, ok := ev.Event.(*codec.Exit); ok && uint64(e.ExitCode) != cell("cn_proc.exit.exit_code") {
			t.Errorf("event %d: exit code %d", n, e.ExitCode)
		}
		if ev.Copy {
			copies++
		}
		if request := ev.Kind == genealogy.KindRequest; request != (ev.Event == nil) || request != (ev.Direction.String() == ">kernel") {
			t.Errorf("event %d: %v, %v, %v", n, ev.Kind, ev.Direction, ev.Event)
		}
	}
	if n != len(table)-1 || copies != 1 {
		t.Errorf("%d events, %d copies", n, copies)
	}
}

// The demo is a part of a capture: numbers of the counters are missing.
func TestEventsSayWhatIsLost(t *testing.T) {
	var lost uint64
	for ev, err := range cnwire.Events(demo) {
		if err != nil {
			t.Fatal(err)
		}
		lost += ev.Lost
	}
	if want := lostByHand(t); lost != want || want == 0 {
		t.Errorf("%d lost, want %d", lost, want)
	}
}

// lostByHand counts what is missing between the seq of events and answers that
// follow each other on a processor.
func lostByHand(t *testing.T) (lost uint64) {
	last := map[uint32]uint32{}
	for ev, err := range cnwire.Events(demo) {
		if err != nil {
			t.Fatal(err)
		}
		if ev.Event == nil || ev.Copy {
			continue
		}
		if before, ok := last[ev.CPU]; ok {
			lost += uint64(ev.Message.Seq - before - 1)
		}
		last[ev.CPU] = ev.Message.Seq
	}
	return lost
}

// A file that is cut is read up to the cut, and the next one too.
func TestEventsGoOn(t *testing.T) {
	b, err := os.ReadFile(demo)
	if err != nil {
		t.Fatal(err)
	}
	cut := source.Reader("cut", bytes.NewReader(b[:311]))
	events, faults := 0, 0
	for ev, err := range cnwire.EventsOf(cut, source.File("missing.pcap"), source.File(demo)) {
		if err == nil {
			events++
			continue
		}
		faults++
		var place *source.Error
		if !errors.As(err, &place) || ev == nil || ev.Event != nil {
			t.Errorf("%v beside %+v", err, ev)
		}
		var where *pcap.Error
		if place.Name == "cut" && (!errors.As(err, &where) || where.Frame != 3 || where.Offset != 204) {
			t.Errorf("the cut is %+v", where)
		}
	}
	if events != 2+31 || faults != 2 {
		t.Errorf("%d events, %d faults", events, faults)
	}
	for range cnwire.EventsIn(bytes.NewReader(b)) {
		return // and nothing goes on behind a break
	}
	t.Error("no event")
}

// A clone stays what it was while the reading goes on.
func TestEventClone(t *testing.T) {
	var clones []*cnwire.Event
	var said []string
	for ev, err := range cnwire.Events(demo) {
		if err != nil {
			t.Fatal(err)
		}
		clones = append(clones, ev.Clone())
		said = append(said, string(ev.Message.AppendSummary(nil, false)))
	}
	for i, ev := range clones {
		if got := string(ev.Message.AppendSummary(nil, false)); got != said[i] || ev.Message.Frame != ev.Frame {
			t.Errorf("clone %d says %q, want %q", i, got, said[i])
		}
	}
	fork, other := clones[2].Event, clones[3].Event // a fork and its copy
	if !reflect.DeepEqual(fork, other) || fork == other {
		t.Errorf("clones %+v and %+v", fork, other)
	}
}

// What a program sends to listen is what programs sent: the vectors of SPEC.md's
// kernels, and the table's encoder for the other order.
func TestRequests(t *testing.T) {
	mask := codec.EventExec | codec.EventExit
	for _, o := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		for _, c := range []struct {
			got    []byte
			name   string
			fields map[string]uint64
		}{
			{cnwire.ListenRequest(o, 0), "proc_cn_mcast_op", map[string]uint64{"mcast_op": 1}},
			{cnwire.IgnoreRequest(o), "proc_cn_mcast_op", map[string]uint64{"mcast_op": 2}},
			{cnwire.ListenRequest(o, mask), "proc_input", map[string]uint64{"mcast_op": 1, "event_type": 0x80000002}},
		} {
			order := byteOrder(o)
			data, err := spec.Default().New(order, c.name, c.fields)
			if err != nil {
				t.Fatal(err)
			}
			want, err := spec.Default().Message(order, nil, map[string]uint64{"id.idx": 1, "id.val": 1}, data)
			if err != nil || !bytes.Equal(c.got, want) {
				t.Errorf("%v %s: %x, want %x, %v", o, c.name, c.got, want, err)
			}
		}
	}
	const captured = "28000000030000000000000000000000010000000100000007000000640000000400000001000000" // seq 7, ack 100
	want, _ := hex.DecodeString(captured)
	clear(want[24:32])
	if got := cnwire.ListenRequest(codec.LittleEndian, 0); !bytes.Equal(got, want) {
		t.Errorf("%x, want %x", got, want)
	}
}

func TestProcessesGoOn(t *testing.T) {
	b, err := os.ReadFile(demo)
	if err != nil {
		t.Fatal(err)
	}
	list, faults := 0, 0
	for p, err := range cnwire.ProcessesIn(bytes.NewReader(b[:311])) {
		switch {
		case err != nil && p != nil && p.PID == 0:
			faults++
		case err == nil:
			list++
		}
	}
	if list != 0 || faults != 1 {
		t.Errorf("%d processes, %d faults", list, faults)
	}
	for range cnwire.Processes(demo) {
		return
	}
	t.Error("no process")
}

func byteOrder(o codec.Order) binary.ByteOrder {
	if o == codec.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
