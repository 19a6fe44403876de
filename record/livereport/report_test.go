package livereport_test

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record/livereport"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/google/go-cmp/cmp"
)

// demo is a kernel's capture, with what record would have written into comments of
// some frames.
func demo(t *testing.T, comments map[uint64]string) []*analysis.Frame {
	t.Helper()
	local := time.Local
	time.Local = time.UTC
	t.Cleanup(func() { time.Local = local })
	list := frames.Read(t, corpus.Demo())
	if len(list) != 31 {
		t.Fatalf("the demo has %d frames", len(list))
	}
	socket := *list[0].Interface
	socket.Comments = []string{"cnwire:1 host name=a source=socket monotonic=7000000000 boottime=9000000000 realtime=0"}
	for _, f := range list {
		f.Interface = &socket
		if c := comments[f.Number]; c != "" {
			f.Comments = []string{c}
		}
	}
	return list
}

// report reports on frames, and returns the lines.
func report(t *testing.T, list []*analysis.Frame, width int, pass func(*analysis.Frame) bool) []string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	r := livereport.New(w, width)
	for _, f := range list {
		take := r.Frame
		if pass(f) {
			take = r.Pass
		}
		if err := take(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := r.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
}

func none(*analysis.Frame) bool { return false }

// said are comments as record/COMMENTS.md has them: on the LISTEN who runs already,
// on FORK and EXEC who it is, or that nobody was there any more.
var said = map[uint64]string{
	1:  "cnwire:1 task pid=1 ppid=0 start=1 comm=init exe=/sbin/init arg=/sbin/init arg=splash\ncnwire:1 task pid=142 ppid=9 start=650 comm=kworker/0:1\ncnwire:1 task pid=148 ppid=2 start=1 comm=kworker/1:1",
	3:  "cnwire:1 task pid=98 race=gone",
	5:  `cnwire:1 task pid=98 ppid=1 start=2 comm=ls exe=/usr/bin/ls arg=ls arg="\x1b[2J" arg=-l cut=arg`,
	16: "cnwire:1 task pid=132 ppid=1 start=2 comm=sh",
}

// The demo's events are in README.md, line by line. Each has a line, but for the
// copy; who it is comes from the comments, and from the parent where FORK copies
// it; no text moves a terminal's cursor.
func TestLines(t *testing.T) {
	want := strings.Split(`Time         Event      PID  Parent Info            Duration Process
23:12:01.456 fork        98       1 by init                  /sbin/init splash
23:12:01.481 exec        98       1 /usr/bin/ls              ls \x1b[2J -l …
23:12:01.656 exit        98       1 code 0          0.199165 ls \x1b[2J -l …
23:12:01.659 fork       105       1 by init                  /sbin/init splash
23:12:01.846 gid        105       1 real 100, effective 101  /sbin/init splash
23:12:01.862 exit       105       1 code 0          0.202704 /sbin/init splash
23:12:01.899 fork       111       1 by init                  /sbin/init splash
23:12:02.068 sid        111       1 session 111              /sbin/init splash
23:12:02.089 exit       111       1 code 0          0.177461 /sbin/init splash
23:12:02.115 fork       117       1 by init                  /sbin/init splash
23:12:02.207 comm       117       1 "a-very-long-com"        /sbin/init splash
23:12:02.218 exit       117       1 code 0          0.102871 /sbin/init splash
23:12:02.688 fork       132       1 by init                  sh
23:12:02.776 exit       132       1 code 3          0.088243 sh
23:12:02.793 fork       137       1 by init                  /sbin/init splash
23:12:02.837 exit       137       1 SIGKILL         0.044571 /sbin/init splash`, "\n")
	got := report(t, demo(t, said), 0, none)
	if diff := cmp.Diff(want, got[:min(len(want), len(got))]); diff != "" {
		t.Error(diff)
	}
}

// A text that its column has no room for is apart from the next one all the same.
func TestLongInfo(t *testing.T) {
	got := report(t, demo(t, map[uint64]string{5: "cnwire:1 task pid=98 start=2 comm=ls exe=/usr/libexec/a-long-name/of/a-program arg=ls arg=-l"}), 0, none)
	if want := "/usr/libexec/a-long-name/of/a-program ls -l"; !strings.Contains(strings.Join(got, "\n"), want) {
		t.Errorf("%q has no %q", got, want)
	}
}

// What the events alone say, without comments: a name from COMM on.
func TestLinesWithoutComments(t *testing.T) {
	got := report(t, demo(t, nil), 0, none)
	for _, want := range []string{
		`23:12:01.456 fork        98       1                          -`,
		`23:12:01.481 exec        98       1                          -`,
		`23:12:02.207 comm       117       1 "a-very-long-com"        a-very-long-com`,
		`23:12:02.218 exit       117       1 code 0          0.102871 a-very-long-com`,
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
}

// Who ran already when the recording began: how long it lived is what /proc says,
// to a hundredth; a thread of the kernel is in brackets. The demo's pid 142 gets no
// FORK here. It ended at timestamp_ns 10462328630, so 12.46 s after boot with the
// 2 s of sleep between the clocks; it started at 6.50.
func TestBeforeTheRecording(t *testing.T) {
	list := slices.DeleteFunc(demo(t, said), func(f *analysis.Frame) bool { return f.Number == 20 || f.Number == 21 })
	got := report(t, list, 0, none)
	for _, want := range []string{
		`23:12:03.274 ptrace     148       2 traced by 142            [kworker/1:1]`,
		`23:12:04.103 exit       142       1 code 0              5.96 kworker/0:1`,
	} {
		if !slices.Contains(got, want) {
			t.Errorf("%q is missing in %q", want, got)
		}
	}
	for _, line := range got[len(got)-16:] {
		if strings.HasPrefix(line, "5.96") {
			t.Errorf("%q: a life whose beginning was not seen is among the shortest or longest", line)
		}
	}
}

// The totals count the same events: README.md's demo, and what was lost.
func TestTotals(t *testing.T) {
	list := demo(t, said)
	list[16].DropCount = pcap.Of(uint64(5))
	got := report(t, list, 0, none)
	at := slices.Index(got, "23:12:02.776 LOST                   5 messages, before this")
	if at < 0 || !strings.HasPrefix(got[at+1], "23:12:02.776 exit       132 ") {
		t.Errorf("the loss is missing before frame 17: %q", got)
	}
	want := strings.Split(`
25 events: 9 exit, 9 fork, 2 ptrace, 1 comm, 1 exec, 1 gid, 1 sid, 1 uid; 5 messages lost, of which nothing is here

Events  Forks  Execs  Ends  Failed  Shortest      Mean   Longest  Name
    20      9      0     6       1  0.044571  0.485146  1.256470  init
     2      0      0     1       0  0.102871  0.102871  0.102871  a-very-long-com
     2      0      1     1       0  0.199165  0.199165  0.199165  ls
     1      0      0     1       1  0.088243  0.088243  0.088243  sh

Lives, the shortest:
Duration  PID  Parent  Exit     Process
0.044571  137       1  SIGKILL  /sbin/init splash
0.088243  132       1  3        sh
0.102871  117       1  0        /sbin/init splash
0.106836  169       1  0        /sbin/init splash
0.177461  111       1  0        /sbin/init splash

Lives, the longest:
Duration  PID  Parent  Exit  Process
1.256470  142       1  0     /sbin/init splash
1.122832  148     142  0     /sbin/init splash
0.202704  105       1  0     /sbin/init splash
0.199165   98       1  0     ls \x1b[2J -l …
0.177461  111       1  0     /sbin/init splash`, "\n")
	if diff := cmp.Diff(want, got[27:]); diff != "" {
		t.Error(diff)
	}
}

// What is passed has no line and is in no total, and names others all the same.
func TestPassed(t *testing.T) {
	got := report(t, demo(t, said), 0, func(f *analysis.Frame) bool { return f.Number != 6 && f.Number != 17 })
	want := []string{
		"23:12:01.656 exit        98       1 code 0          0.199165 ls \\x1b[2J -l …",
		"23:12:02.776 exit       132       1 code 3          0.088243 sh",
		"", "2 events: 2 exit",
	}
	if len(got) < 5 || !slices.Equal(got[1:5], want) {
		t.Errorf("%q", got)
	}
}

// Each line is written when its frame comes, and not when another does; the titles
// with the first frame, when it listens.
func TestAtOnce(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	r := livereport.New(w, 0)
	lines := 1
	for _, f := range demo(t, said) {
		if err := r.Frame(f); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if len(f.Messages) == 1 && f.Messages[0].Kind == genealogy.KindEvent && !f.IsCopy() {
			lines++
		}
		if n := strings.Count(out.String(), "\n"); n != lines {
			t.Fatalf("behind frame %d there are %d lines, want %d", f.Number, n, lines)
		}
	}
	if lines != 26 {
		t.Errorf("%d lines", lines)
	}
}

// Lines are cut where a terminal ends; the sentence of the totals goes on in its
// next one.
func TestWidth(t *testing.T) {
	for _, line := range report(t, demo(t, said), 60, none) {
		if strings.HasPrefix(line, "25 events: ") {
			continue
		}
		if n := utf8.RuneCountInString(line); n > 60 {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}

// Without an event there is a sentence, and no table.
func TestNothing(t *testing.T) {
	if got := report(t, nil, 0, none); !slices.Equal(got, []string{"", "0 events"}) {
		t.Errorf("%q", got)
	}
}

// An output that takes nothing more ends the work.
func TestClosed(t *testing.T) {
	r := livereport.New(bufio.NewWriterSize(closed{}, 1), 0)
	var err error
	for _, f := range demo(t, said) {
		if err = r.Frame(f); err != nil {
			break
		}
	}
	if err != io.ErrClosedPipe {
		t.Error(err)
	}
}

type closed struct{}

func (closed) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }
