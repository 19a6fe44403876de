package listeners_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/model"
)

// line writes a listener as the tables below have it.
func line(l *listeners.Listener) string {
	row := make(rows.Row, len(listeners.Columns.Columns))
	var cells []string
	for _, name := range []string{"port", "pid", "state", "events", "requests", "answer", "count", "since_frame", "until_frame"} {
		at := listeners.Columns.Place(name)
		listeners.Columns.Fill(row, []int{at}, l)
		cells = append(cells, string(row[at].Append(nil, new(rows.Column))))
	}
	return strings.Join(cells, " ")
}

func compare(t testing.TB, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Each state that a listener can be in, on a kernel since 6.6, as a tap shows it; and
// somebody's IGNORE that silences two others until a third listens (R43).
func TestStates(t *testing.T) {
	s := newScene(t, "6.12", true, true)
	open := func(pid uint32, pidns string) *model.Socket {
		k := s.kernel.Open(model.Creds{PID: pid, NetAdmin: true, PIDNS: pidns}, 0)
		k.Bind(0, 0)
		return k
	}
	one, two, ends, boxed, odd, late := open(100, ""), open(200, ""), open(300, ""), open(400, "container"), open(500, ""), open(600, "")
	s.ask(one, 1)    // frame 1, answered in 2
	s.ask(two, 1, 3) // 3: FORK and EXEC
	s.ask(ends, 1)   // 5
	s.ask(boxed, 1)  // 7: nobody answers
	s.happens()      // 8
	s.exits(300)     // 9: without an IGNORE
	s.ask(odd, 99)   // 10: EINVAL in 11
	s.ask(odd, 2)    // 12: takes one from the others
	s.ask(odd, 99)   // 14
	s.ask(odd, 2)    // 16
	s.now = s.now.Add(5 * time.Second)
	s.ask(odd, 99) // 18
	s.ask(odd, 2)  // 20: nobody answers
	s.now = s.now.Add(2 * time.Second)
	s.happens()    // nobody is told
	s.ask(late, 1) // 21, answered in 22
	s.happens()    // 23
	s.now = s.now.Add(2 * time.Second)
	s.happens()    // 24
	s.ask(late, 2) // 25: nobody answers, and the capture ends
	if err := s.audience.End(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, port := range []uint32{100, 200, 300, 400, 500, 600} {
		got = append(got, line(s.listed[port]))
	}
	compare(t, got, []string{
		"100 100 listens all 1 ok at least 1 1 ",
		"200 200 listens fork,exec 1 ok at least 1 3 ",
		"300 300 gone all 1 ok at least 1 5 9",
		"400 400 unheard all 1 none at least 1  ",
		"500 500 ignores  6 none 0  ",
		"600 600 ignores all 2 none 0 21 25",
	})
	compare(t, s.audience.Sentences(), []string{
		`the IGNORE in frame 20 (port 500, pid 500 "") silenced 2 other listeners, until the LISTEN in frame 21, 2.000 seconds (R43)`,
		`the IGNORE in frame 25 (port 600, pid 600 "") silenced 2 other listeners, to the end of the capture, 0.000 seconds (R43)`,
		`the kernel counted 0 listeners at the end`,
	})
}

// Those who listened before a recording, by its comments (record/COMMENTS.md); what is
// wrong in these says nothing, and the first line of a port holds.
func TestBefore(t *testing.T) {
	s := newScene(t, "6.12", true, true)
	s.comments = []string{
		`cnwire:1 listener port=100 pid=100 uid=7 comm="a b` + strings.Repeat("c", 1<<20) + `" group=1 state=listens mask=0x80000002`,
		"cnwire:1 listener port=200 group=1 state=member\ncnwire:1 listener port=300 state=unknown",
		"cnwire:1 listener port=x state=listens", "cnwire:1 listener port=400 state=listens mask=0x1ffffffff", "cnwire:1 listener state=listens",
		"cnwire:1 listener port=100 state=ignores", "cnwire:2 listener port=500 state=listens", "cnwire:1 counter listeners=many", "cnwire:1 counter listeners=5",
	}
	k := s.kernel.Open(model.Creds{PID: 200, NetAdmin: true}, 0)
	k.Bind(0, 0)
	s.ask(k, 1) // frame 1; the first that it asks: 6
	s.exits(100)
	if err := s.audience.End(); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, port := range []uint32{100, 200, 300} {
		got = append(got, line(s.listed[port]))
	}
	compare(t, got, []string{"100 100 gone exec,exit 0 none unknown  3", "200 200 listens all 1 ok 6 1 ", "300  unknown  0 none unknown  "})
	if l := s.listed[100]; len(s.listed) != 3 || l.Comm != "a b"+strings.Repeat("c", 61) || l.UID == nil || *l.UID != 7 {
		t.Errorf("%d, %+v", len(s.listed), l)
	}
	compare(t, s.audience.Sentences(), []string{"the kernel counted 6 listeners at the end"})
}

// The listeners of a scenario of the corpus, by what its log says the program did:
// ports 366 and 2534621694 asked for all, 4089552663 for a bit that there is not.
func TestCaptured(t *testing.T) {
	var got []string
	a := listeners.Audience{Emit: func(l *listeners.Listener) error { got = append(got, line(l)); return nil }}
	frames.Each(t, frames.Capture(t, "amd64-6.12.117/filters.nlmon.pcap"), func(f *analysis.Frame) {
		if err := a.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := a.End(); err != nil {
		t.Fatal(err)
	}
	compare(t, got, []string{
		"366  ignores all 2 none unknown 1 49",
		"2678196753  ignores exit 2 ok at least 1 3 41",
		"2404473601  ignores nonzero_exit 2 ok at least 1 5 44",
		"4089552663  ignores all 2 ok at least 1 7 47",
		"2534621694  ignores all 2 ok at least 1 10 14",
	})
}
