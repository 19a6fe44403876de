package timeline_test

import (
	"bufio"
	"bytes"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// family is two hosts with a process of one pid each, one pid that comes again, a
// child that overlaps another, and one whose parent had no event. A line is a
// millisecond behind the one above it, from 1e9 seconds on.
const family = `host a
fork 1 100
exec 100
comm 100 100 make
fork 100 101
fork 100 102
thread 100 150 1
exit 101 101 256
host b
fork 1 100
host a
exit 102 102 9
exit 100 150 0
exit 100 100 0
fork 1 100
exit 55 55 0`

// drawn is what a script becomes, less the frames without.
func drawn(t *testing.T, script string, sink func(*bufio.Writer) timeline.Sink, without ...uint64) []byte {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	s := sink(w)
	tl := timeline.Timeline{Sink: s}
	frames.Play(t, script, func(f *analysis.Frame) {
		for _, n := range without {
			if f.Number == n {
				return
			}
		}
		if err := tl.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := tl.End(); err != nil {
		t.Fatal(err)
	}
	if c, ok := s.(*timeline.Chrome); ok {
		c.End()
	}
	w.Flush()
	return out.Bytes()
}

func toPerfetto(w *bufio.Writer) timeline.Sink { return timeline.NewPerfetto(w) }

// paths are the tracks of a trace by uuid, with the names of those above.
func paths(t *testing.T, tracks map[uint64]track) map[uint64]string {
	named := map[uint64]string{}
	for id := range tracks {
		var names []string
		for up := id; up != 0; up = tracks[up].parent {
			if _, known := tracks[up]; !known {
				t.Fatalf("there is no track %d, above %v", up, names)
			}
			if names = append([]string{tracks[up].name}, names...); len(names) > 99 {
				t.Fatalf("a circle: %v", names[:9])
			}
		}
		named[id] = strings.Join(names, "/")
		if tracks[id].merge != 2 {
			t.Errorf("%s may be merged with one of the same name", named[id])
		}
	}
	return named
}

// A life is a track of its own below its parent's, with a bar as long as it lived, and
// what it did stands in it.
func TestPerfettoLives(t *testing.T) {
	tracks, events := trace(t, drawn(t, family, toPerfetto))
	named := paths(t, tracks)
	var got []string
	open := map[uint64]uint64{}
	const zero = 1e18
	for _, e := range events {
		where := named[e.track]
		switch at := (e.at - zero) / 1e6; e.kind {
		case 1:
			open[e.track] = at
			got = append(got, fmt.Sprintf("%s from %d %v", where, at, e.notes["exit"]))
		case 2:
			got = append(got, fmt.Sprintf("%s %d-%d", where, open[e.track], at))
			delete(open, e.track)
		case 3:
			got = append(got, fmt.Sprintf("%s at %d: %s", where, at, e.name))
		}
	}
	if len(open) > 0 {
		t.Errorf("slices stay open: %v", open)
	}
	text := strings.Join(got, "\n")
	for _, want := range []string{
		"a/1/100 make from 1 0", "a/1/100 make 1-13", "a/1/100 make at 2: exec", `a/1/100 make at 3: comm "make"`, "a/1/100 make at 6: thread",
		"a/1/100 make/101 4-7", "a/1/100 make/101 from 4 1", "a/1/100 make/102 5-11", "a/1/100 make/102 from 5 SIGKILL",
		"b/1/100 from 9 <nil>", "a/1/100 from 14 <nil>", "a/55 from 15 0",
	} {
		if !strings.Contains("\n"+text+"\n", "\n"+want+"\n") {
			t.Errorf("nothing says %q", want)
		}
	}
	if t.Failed() {
		t.Log(text)
	}
}

// What is lost, and how much there was, are counters of the host, requests and answers
// slices with a flow from one to the other.
func TestPerfettoCounters(t *testing.T) {
	tracks, events := trace(t, drawn(t, "fork 1 2\nfork 1 3\nfork 1 4\nfork 1 5\nfork 1 6\nfork 1 7", toPerfetto, 3, 4))
	named := paths(t, tracks)
	got := map[string]uint64{}
	for _, e := range events {
		if e.kind == 4 {
			if !tracks[e.track].counter {
				t.Errorf("%s is no counter", named[e.track])
			}
			if old, ok := got[named[e.track]]; !ok || e.value > old {
				got[named[e.track]] = e.value
			}
		}
	}
	if want := map[string]uint64{"script/messages a second": 4, "script/lost, at least": 2, "script/of these perhaps filtered": 2}; fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", got, want)
	}

	tracks, events = trace(t, perfetto(t, frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")))
	named = paths(t, tracks)
	asked, answered := map[uint64]uint64{}, map[uint64]uint64{}
	for _, e := range events {
		if e.flow != 0 && named[e.track] == "one/requests" {
			asked[e.flow] = e.at
		}
		if e.last != 0 && named[e.track] == "one/answers" {
			answered[e.last] = e.at
		}
	}
	for flow, at := range answered {
		if from, ok := asked[flow]; !ok || from > at {
			t.Errorf("flow %d goes from %d to %d", flow, from, at)
		}
	}
	// README shows the two requests of the demo, both answered.
	if len(asked) != 2 || len(answered) != 2 {
		t.Errorf("%d requests and %d answers have flows", len(asked), len(answered))
	}
}

// protoc reads the traces of the corpus by Perfetto's own names: no field is unknown,
// and none has another type.
func TestProtoc(t *testing.T) {
	protoc := needs.Tool(t, "protoc", "traces are not read by Perfetto's message definitions.")
	unknown := regexp.MustCompile(`(?m)^\s*\d+(:| \{)`)
	for name, capture := range frames.Captures(t) {
		b := perfetto(t, capture)
		cmd := exec.Command(protoc, "--decode=perfetto.protos.Trace", "--proto_path=testdata", "testdata/trace.proto")
		cmd.Stdin = bytes.NewReader(b)
		var stderr bytes.Buffer
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil || stderr.Len() > 0 {
			t.Fatalf("%s: %v, %s", name, err, &stderr)
		}
		if at := unknown.Find(out); at != nil {
			t.Errorf("%s: protoc knows no field %s", name, at)
		}
		_, events := trace(t, b)
		if n := bytes.Count(out, []byte("track_event {")); n != len(events) || n == 0 {
			t.Errorf("%s: protoc sees %d events, we %d", name, n, len(events))
		}
	}
}
