package output_test

import (
	"bufio"
	"bytes"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
)

type (
	record = octets.Record
	set    = octets.Set
)

var (
	lay     = octets.Pcap
	cooked  = octets.Cooked
	message = octets.Message
	event   = octets.Event
)

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// write prints a capture.
func write(t testing.TB, capture []byte, o output.Options) string {
	t.Helper()
	if o.Columns.Time == "" {
		o.Columns.Time = "r"
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := must(output.New(w, o))(t)
	frames.Each(t, capture, func(f *analysis.Frame) {
		if err := p.Frame(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

// captures are the captures of the corpus, by name.
var captures = frames.Captures

// inZone lets a test run in a time zone.
func inZone(t *testing.T, name string) {
	t.Helper()
	old := time.Local
	t.Cleanup(func() { time.Local = old })
	time.Local = must(time.LoadLocation(name))(t)
}
