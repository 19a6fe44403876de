package source_test

import (
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// A frame that comes alone behind frames that were read ahead has its time since the last one that was
// not hidden, which the goroutine that reads does not know.
func TestAheadShown(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	inputs := []source.Input{kept(t, "a", capture), kept(t, "b", capture)}
	last := uint64(0) // of the first
	frames.Each(t, capture, func(f *analysis.Frame) { last = f.Number })
	o := source.Options{Sequence: true, Choose: func(f *analysis.Frame) bool { return f.Number < last-2 || f.Number > last }}
	var want []string
	for f, err := range source.New(o, inputs...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, line(f))
		if f.Number == last+1 && f.Shown == f.Delta {
			t.Fatalf("nothing is hidden before frame %d", f.Number)
		}
	}
	n := 0
	st := source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		if n++; err != nil || line(f) != want[n-1] {
			t.Fatalf("%v\n%s\nwant\n%s", err, line(f), want[n-1])
		}
		return nil
	}}
	if err := source.New(o, inputs...).Each(st); err != nil || n != len(want) {
		t.Errorf("%d frames of %d, %v", n, len(want), err)
	}
}
