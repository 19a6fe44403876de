package record_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// open opens a recorder for a test, and sees to it that the kernel counts as many
// listeners afterwards as before.
func open(t *testing.T, o record.Options) *record.Recorder {
	t.Helper()
	connector.Need(t)
	before := connector.Listeners(t)
	t.Cleanup(func() { connector.NoMoreListeners(t, before) })
	// A test that hangs must not leave the kernel with a listener.
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	t.Cleanup(cancel)
	r, err := record.Open(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

func datagrams(list []frame) (all [][]byte) {
	for _, f := range list {
		all = append(all, f.datagram)
	}
	return all
}

// between returns the frames from one mark to another.
func between(t testing.TB, list []frame, first, last string) []frame {
	t.Helper()
	from := slices.IndexFunc(list, func(f frame) bool { return connector.IsMark(f.datagram, first) })
	to := slices.IndexFunc(list, func(f frame) bool { return connector.IsMark(f.datagram, last) })
	if from < 0 || to < from {
		t.Fatalf("the marks are at %d and %d of %d", from, to, len(list))
	}
	return list[from : to+1]
}

// sorted are datagrams in an order in which two sockets agree: CPUs send at once.
func sorted(list [][]byte) [][]byte {
	list = slices.Clone(list)
	slices.SortFunc(list, bytes.Compare)
	return list
}

// words are the 32-bit words of a datagram.
func word(b []byte, at int) uint32 { return binary.NativeEndian.Uint32(b[at:]) }

// A storm of processes is in the file to the byte as another socket saw it, and
// nothing is lost: the buffer has room for all of it.
func TestStorm(t *testing.T) {
	r := open(t, record.Options{})
	witness := connector.Open(t)
	file := filepath.Join(t.TempDir(), "storm.pcapng")
	n := 1000
	if testkit.Deep {
		n = 20000
	}
	var parent int
	go func() {
		defer r.Stop()
		connector.Mark(t, "storm begins")
		parent = connector.Storm(t, n)
		connector.Mark(t, "storm ends")
	}()
	result, err := r.Write(record.Output{Name: file})
	if err != nil {
		t.Fatal(err)
	}
	list := frames(t, file)
	if c := r.Counts(); c.Lost > 0 || c.Missing > 0 || c.Received+2 != uint64(len(list)) || result.Frames != uint64(len(list)) || result.Failed+result.Behind > 0 {
		t.Errorf("%+v, %+v, and %d frames", c, result, len(list))
	}
	unsorted := datagrams(between(t, list, "storm begins", "storm ends"))
	got := sorted(unsorted)
	want := sorted(connector.Between(t, witness.Read(t), "storm begins", "storm ends"))
	if !slices.EqualFunc(got, want, bytes.Equal) {
		t.Errorf("%d messages, another socket saw %d", len(got), len(want))
	}
	var forks, exits int
	children := map[uint32]bool{}
	for _, b := range unsorted {
		switch pid := word(b, 52); {
		case len(b) == 76 && word(b, 36) == 1 && word(b, 56) == uint32(parent): // FORK, parent_tgid
			forks++
			children[word(b, 64)] = true // child_tgid
		case len(b) == 76 && word(b, 36) == 1<<31 && children[pid]: // EXIT, process_pid
			exits++
			delete(children, pid)
		}
	}
	if forks != n || exits != n {
		t.Errorf("%d forks and %d exits of %d processes", forks, exits, n)
	}
}

// Who does not take packets out in time loses some. What is lost is counted to the
// message, before the packet that is behind the gap.
func TestOverrun(t *testing.T) {
	defer record.SetBatches(4)()
	r := open(t, record.Options{Buffer: 64 << 10})
	witness := connector.Open(t)
	var list []frame
	var p pcap.Packet
	next := func() bool {
		switch err := r.Next(&p); err {
		case nil:
			list = append(list, keep(&p))
			return true
		case io.EOF:
		default:
			t.Fatal(err)
		}
		return false
	}
	marks := 0
	// until takes packets out up to a mark. The kernel may have dropped it: then it is
	// made again, under another name.
	until := func() string {
		for {
			marks++
			name := fmt.Sprint("overrun ", marks)
			connector.Mark(t, name)
			for quiet, taken := 0, 0; quiet < 5 && taken < 4096; {
				if r.Queued() == 0 {
					quiet++
					time.Sleep(20 * time.Millisecond)
					continue
				}
				if !next() {
					t.Fatal("the end is missing")
				}
				if quiet, taken = 0, taken+1; connector.IsMark(list[len(list)-1].datagram, name) {
					return name
				}
			}
		}
	}
	begins := until()
	ends := begins
	for range 2 {
		connector.Storm(t, 1000) // more messages than the queue and the buffer hold; nobody takes any out
		ends = until()
	}
	r.Stop()
	for next() {
	}
	want := len(connector.Between(t, witness.Read(t), begins, ends))
	got := between(t, list, begins, ends)
	var lost uint64
	type counter struct {
		seq uint32
		at  int
	}
	last := map[uint32]counter{}
	gap := -1 // the last frame that says that something is missing before it
	for i, f := range got {
		if i > 0 && f.DropCount.Present {
			lost += f.DropCount.Value
			gap = i
		}
		if len(f.datagram) != 76 {
			t.Fatalf("% x", f.datagram)
		}
		cpu, seq := word(f.datagram, 40), word(f.datagram, 24)
		if c, ok := last[cpu]; ok && seq != c.seq+1 && gap <= c.at {
			t.Errorf("CPU %d lacks %d messages before message %d, and no count says so behind %d", cpu, seq-c.seq-1, i, c.at)
		}
		last[cpu] = counter{seq, i}
	}
	c := r.Counts()
	t.Logf("%d received and %d lost of %d; %+v", len(got), lost, want, c)
	if lost == 0 || uint64(len(got))+lost != uint64(want) || c.Missing > c.Lost {
		t.Errorf("%d received and %d lost of %d; %+v", len(got), lost, want, c)
	}
}

// Events that were not asked for are left away, by the kernel's mask and by a
// filter of the socket alike.
func TestEventsAskedFor(t *testing.T) {
	for _, masks := range []bool{true, false} {
		undo := record.SetMasks(masks)
		for _, c := range []struct {
			events codec.EventType
			want   map[uint32]int // of the children's events, by what
		}{
			{codec.EventExec, map[uint32]int{2: 3}},
			{codec.EventFork | codec.EventExit, map[uint32]int{1: 3, 1 << 31: 3}},
			{codec.EventNonzeroExit, map[uint32]int{1 << 31: 2}},
			{codec.EventNonzeroExit | codec.EventExec, map[uint32]int{1 << 31: 2, 2: 3}},
		} {
			r := open(t, record.Options{Events: c.events})
			children := map[uint32]bool{}
			for _, command := range []string{"exit 0", "exit 3", "kill -9 $$"} {
				cmd := exec.Command("sh", "-c", command)
				cmd.Run()
				children[uint32(cmd.Process.Pid)] = true
			}
			connector.Mark(t, "not asked for")
			r.Stop()
			got := map[uint32]int{}
			var p pcap.Packet
			for r.Next(&p) == nil {
				b := p.Data[len(cooked):]
				if len(b) != 76 {
					continue
				}
				what, pid := word(b, 36), word(b, 52)
				if what == 1 { // FORK
					pid = word(b, 64)
				}
				if children[pid] {
					got[what]++
				} else if what != 0 && uint32(c.events)&what == 0 && what != 1<<31 {
					t.Errorf("masks %v: an event %#x, asked for were %#x", masks, what, uint32(c.events))
				}
			}
			if !maps.Equal(got, c.want) {
				t.Errorf("masks %v, %#x: %v, want %v", masks, uint32(c.events), got, c.want)
			}
			if c := r.Counts(); c.Missing > 0 || c.Unasked > 0 {
				t.Errorf("masks %v: %+v: what was filtered is not missing, and a filter lets nothing through but what is asked for, and what the heart is heard by", masks, c)
			}
			r.Close()
		}
		undo()
	}
}

// The requests and the answer stand in the recording as nlmon would show them,
// with their direction, and all times are those of what happened.
func TestRequestsAreRecorded(t *testing.T) {
	began := time.Now()
	r := open(t, record.Options{Events: codec.EventExec})
	r.Stop()
	var list []frame
	var p pcap.Packet
	for r.Next(&p) == nil {
		list = append(list, keep(&p))
	}
	ended := time.Now()
	var requests []frame
	for i, f := range list {
		if !bytes.HasPrefix(f.Data, []byte(cooked)) || f.Time.Before(began) || f.Time.After(ended) || int(f.Len) != len(f.Data) {
			t.Errorf("frame %d: % x at %v of %v", i+1, f.Data, f.Time, f.Len)
		}
		if f.Flags.Value == 2 {
			requests = append(requests, f)
		} else if f.Flags.Value != 1 || word(f.datagram, 12) != 0 {
			t.Errorf("frame %d: flags %v, nlmsg_pid %d", i+1, f.Flags, word(f.datagram, 12))
		}
	}
	if len(requests) != 3 || !bytes.Equal(list[0].Data, requests[0].Data) || !bytes.Equal(list[len(list)-1].Data, requests[2].Data) {
		t.Fatalf("%d requests of %d frames", len(requests), len(list))
	}
	// EXEC, and COMM for the heart.
	for i, want := range []struct{ length, op, mask uint32 }{{40, 1, 0}, {44, 1, 0x202}, {40, 2, 0}} {
		b := requests[i].datagram
		if uint32(len(b)) != want.length || word(b, 0) != want.length || word(b, 36) != want.op || want.mask > 0 && word(b, 40) != want.mask || word(b, 12) == 0 {
			t.Errorf("request %d: % x", i+1, b)
		}
	}
	answers := 0
	for _, f := range list {
		if len(f.datagram) == 76 && word(f.datagram, 36) == 0 && word(f.datagram, 28) == word(requests[0].datagram, 28)+1 {
			answers++
		}
	}
	if answers != 1 {
		t.Errorf("LISTEN was answered %d times", answers)
	}
}

// The events are those of the front door, until the context ends.
func TestEvents(t *testing.T) {
	connector.Need(t)
	before := connector.Listeners(t)
	defer connector.NoMoreListeners(t, before)
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	r, err := record.Open(ctx, record.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	cmd := exec.Command("sh", "-c", "exit 7")
	cmd.Run()
	var said []string
	for ev, err := range r.Events() {
		if err != nil {
			t.Fatal(err)
		}
		switch e := ev.Event.(type) {
		case *codec.Fork:
			if int(e.Child.TGID) == cmd.Process.Pid && e.Child.IsLeader() {
				said = append(said, "fork")
			}
		case *codec.Exec:
			if int(e.Process.TGID) == cmd.Process.Pid {
				said = append(said, "exec")
			}
		case *codec.Exit:
			if int(e.Process.TGID) == cmd.Process.Pid {
				said = append(said, fmt.Sprint("exit ", e.Status()))
				cancel() // the loop ends, behind IGNORE
			}
		case nil:
			said = append(said, ev.Kind.String())
		case *codec.Ack:
			if ev.Message.IsReply() {
				said = append(said, "answer")
			}
		}
	}
	if want := "request answer fork exec exit 7 request"; strings.Join(said, " ") != want {
		t.Errorf("%s, want %s", said, want)
	}
}

// Follow keeps one process, and with Descendants what it starts and what that
// starts, also where it lived before.
func TestFollow(t *testing.T) {
	script := "echo; read x; sh -c 'sh -c :; exit 2'"
	for _, c := range []struct {
		descendants bool
		events      codec.EventType
		want        map[uint32]int
	}{
		{false, 0, map[uint32]int{1: 1, 1 << 31: 1}},
		{true, 0, map[uint32]int{1: 2, 2: 2, 1 << 31: 3}},
		{true, codec.EventExec, map[uint32]int{2: 2}},
	} {
		cmd := exec.Command("sh", "-c", script+"; exit 3")
		stdin, err := cmd.StdinPipe()
		stdout, outErr := cmd.StdoutPipe()
		if err := errors.Join(err, outErr, cmd.Start()); err != nil {
			t.Fatal(err)
		}
		// Start returns before the kernel tells of the EXEC, which is not asked about here.
		if _, err := io.ReadFull(stdout, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		r := open(t, record.Options{Follow: int32(cmd.Process.Pid), Descendants: c.descendants, Events: c.events})
		stdin.Close()
		cmd.Wait()
		exec.Command("true").Run() // is nobody's
		r.Stop()
		got := map[uint32]int{}
		var p pcap.Packet
		for r.Next(&p) == nil {
			if b := p.Data[len(cooked):]; len(b) == 76 && word(b, 36) != 0 {
				got[word(b, 36)]++
			}
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%+v: %v", c, got)
		}
		r.Close()
	}
}

// What another program sends to the group looks like an event, and is none: the
// socket knows its sender, whatever nlmsg_pid says.
func TestForeignSender(t *testing.T) {
	r := open(t, record.Options{})
	connector.Mark(t, "forged soon")
	connector.Forge(t, "forged")
	r.Stop()
	var forged []frame
	var p pcap.Packet
	for r.Next(&p) == nil {
		if k := keep(&p); connector.IsMark(k.datagram, "forged") {
			forged = append(forged, k)
		} else if len(p.Comments) > 0 {
			t.Errorf("%q", p.Comments)
		}
	}
	if len(forged) != 1 || len(forged[0].Comments) != 1 || !strings.HasPrefix(forged[0].Comments[0], "cnwire:1 sender port=") || strings.HasSuffix(forged[0].Comments[0], "=0") {
		t.Errorf("%+v", forged)
	}
	var frames analysis.Frames
	f := frames.Feed(&forged[0].Packet)
	if d, _ := f.Direction(); f.Messages[0].Kind != genealogy.KindUnknown || d == analysis.FromKernel {
		t.Errorf("it is %v, %v", f.Messages[0].Kind, d)
	}
	if c := r.Counts(); c.Foreign != 1 || c.Missing > 0 {
		t.Errorf("%+v", c)
	}
}

// When the kernel sends nothing any more, whoever brought that about, the recording
// says since when it was silent, also where no COMM was asked for. The kernel's
// count of listeners, by which it comes about, is not touched here: others listen
// too.
func TestSilence(t *testing.T) {
	defer record.SetBeat(100 * time.Millisecond)()
	for _, masks := range []bool{true, false} {
		undo := record.SetMasks(masks)
		for _, events := range []codec.EventType{0, codec.EventExec, codec.EventComm, codec.EventNonzeroExit} {
			silence(t, events)
		}
		undo()
	}
}

func silence(t *testing.T, events codec.EventType) {
	r := open(t, record.Options{Events: events})
	defer r.Close()
	var list []frame
	var p pcap.Packet
	ended := make(chan bool)
	go func() {
		for r.Next(&p) == nil {
			list = append(list, keep(&p))
		}
		close(ended)
	}()
	time.Sleep(500 * time.Millisecond)
	if at := r.Silent(); !at.IsZero() {
		t.Fatalf("%#x: silent since %v, and nobody did anything", uint32(events), at)
	}
	began := time.Now()
	if err := r.Deafen(); err != nil {
		t.Fatal(err)
	}
	for r.Silent().IsZero() && time.Since(began) < 20*time.Second {
		time.Sleep(10 * time.Millisecond)
	}
	r.Stop()
	<-ended
	if at := r.Silent(); at.Before(began.Add(-time.Second)) || at.After(time.Now()) {
		t.Errorf("%#x: silent since %v, it was %v", uint32(events), at, began)
	}
	said := 0
	for _, f := range list {
		if b := f.datagram; len(b) == 76 && word(b, 36) == 0x200 && events != 0 && events&codec.EventComm == 0 {
			t.Errorf("%#x: a COMM is in the recording", uint32(events))
		}
		for _, c := range f.Comments {
			if strings.HasPrefix(c, "cnwire:1 silence since=") {
				said++
			}
		}
	}
	if said != 1 {
		t.Errorf("%#x: it stands in the recording %d times", uint32(events), said)
	}
}

// What the heart is heard by stands in the file, which would lack a number else,
// and is not shown, unless something is said of it: that a clock was set, say.
func TestBeatsAreNotShown(t *testing.T) {
	defer record.SetBeat(20 * time.Millisecond)()
	r := open(t, record.Options{})
	file, shown := filepath.Join(t.TempDir(), "a.pcapng"), new(bytes.Buffer)
	time.AfterFunc(300*time.Millisecond, func() {
		connector.Mark(t, "and no beat")
		r.Stop()
	})
	if _, err := r.Write(record.Output{Name: file, Also: shown}); err != nil {
		t.Fatal(err)
	}
	also := filepath.Join(t.TempDir(), "b.pcapng")
	if err := os.WriteFile(also, shown.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	written, printed := frames(t, file), frames(t, also)
	beats := 0
	for _, f := range written {
		if connector.IsMark(f.datagram, "cnwire beats") && len(f.Comments) == 0 {
			beats++
		}
	}
	if beats < 2 || len(written)-len(printed) != beats {
		t.Errorf("%d frames, %d beats, %d shown", len(written), beats, len(printed))
	}
	if !slices.ContainsFunc(printed, func(f frame) bool { return connector.IsMark(f.datagram, "and no beat") }) {
		t.Error("another COMM is not shown")
	}
}
