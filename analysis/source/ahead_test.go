package source_test

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"runtime"
	"slices"
	"sort"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Frames that another goroutine reads ahead are those of one, with all that the frames before say
// of them, hidden ones among them, and errors where they were. Skim has all of them, in their order.
func TestAhead(t *testing.T) {
	inputs := bigFiles(t)
	odd := func(f *analysis.Frame) bool { return f.Number%29 != 0 && !f.IsCopy() }
	for _, o := range []source.Options{{Sequence: true}, {Sequence: true, Choose: odd}, {Sequence: true, Count: 3000, Choose: odd}, {Sequence: true, TwoPass: true}} {
		var want []string
		for f, err := range source.New(o, inputs...).Frames() {
			if err != nil {
				want = append(want, err.Error())
			} else {
				want = append(want, line(f))
			}
		}
		for _, processors := range []int{1, 2, 8} {
			if testing.Short() && processors != 2 {
				continue
			}
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			var got []string
			skimmed := uint64(0)
			st := source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
				if err != nil {
					got = append(got, err.Error())
					return nil
				}
				got = append(got, line(f))
				return nil
			}}
			st.Skim = func(f *analysis.Frame) bool {
				if skimmed++; f.Number != skimmed {
					t.Errorf("frame %d comes as number %d", f.Number, skimmed)
				}
				return o.Choose == nil
			}
			if err := source.New(o, inputs...).Each(st); err != nil || len(got) != len(want) {
				t.Errorf("%d processors: %d frames, want %d; %v", processors, len(got), len(want), err)
			}
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("%d processors:\n%s\nwant\n%s", processors, got[i], want[i])
				}
			}
			if skimmed < 3000 {
				t.Errorf("Skim had %d frames", skimmed)
			}
		}
	}
}

// Frames that Skim does not let pass are left out where frames come ahead, and those that come are as
// they were without that, whatever is missing between them. How many are missing is said in their place.
func TestSkim(t *testing.T) {
	in := kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))
	var want []string
	var repeats []bool
	var times []int64
	for f, err := range source.New(source.Options{}, in).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		repeats, times = append(repeats, f.Repeats()), append(times, f.CapturedAt())
		f.From = &source.Opened{}
		want = append(want, line(f))
	}
	for what, passes := range map[string]func(number uint64) bool{
		"no repetitions": func(n uint64) bool { return !repeats[n-1] },
		"repetitions":    func(n uint64) bool { return repeats[n-1] },
		"every fifth":    func(n uint64) bool { return n%5 == 0 },
		"none":           func(uint64) bool { return false },
	} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
		skimmed, pass := 0, 0
		came, alone, last := 0, 0, uint64(0)
		err := source.New(source.Options{}, in).Each(source.Stages{
			Ahead: true,
			Skim: func(f *analysis.Frame) bool {
				if skimmed++; passes(f.Number) {
					pass++
				}
				if f.Repeats() != repeats[f.Number-1] {
					t.Errorf("%s: frame %d repeats the one before: %v", what, f.Number, f.Repeats())
				}
				return passes(f.Number)
			},
			Frame: func(f *source.Frame, err error) error {
				if err != nil {
					return err
				}
				if !passes(f.Number) {
					alone++
				}
				came++
				if last++; f.Number != last {
					t.Errorf("%s: frame %d, as number %d", what, f.Number, last)
				}
				if got := line(&source.Frame{Frame: f.Frame, Chosen: true, From: &source.Opened{}}); got != want[f.Number-1] {
					t.Fatalf("%s:\n%s\nwant\n%s", what, got, want[f.Number-1])
				}
				return nil
			},
			Skipped: func(n int, at int64) {
				if last += uint64(n); n < 1 || at != times[last-1] {
					t.Errorf("%s: %d frames up to %d are skipped, the last captured at %d", what, n, last, at)
				}
			},
		})
		if err != nil || skimmed != len(want) || last != uint64(len(want)) || came-alone != pass || alone > 300 {
			t.Errorf("%s: %v, %d frames were skimmed, %d passed, %d came, %d of them all the same", what, err, skimmed, pass, came, alone)
		}
	}
}

// Frames that were handed over have their digests: equal bytes have equal ones.
func TestAheadDigests(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	in := kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))
	of, bytesOf := map[string]uint64{}, map[uint64]string{}
	err := source.New(source.Options{}, in).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		for i := range f.Messages {
			m := &f.Messages[i]
			b := string(f.Data[m.Spans[0].Off:])
			if before, seen := of[b]; seen && before != m.Digest {
				t.Errorf("frame %d has another digest than one of the same bytes", f.Number)
			}
			if before, seen := bytesOf[m.Digest]; seen && before != b || m.Digest == 0 {
				t.Errorf("frame %d has the digest %x, which is of others", f.Number, m.Digest)
			}
			of[b], bytesOf[m.Digest] = m.Digest, b
		}
		return err
	}})
	if err != nil || len(of) < 1000 {
		t.Errorf("%d messages, %v", len(of), err)
	}
}

// An error ends the reading behind its frame; that of a context is the last.
func TestAheadEnds(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	in := kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))
	broken := errors.New("broken")
	for _, at := range []uint64{1, 255, 257, 512, 513, 1000, 3000} {
		last := uint64(0)
		err := source.New(source.Options{}, in).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
			if last = f.Number; last == at {
				return broken
			}
			return err
		}})
		if err != broken || last != at {
			t.Errorf("broken at %d: %v behind frame %d", at, err, last)
		}
		ctx, cancel := context.WithCancel(context.Background())
		said, behind := error(nil), 0
		err = source.New(source.Options{Context: ctx}, in).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
			switch {
			case err != nil:
				said = err
			case f.Number == at:
				cancel()
			case f.Number > at:
				behind++
			}
			return nil
		}})
		cancel()
		// What was read already still comes: the batches that there are.
		if err != nil || said != context.Canceled || behind > 17*256 {
			t.Errorf("cancelled at %d: %v, %v, %d frames behind it", at, err, said, behind)
		}
	}
}

// flow gives a capture in pieces, as a pipe does, and calls before each.
type flow struct {
	pieces [][]byte
	before func()
}

func (f *flow) Read(b []byte) (int, error) {
	f.before()
	if len(f.pieces) == 0 {
		return 0, io.EOF
	}
	n := copy(b, f.pieces[0])
	if f.pieces[0] = f.pieces[0][n:]; len(f.pieces[0]) == 0 {
		f.pieces = f.pieces[1:]
	}
	return n, nil
}

// All frames of what flowed in are handed out, whole batch or not, before more is waited for.
func TestAheadWaits(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	const piece = 40_000
	var ends []int // of records
	for at := 24; at < len(capture); {
		at += 16 + int(binary.LittleEndian.Uint32(capture[at+8:]))
		ends = append(ends, at)
	}
	came, given := 0, 0
	pipe := &flow{pieces: slices.Collect(slices.Chunk(capture, piece))}
	pipe.before = func() {
		if whole := sort.SearchInts(ends, given+1); came != whole {
			t.Errorf("%d frames came of %d bytes, which have %d", came, given, whole)
		}
		given = min(given+piece, len(capture))
	}
	err := source.New(source.Options{}, source.Reader("-", pipe)).Each(source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		came++
		return err
	}})
	if err != nil || came != len(ends) || given != len(capture) {
		t.Errorf("%v, %d frames of %d", err, came, len(ends))
	}
}
