package notes_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// found are notes of some kinds, with the frame of each.
func found(list []notes.Note, names ...string) (got []string) {
	for _, n := range list {
		if slices.Contains(names, n.Name) {
			frame := uint64(0)
			if n.Frame != nil {
				frame = *n.Frame
			}
			got = append(got, fmt.Sprint(n.Name, " ", frame))
		}
	}
	return got
}

// A frame that does not tell its byte order is noted behind one that does, in the same order; and
// of an interface with both orders it is said which frame was the other way.
func TestGuessedBehindOthers(t *testing.T) {
	silent := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0}
	p := newTape(t).event(1, fork(10, 10)).event(1, fork(11, 11)).raw(silent, 0).event(1, fork(12, 12)).raw(silent, 0)
	list, _ := check(t, p.capture(), 0, 0)
	if got := found(list, "order-guessed"); !slices.Equal(got, []string{"order-guessed 3", "order-guessed 5"}) {
		t.Errorf("%q", got)
	}
	p = newTape(t).raw(silent, 0).event(1, fork(10, 10)).event(1, fork(10, 10)).eventIn(be, set{"what": 1}, fork(11, 11))
	list, _ = check(t, p.capture(), 0, 0)
	said := ""
	for _, n := range list {
		if n.Name == "order-mixed" {
			said = n.Text
		}
	}
	if want := "big-endian, and frame 2 of the same interface is little-endian"; said != want {
		t.Errorf("%q, want %q", said, want)
	}
}

// A capture may begin before 1970, as one of a machine without a clock: its first frame is earlier
// than none.
func TestBefore1970(t *testing.T) {
	packet := frames.Packets(t, "exec 1")[0]
	for _, c := range []struct {
		seconds []int64
		want    int
	}{{[]int64{-5, -4}, 0}, {[]int64{-5, -6}, 1}, {[]int64{-5, 5, -1}, 1}} {
		var all analysis.Frames
		backwards := 0
		checker := &notes.Checker{Emit: func(n *notes.Note) error {
			if n.Name == "time-backwards" {
				backwards++
			}
			return nil
		}}
		for _, s := range c.seconds {
			p := packet
			p.Time = time.Unix(s, 5e8)
			if err := checker.Add(all.Feed(&p)); err != nil {
				t.Fatal(err)
			}
		}
		if err := checker.End(); err != nil || backwards != c.want {
			t.Errorf("%v: %d notes, %v", c.seconds, backwards, err)
		}
	}
}

// What a comment says of a process counts on a copy as it does on the first: here whose child it
// is, by which an EXIT is told from that of the life before (record/COMMENTS.md, rule 6).
func TestCommentOnCopy(t *testing.T) {
	const told = " | cnwire:1 task pid=7 ppid=9"
	got := map[string]string{}
	for name, script := range map[string]string{
		"first": "exec 9\nexec 3\nexec 7" + told + "\nexec 3\nfork 3 7\nexit 7 7 0\nexec 3",
		"copy":  "exec 9\nexec 3\nexec 7\nagain" + told + "\nfork 3 7\nexit 7 7 0\nexec 3",
		"none":  "exec 9\nexec 3\nexec 7\nexec 3\nfork 3 7\nexit 7 7 0\nexec 3",
	} {
		packets := frames.Packets(t, script)
		exit := bytes.Clone(packets[5].Data)
		copy(exit[84:], []byte{3, 0, 0, 0, 3, 0, 0, 0}) // its parent
		packets[5].Data = exit
		var all analysis.Frames
		var list []notes.Note
		checker := &notes.Checker{Emit: func(n *notes.Note) error { list = append(list, *n); return nil }}
		for i := range packets {
			if err := checker.Add(all.Feed(&packets[i])); err != nil {
				t.Fatal(err)
			}
		}
		if err := checker.End(); err != nil {
			t.Fatal(err)
		}
		got[name] = strings.Join(found(list, "event-before-fork", "exit-missing", "exit-without-fork"), ", ")
	}
	if got["copy"] != got["first"] || got["first"] == got["none"] || got["first"] != "event-before-fork 5" {
		t.Errorf("%q", got)
	}
}

