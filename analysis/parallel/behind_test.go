package parallel_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// analysed is what an analysis saw of the frames of captures, on so many processors: a
// line each, with what it could ask of the frame then. It fails at the frame of that
// number, and returns how often it was called and the error that came.
func analysed(t *testing.T, processors int, fails uint64, captures ...[]byte) (lines []string, err error) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	b := parallel.NewBehind(false, func(f *source.Frame) error {
		line := fmt.Append(nil, f.From.Name, f.Number, f.Chosen, f.Host.String(), f.Host.Several(), len(f.Data), f.Comments, f.Shown)
		line = f.AppendSummary(line, true)
		for i := range f.Messages {
			line = fmt.Append(line, f.Messages[i].Verdict)
		}
		lines = append(lines, string(line))
		if f.Number == fails {
			return errFails
		}
		return nil
	})
	defer b.Close()
	var inputs []source.Input
	for i, c := range captures {
		inputs = append(inputs, source.Input{Name: string(rune('a' + i)), Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(c)), nil }})
	}
	o := source.Options{Room: b.Room, Hosts: &host.Hosts{Second: func() { b.Settle() }}, Choose: func(f *analysis.Frame) bool { return f.Number%7 != 0 }}
	for f, err := range source.New(o, inputs...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		if err := b.Frame(f.Frame, f); err != nil {
			return lines, errors.Join(err, b.Settle())
		}
		if f.Number%500 == 0 {
			if err := b.Settle(); err != nil {
				return lines, err
			}
			if uint64(len(lines)) != f.Number {
				t.Fatalf("%d analysed of %d, behind Settle", len(lines), f.Number)
			}
		}
	}
	err = b.Settle()
	return lines, err
}

var errFails = errors.New("fails")

// An analysis sees the same in the same order on another processor: of several captures
// merged in time, of frames too large for a batch, and of a second host, when it appears.
func TestBehind(t *testing.T) {
	for name, captures := range map[string][][]byte{
		"one":    {frames.Capture(t, "amd64-6.1.192-nlmon.pcap")},
		"merged": {frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), frames.Capture(t, "s390x-6.1.176-nlmon.pcap"), frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap")},
		"told":   {told(t)},
	} {
		want, err := analysed(t, 1, 0, captures...)
		if err != nil || len(want) < 600 {
			t.Fatalf("%s: %d frames, %v", name, len(want), err)
		}
		for _, processors := range []int{2, 8} {
			if got, err := analysed(t, processors, 0, captures...); err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: on %d processors it sees something else: %d frames, want %d; %v", name, processors, len(got), len(want), err)
			}
		}
	}
}

// What fails is not called again, and its error comes, soon, and at the latest from Settle.
func TestBehindFails(t *testing.T) {
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	for _, at := range []uint64{1, 63, 64, 65, 1000, 3221} {
		for _, processors := range []int{1, 2, 8} {
			got, err := analysed(t, processors, at, capture)
			if !errors.Is(err, errFails) || uint64(len(got)) != at {
				t.Errorf("on %d processors, at frame %d: called %d times, %v", processors, at, len(got), err)
			}
		}
	}
}

// What panics does so for the caller, whose deferred calls clear files away.
func TestBehindPanics(t *testing.T) {
	for _, processors := range []int{1, 8} {
		t.Run(fmt.Sprint(processors), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			defer func() {
				if r := recover(); !strings.Contains(fmt.Sprint(r), "index out of range [7]") {
					t.Errorf("%v", r)
				}
			}()
			var none []int
			b := parallel.NewBehind(false, func(f *source.Frame) error {
				if f.Number == 100 {
					none[7]++
				}
				return nil
			})
			capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
			in := source.Input{Name: "a", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(capture)), nil }}
			for f := range source.New(source.Options{Room: b.Room}, in).Frames() {
				b.Frame(f.Frame, f)
			}
			t.Errorf("on %d processors nothing panicked", processors)
		})
	}
}
