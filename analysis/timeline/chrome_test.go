package timeline_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// chromeEvent is an event of the Trace Event Format, as its document has the keys.
type chromeEvent struct {
	Phase    string         `json:"ph"`
	Name     string         `json:"name"`
	Category string         `json:"cat"`
	PID      *int64         `json:"pid"`
	TID      *int64         `json:"tid"`
	At       *float64       `json:"ts"`
	Duration *float64       `json:"dur"`
	Scope    string         `json:"s"`
	ID       int64          `json:"id"`
	Binding  string         `json:"bp"`
	Args     map[string]any `json:"args"`
}

type chromeRow struct{ pid, tid int64 }

func toChrome(w *bufio.Writer) timeline.Sink { return timeline.NewChrome(w) }

// chromeTrace takes a trace apart.
func chromeTrace(t *testing.T, b []byte) (rows map[chromeRow]string, events []chromeEvent) {
	t.Helper()
	var file struct {
		Unit   string        `json:"displayTimeUnit"`
		Events []chromeEvent `json:"traceEvents"`
	}
	if err := json.Unmarshal(b, &file); err != nil || file.Unit != "ns" {
		t.Fatalf("%v, unit %q, in %s", err, file.Unit, b)
	}
	rows = map[chromeRow]string{}
	for _, e := range file.Events {
		if e.PID == nil || e.TID == nil || e.Phase != "M" && e.At == nil || (e.Phase == "X") != (e.Duration != nil) || (e.Phase == "i") != (e.Scope == "t") {
			t.Errorf("%+v lacks a key", e)
		} else if e.Phase == "M" {
			rows[chromeRow{*e.PID, *e.TID}] = fmt.Sprint(e.Args["name"])
		}
	}
	return rows, file.Events
}

// Each life is a row of its own, below its host; times begin with 0, in microseconds.
func TestChromeLives(t *testing.T) {
	rows, events := chromeTrace(t, drawn(t, family, toChrome))
	var got []string
	bars := map[chromeRow]int{}
	earliest := 1e9
	for _, e := range events {
		if e.Phase == "M" {
			continue
		}
		earliest = min(earliest, *e.At)
		where := chromeRow{*e.PID, *e.TID}
		line := fmt.Sprintf("%s/%s %s at %g", rows[chromeRow{*e.PID, 0}], rows[where], e.Name, *e.At)
		switch e.Phase {
		case "X":
			bars[where]++
			line += fmt.Sprintf(" for %g, exit %v", *e.Duration, e.Args["exit"])
		case "i":
		case "C":
			line += fmt.Sprint(": ", e.Args["messages"])
		default:
			t.Errorf("%+v", e)
		}
		got = append(got, line)
	}
	text := "\n" + strings.Join(got, "\n") + "\n"
	for _, want := range []string{
		"a/100 make 100 make at 0 for 12000, exit 0", "a/100 make exec at 1000", "a/101 101 at 3000 for 3000, exit 1", "a/102 102 at 4000 for 6000, exit SIGKILL",
		"b/100 100 at 8000 for 0, exit <nil>", "a/100 100 at 13000 for 1000, exit <nil>", "b/b messages a second at 8000: 1",
	} {
		if !strings.Contains(text, "\n"+want+"\n") {
			t.Errorf("nothing says %q in %s", want, text)
		}
	}
	for row, n := range bars {
		if n != 1 {
			t.Errorf("row %q has %d bars", rows[row], n)
		}
	}
	if earliest != 0 {
		t.Errorf("times begin at %g", earliest)
	}
}

// A flow begins and ends in a slice of its row, as the format demands, and goes from a
// request to its answer.
func TestChromeFlows(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	sink := timeline.NewChrome(w)
	tl := timeline.Timeline{Sink: sink}
	hosted(frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), &host.Host{Name: "\x1b</script>"}, tl.Add)(t)
	if err := errors.Join(tl.End(), sink.End(), w.Flush()); err != nil {
		t.Fatal(err)
	}
	rows, events := chromeTrace(t, out.Bytes())
	if name := rows[chromeRow{1, 0}]; name != `\x1b</script>` {
		t.Errorf("the host is called %q", name)
	}
	slices, from, flows := map[string]bool{}, map[int64]float64{}, 0
	for _, e := range events {
		if e.Phase == "M" {
			continue
		}
		row := rows[chromeRow{*e.PID, *e.TID}]
		at := fmt.Sprint(row, *e.At)
		switch e.Phase {
		case "X":
			slices[at] = true
		case "s":
			from[e.ID] = *e.At
			if row != "requests" || !slices[at] {
				t.Errorf("%+v begins in no request", e)
			}
		case "f":
			flows++
			if begin, ok := from[e.ID]; row != "answers" || !slices[at] || e.Binding != "e" || !ok || begin > *e.At {
				t.Errorf("%+v ends in no answer, or without a request", e)
			}
		}
	}
	if flows != 2 || len(from) != 2 { // the two requests of the demo are answered
		t.Errorf("%d flows end, %d begin", flows, len(from))
	}
}