// As many families are noted as there are, up to 1000; and as many requests wait for an answer as
// a host may have open, of one more the oldest has none.
func TestBoundsOfNotes(t *testing.T) {
	p := newTape(t)
	for n := range 1200 {
		p.raw([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte(n >> 8), byte(n), 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, 0)
	}
	list, _ := check(t, p.capture(), 0, 0)
	if got := len(found(list, "other-family")); got != 1000 {
		t.Errorf("%d families", got)
	}
	for _, requests := range []uint64{4096, 4097} {
		p := newTape(t)
		for n := range requests {
			p.request(1, 0, 10*n)
		}
		for n := range requests {
			p.answer(10*n, 0)
		}
		list, _ := check(t, p.capture(), 0, 0)
		if got := found(list, "request-unanswered"); uint64(len(got)) != requests-4096 || len(got) > 0 && got[0] != "request-unanswered 1" {
			t.Errorf("of %d requests %q", requests, got)
		}
	}
}

// A note on captures is of no host, whichever frame was the last; one on a frame is of its host, and
// of its time.
func TestHostsOfNotes(t *testing.T) {
	packets := frames.Packets(t, "host a\nexec 1\nagain\nhost b\nexec 1\nexec 1\n"+strings.Repeat("\n", 1200)+"exec 1\n"+strings.Repeat("\n", 1200)+"exec 1\nfork 1 2\nfork 1 2")
	late := packets[3]
	packets = append(packets[:3:3], append(packets[4:], late)...)
	var all analysis.Frames
	var hosts host.Hosts
	var times []int64
	got := map[string]string{}
	checker := &notes.Checker{Emit: func(n *notes.Note) error {
		got[n.Name] = n.Host
		if n.Frame != nil && n.At != times[*n.Frame-1] || n.Frame == nil && n.At != genealogy.NoTime {
			t.Errorf("%+v", n)
		}
		return nil
	}}
	for i := range packets {
		times = append(times, packets[i].Time.UnixNano())
		all.Host = hosts.Of(host.File{Name: "f"}, packets[i].Interface)
		if err := checker.Add(all.Feed(&packets[i])); err != nil {
			t.Fatal(err)
		}
	}
	if err := checker.End(); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"event-late": "", "copies": "", "exit-missing": "b"} {
		if of, noted := got[name]; !noted || of != want {
			t.Errorf("%s: %q, want %q", name, of, want)
		}
	}
}

// A request in a frame that nobody asks for has no note when nobody answers it.
func TestPassedRequest(t *testing.T) {
	for passed, want := range map[bool]int{true: 0, false: 1} {
		unanswered := 0
		checker := &notes.Checker{Emit: func(n *notes.Note) error {
			if n.Name == "request-unanswered" {
				unanswered++
			}
			return nil
		}}
		frames.Each(t, newTape(t).request(1, 0, 5).event(1, fork(10, 10)).capture(), func(f *analysis.Frame) {
			take := checker.Add
			if passed && f.Number == 1 {
				take = checker.Pass
			}
			if err := take(f); err != nil {
				t.Fatal(err)
			}
		})
		if err := checker.End(); err != nil || unanswered != want {
			t.Errorf("passed %v: %d notes, %v", passed, unanswered, err)
		}
	}
}

// The first that is in another order than those before is noted, also where it is in that of the
// file's headers.
func TestMixedIntoTheFilesOrder(t *testing.T) {
	p := newTape(t).eventIn(be, set{"what": 1}, fork(10, 10)).event(1, fork(11, 11)).event(1, fork(12, 12))
	list, _ := check(t, p.capture(), 0, 0)
	if got := found(list, "order-mixed", "order-differs"); !slices.Equal(got, []string{"order-differs 1", "order-mixed 2"}) {
		t.Errorf("%q", got)
	}
}

// Bytes behind a message are noted also where they are zero, and whatever is at its end: an arm that
// takes all of the union, or what an arm leaves of it.
func TestBytesBehindAnyArm(t *testing.T) {
	behind := []change{put32(atHeader, 80), add(0, 0, 0, 0)}
	p := newTape(t).event(eventFork, fork(9, 9), behind...).event(eventExec, task(9, 9), behind...).event(eventExit, task(9, 9), behind...).event(eventExec, task(9, 9))
	list, _ := check(t, p.capture(), 0, 0)
	if got := found(list, "bytes-behind"); !slices.Equal(got, []string{"bytes-behind 1", "bytes-behind 2", "bytes-behind 3"}) {
		t.Errorf("%q", got)
	}
}
