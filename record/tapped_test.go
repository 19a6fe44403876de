package record

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record/audience"
	"github.com/cnwire/cnwire/record/tap"
)

// record/COMMENTS.md: the lines of a tap.
func TestTappedLines(t *testing.T) {
	for _, c := range []struct {
		m    tap.Message
		want string
	}{
		{tap.Message{ToKernel: true, Port: 4242, PID: 100, TID: 100, UID: 1000, GID: 7, Comm: "sh"}, "cnwire:1 sender port=4242 pid=100 uid=1000 gid=7 comm=sh"},
		{tap.Message{ToKernel: true, Port: 4294963200, PID: 100, TID: 101, Comm: "a b\x1b", PIDNS: 4026531836, Group: 1},
			`cnwire:1 sender port=4294963200 pid=100 tid=101 uid=0 gid=0 comm="a b\x1b" pidns=4026531836 group=1`},
		{tap.Message{Group: 1, Known: true, TID: 7}, "cnwire:1 delivery group=1 result=0 tid=7"},
		{tap.Message{Group: 1, Known: true, Result: -3}, "cnwire:1 delivery group=1 result=-3 tid=0"},
		{tap.Message{Port: 5, TID: 7}, "cnwire:1 delivery port=5 tid=7"},
		{tap.Message{Port: 5, From: 9, PID: 100, TID: 100, Comm: "sh", Group: 3, Known: true},
			"cnwire:1 sender port=9 pid=100 uid=0 gid=0 comm=sh group=3; cnwire:1 delivery port=5 group=3 result=0 tid=100"},
		{tap.Message{From: 9, PID: 100, TID: 100, Comm: "sh", Group: 3, Known: true},
			"cnwire:1 sender port=9 pid=100 uid=0 gid=0 comm=sh group=3; cnwire:1 delivery port=0 group=3 result=0 tid=100"},
	} {
		if got := strings.Join(passageLines(&c.m), "; "); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

// Frames of nlmon's have the header that it gives them, whatever their direction, which
// stands beside them; what programs send each other is no event, and no request either.
func TestTappedFrames(t *testing.T) {
	r := newRecorder(Options{Tap: true, Nlmon: true})
	r.tap = new(tapped)
	r.iface = new(Host).Interface(&r.o)
	if r.iface.Name != "connector nlmon" || !strings.Contains(r.iface.Comments[0], " source=nlmon ") {
		t.Errorf("%q, %q", r.iface.Name, r.iface.Comments)
	}
	data := make([]byte, 36)
	b := newBatch()
	for _, m := range []tap.Message{
		{Time: 1, ToKernel: true, Data: data, Length: 36, Port: 9},
		{Time: 2, Data: data, Length: 36, Port: 9, Known: true},
		{Time: 3, Data: data, Length: 36, Port: 9, From: 8, Known: true},
	} {
		b.tapped(&m, false, true)
	}
	r.begin(b)
	for i, want := range []struct {
		flags uint32
		lines string
	}{
		{2, "cnwire:1 sender port=9 pid=0 uid=0 gid=0 comm=\"\""},
		{1, "cnwire:1 delivery port=9 result=0 tid=0"},
		{1, "cnwire:1 sender port=8 pid=0 uid=0 gid=0 comm=\"\"\ncnwire:1 delivery port=9 result=0 tid=0"},
	} {
		var p pcap.Packet
		if !r.step(&p) {
			t.Fatalf("no packet %d", i+1)
		}
		if got := strings.Join(p.Comments, "\n"); string(p.Data[:16]) != "\x00\x04\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b" || p.Flags.Value != want.flags || got != want.lines {
			t.Errorf("packet %d: %x, flags %d, %q", i+1, p.Data[:16], p.Flags.Value, got)
		}
	}
	if c := r.Counts(); c.Received != 2 || c.Foreign != 1 || c.Missing != 0 {
		t.Errorf("%+v", c)
	}
	if _, list := r.Summary(Result{}); len(list) != 1 || !strings.Contains(list[0], "sent them to each other") {
		t.Errorf("%q", list)
	}
}

func TestTapHostLine(t *testing.T) {
	h := Host{Name: "a"}
	for _, masks := range []bool{false, true} {
		undo := SetMasks(masks)
		for want, o := range map[string]Options{
			"":                         {Tap: true},
			` filter="only exec"`:      {Tap: true, Events: 2},
			` filter="only comm"`:      {Tap: true, Events: 0x200},
			` filter="only process 7"`: {Tap: true, Listen: true, Follow: 7},
		} {
			line := h.line(&o)
			if _, rest, ok := bytes.Cut([]byte(line), []byte(" source=tap order=")); !ok || !bytes.Contains(rest, []byte(want+" monotonic=")) || bytes.Contains(rest, []byte("mask")) {
				t.Error(line)
			}
		}
		undo()
	}
}

// What a tap sees comes into a file with its direction, its time, and what is known of
// it; our own requests are written behind a limit too, and are not counted.
func TestTappedFile(t *testing.T) {
	r := newRecorder(Options{Tap: true})
	r.tap = new(tapped)
	r.iface = new(Host).Interface(&r.o)
	request := append([]byte("\x28\x00\x00\x00"), make([]byte, 36)...)
	long := append([]byte("\xff\xff\x00\x00"), make([]byte, 400)...)
	b := newBatch()
	for _, m := range []struct {
		tap.Message
		own bool
	}{
		{tap.Message{Time: 1000, ToKernel: true, Data: request, Length: len(request), Port: 9, PID: 9, TID: 9, Comm: "x"}, false},
		{tap.Message{Time: 2000, Data: long, Length: 65535, Group: 3, TID: 9}, false},
		{tap.Message{Time: 3000, ToKernel: true, Data: request, Length: len(request), Port: 8, PID: 8, TID: 8, Comm: "y"}, true},
	} {
		b.tapped(&m.Message, m.own, false)
	}
	b.read, b.offset, b.drops = 1_000_000_000, 500, 17
	r.full <- b
	close(r.full)
	file := filepath.Join(t.TempDir(), "a.pcapng")
	result, err := r.Write(Output{Name: file})
	if err != nil || result.Frames != 3 {
		t.Fatalf("%+v, %v", result, err)
	}
	if c := r.Counts(); c.Received != 2 {
		t.Errorf("%+v", c)
	}
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	reader, err := pcap.NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []struct {
		head  string
		data  []byte
		len   uint32
		flags uint32
		at    int64
		drops uint64
		line  string
	}{
		{"\x00\x07\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b", request, 56, 2, 1500, 17, "cnwire:1 sender port=9 pid=9 uid=0 gid=0 comm=x"},
		{"\x00\x06\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b", long, 65551, 1, 2500, 0, "cnwire:1 delivery group=3 tid=9"},
		{"\x00\x07\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b", request, 56, 2, 3500, 0, "cnwire:1 sender port=8 pid=8 uid=0 gid=0 comm=y"},
	} {
		var p pcap.Packet
		if err := reader.Next(&p); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(p.Data, append([]byte(want.head), want.data...)) || p.Len != want.len || p.Flags.Value != want.flags ||
			p.Time.UnixNano() != want.at || p.DropCount.Value != want.drops || !slices.Contains(p.Comments, want.line) {
			t.Errorf("packet %d: %x, %d bytes, flags %d, %d, %d drops, %q", i+1, p.Data[:min(len(p.Data), 40)], p.Len, p.Flags.Value, p.Time.UnixNano(), p.DropCount.Value, p.Comments)
		}
	}
	if err := reader.Next(new(pcap.Packet)); err != io.EOF {
		t.Error(err)
	}
}

// What is missing of a tap's recording is said in sentences of its own.
func TestTapSummary(t *testing.T) {
	for _, c := range []struct {
		listen        bool
		received      uint64
		lost, leftOut uint64
		cut, unknown  uint64
		want          []string
	}{
		{false, 9, 0, 0, 0, 0, nil},
		{true, 0, 0, 0, 0, 0, nil},
		{false, 0, 0, 0, 0, 0, []string{"nothing came: the kernel makes events only while somebody has asked for them, as --listen does"}},
		{false, 9, 7, 2, 100, 3, []string{
			"5 messages lost, for the ring was full: a larger one (--buffer) holds more",
			"2 messages lost, for the kernel ran no program of the tap where a CPU was busy with BPF already",
			"100 bytes cut off messages that are too long",
			"of 3 messages it is not known whether somebody received them",
		}},
	} {
		r := newRecorder(Options{Tap: true, Listen: c.listen})
		r.tap = new(tapped)
		n := &r.counters
		n.received.Store(c.received)
		n.lost.Store(c.lost)
		n.leftOut.Store(c.leftOut)
		n.cut.Store(c.cut)
		n.unknown.Store(c.unknown)
		if _, got := r.Summary(Result{}); !slices.Equal(got, c.want) {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
}

// record/COMMENTS.md: who listened before, and what the kernel counted.
func TestAudienceLines(t *testing.T) {
	uid, mask := uint32(0), uint32(0x80000002)
	h := audience.Here{Count: listeners.Exactly(-1), List: []listeners.Listener{
		{Port: 4242, PID: 100, UID: &uid, Comm: "a b", Groups: []uint32{1, 3}, State: listeners.Listens, Mask: &mask},
		{Port: 4294963200, State: listeners.Unknown, Groups: []uint32{1}},
	}}
	want := []string{
		`cnwire:1 listener port=4242 pid=100 uid=0 comm="a b" group=1 group=3 state=listens mask=0x80000002`,
		`cnwire:1 listener port=4294963200 group=1 state=unknown`,
		`cnwire:1 counter listeners=-1`,
	}
	if got := audienceLines(&h); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := audienceLines(&audience.Here{Count: listeners.AtLeast(1)}); got != nil {
		t.Errorf("a bound is no count: %q", got)
	}
}
