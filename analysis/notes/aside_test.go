package notes_test

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/pcap"
)

// said returns a checker's names of what it finds in a capture each of whose frames has
// these comments.
func said(t *testing.T, capture []byte, comments ...string) (list []string) {
	t.Helper()
	c := &notes.Checker{Emit: func(n *notes.Note) error { list = append(list, n.Name); return nil }}
	r, err := pcap.NewReader(bytes.NewReader(capture))
	if err != nil {
		t.Fatal(err)
	}
	var frames analysis.Frames
	frames.Start()
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		p.Comments = append(p.Comments, comments...)
		if err := c.Add(frames.Feed(&p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	return list
}

// A kernel has no opinion of what one program sends another, and nobody owes an answer;
// that it looks like an event is worth a warning, whatever its nlmsg_pid.
func TestAside(t *testing.T) {
	const sender, receiver = "cnwire:1 sender port=9 pid=8", "cnwire:1 delivery port=7 group=1 result=0 tid=8"
	request := newTape(t).request(99, 0x10000000, 5, put16(atCnFlag, 1)).capture()
	other := newTape(t).message(le, set{"nlmsg_pid": 9}, set{"id.idx": 77, "id.val": 88}, []byte("data")).capture()
	short := newTape(t).message(le, set{"nlmsg_pid": 9}, set{"id.idx": 1, "id.val": 1}, []byte("7 bytes")).capture()
	exec := newTape(t).event(2, task(0, 0), put32(atAck, 1), put16(atCnFlag, 1)).capture()
	for _, c := range []struct {
		why      string
		capture  []byte
		comments []string
		want     []string
	}{
		{"a request to the kernel", request, []string{sender}, []string{"request-flags", "request-op", "request-mask", "request-quiet"}},
		{"to a program", request, []string{sender, receiver}, nil},
		{"an id that no kernel has", other, []string{sender}, []string{"request-id"}},
		{"which programs may use", other, []string{sender, receiver}, []string{"undecoded-id"}},
		{"a len that the kernel ignores", short, []string{sender}, []string{"request-length"}},
		{"and a program may not", short, []string{sender, receiver}, nil},
		{"an event of the kernel's", exec, []string{receiver}, []string{"leaked-flags", "event-ack", "task-number"}},
		{"one of a program's", exec, []string{sender, receiver}, []string{"event-port"}},
		{"the same, received by who cannot know to whom it went", exec, []string{sender}, []string{"event-port"}},
	} {
		if got := said(t, c.capture, c.comments...); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}

// Two taps of one run have the same notes, but for the copies that one of them shows.
func TestAsideCaptured(t *testing.T) {
	const folder = "../../record/tap/testdata/amd64-7.3.4/groups."
	for file, want := range map[string][]string{"frames.pcapng": {"request-quiet", "copies"}, "tap.pcapng": {"request-quiet"}} {
		if got := said(t, must(os.ReadFile(folder+file))(t)); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}
