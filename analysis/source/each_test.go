package source_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// line is all that reading says of a frame, but for the digests, which are others each time.
func line(f *source.Frame) string {
	s := fmt.Sprint(f.Number, f.Chosen, f.From.Name, f.Host.String(), f.Relative, f.Delta, f.Shown, f.Time, f.Len, f.Offset, f.Netlink, f.NotNetlink, f.Repairs, f.Base,
		f.Order, f.OrderRule, f.Confidence, f.Spans, f.Err.Struct, f.Err.Field, f.Err.Offset, f.Err.Err, len(f.NlMsgs), len(f.Fragments), " ", len(f.Data))
	for i := range f.Messages {
		m := &f.Messages[i]
		h := m.Header
		h.Digest = 0
		s += fmt.Sprintf("\n %v %v %v %v %v %x", h, m.Verdict, m.Kind, m.CN, m.Spans, m.Bytes(m.Spans[0]))
	}
	return s
}

// kept is a capture in a file of its own, for only files come in batches.
func kept(t testing.TB, name string, capture []byte) source.Input {
	t.Helper()
	place := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(place, capture, 0o600); err != nil {
		t.Fatal(err)
	}
	in := source.File(place)
	in.Name = name
	return in
}

// ambiguous is a big-endian capture in which each fifth packet of the second half has two bytes of its
// datagram, which no byte order can be told of.
func ambiguous(capture []byte) []byte {
	be := binary.BigEndian
	out := bytes.Clone(capture[:24])
	n := 0
	for rest := capture[24:]; len(rest) > 0; n++ {
		length := int(be.Uint32(rest[8:]))
		record := bytes.Clone(rest[:16+length])
		rest = rest[16+length:]
		if n > 700 && n%5 == 0 {
			record = record[:16+18]
			be.PutUint32(record[8:], 18)
		}
		out = append(out, record...)
	}
	return out
}

// big are captures of more frames than stand in front of the first batch.
func big(t testing.TB) map[string][]byte {
	all := maps.Clone(frames.Captures(t))
	maps.DeleteFunc(all, func(name string, b []byte) bool {
		return len(b) < 40_000 || testing.Short() && !strings.HasPrefix(filepath.Base(name), "amd64-5.10")
	})
	whole := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	other := frames.Capture(t, "s390x-6.1.176-nlmon.pcap")
	all["cut"] = whole[:len(whole)*2/3]
	all["damaged"] = bytes.Clone(whole)
	copy(all["damaged"][len(whole)/2:], "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")
	all["ambiguous"] = ambiguous(other)
	return all
}

// bigFiles are those as files, and one among them that is missing.
func bigFiles(t testing.TB) (inputs []source.Input) {
	captures := big(t)
	for _, name := range slices.Sorted(maps.Keys(captures)) {
		inputs = append(inputs, kept(t, filepath.Base(name), captures[name]))
	}
	return slices.Insert(inputs, 2, source.File("missing"))
}

// TestEach: batches on several processors are the frames of one, with all that the frames
// before say of them, and errors where they were.
func TestEach(t *testing.T) {
	inputs := bigFiles(t)
	odd := func(f *analysis.Frame) bool { return f.Number%29 != 0 && !f.IsCopy() }
	for _, o := range []source.Options{{Sequence: true}, {Sequence: true, Choose: odd}, {Sequence: true, Count: 3000, Choose: odd}} {
		var want []string
		guessed := 0
		for f, err := range source.New(o, inputs...).Frames() {
			if err != nil {
				want = append(want, err.Error())
				continue
			}
			want = append(want, line(f))
			if f.OrderRule == codec.OrderByInterface && f.Order == codec.BigEndian {
				guessed++
			}
		}
		if len(want) < 3000 || o.Count == 0 && guessed < 100 {
			t.Fatalf("%d frames, of %d others say the order", len(want), guessed)
		}
		for _, processors := range []int{1, 2, 8} {
			if testing.Short() && (processors != 2 || o.Choose == nil) { // under the race detector, say
				continue
			}
			var got []string
			batched := 0
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
			err := source.New(o, inputs...).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
				if err != nil {
					got = append(got, err.Error())
					return nil
				}
				if f.Worker > 0 {
					batched++
				}
				got = append(got, line(f))
				return nil
			}})
			if err != nil || len(got) != len(want) {
				t.Errorf("%d processors: %d frames, want %d; %v", processors, len(got), len(want), err)
			}
			for i := range min(len(got), len(want)) {
				if got[i] != want[i] {
					t.Fatalf("%d processors:\n%s\nwant\n%s", processors, got[i], want[i])
				}
			}
			if most := len(want) * 2 / 3; processors > 1 && batched < min(most, 1500) || processors == 1 && batched > 0 {
				t.Errorf("%d processors: %d of %d frames came in batches", processors, batched, len(want))
			}
		}
	}
}

// The frames of a batch stay as they are up to Write, which comes in the order of frames,
// and Apart is where no other batch is judged.
func TestStages(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	var taken [source.MaxWorkers + 1][]*analysis.Frame
	var said [source.MaxWorkers + 1][]string
	var out []uint64
	var busy, beside atomic.Int32
	st := source.Stages{
		Frame: func(f *source.Frame, err error) error {
			if err == nil && f.Worker > 0 {
				taken[f.Worker] = append(taken[f.Worker], f.Frame)
			} else if err == nil {
				out = append(out, f.Number)
			}
			return err
		},
		Apart: func(w int) {
			if busy.Add(1) > 1 {
				beside.Add(1)
			}
			for _, f := range taken[w] {
				said[w] = append(said[w], line(&source.Frame{Frame: f, From: &source.Opened{}}))
			}
			busy.Add(-1)
		},
		Write: func(w int) error {
			for i, f := range taken[w] {
				if now := line(&source.Frame{Frame: f, From: &source.Opened{}}); now != said[w][i] {
					t.Errorf("%s\nwas\n%s", now, said[w][i])
				}
				out = append(out, f.Number)
			}
			taken[w], said[w] = nil, nil
			return nil
		},
	}
	if err := source.New(source.Options{}, kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))).Each(st); err != nil {
		t.Fatal(err)
	}
	for i, n := range out {
		if n != uint64(i+1) {
			t.Fatalf("frame %d comes as number %d", n, i+1)
		}
	}
	if len(out) < 1000 || beside.Load() == 0 {
		t.Errorf("%d frames, %d batches beside others", len(out), beside.Load())
	}
}

// An error ends the reading: of Frame behind its frame, and what Frame took before is
// written; of Write at once; that of a context is the last.
func TestEachEnds(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	in := kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))
	broken := errors.New("broken")
	for _, at := range []uint64{1, 255, 257, 1000, 1001} {
		var last, written uint64
		var held [source.MaxWorkers + 1]uint64
		err := source.New(source.Options{}, in).Each(source.Stages{
			Frame: func(f *source.Frame, err error) error {
				if last = f.Number; last == at {
					return broken
				}
				if f.Worker > 0 {
					held[f.Worker] = last
				} else {
					written = last
				}
				return err
			},
			Apart: func(int) {},
			Write: func(w int) error { written = max(written, held[w]); return nil },
		})
		if err != broken || last != at || written != at-1 {
			t.Errorf("broken at %d: %v behind frame %d, %d were written", at, err, last, written)
		}
		writes := 0
		err = source.New(source.Options{}, in).Each(source.Stages{
			Frame: func(f *source.Frame, err error) error { return err },
			Apart: func(int) {},
			Write: func(int) error { writes++; return broken },
		})
		if err != broken || writes != 1 {
			t.Errorf("%v behind %d writes", err, writes)
		}
		ctx, cancel := context.WithCancel(context.Background())
		frames, worker, said := 0, 0, error(nil)
		err = source.New(source.Options{Context: ctx}, in).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
			if err != nil {
				said = err
				return nil // it ends all the same
			}
			if frames++; f.Worker > 0 {
				worker = f.Worker
				cancel()
			}
			return nil
		}})
		cancel()
		if err != nil || said != context.Canceled || worker == 0 || frames > 256+8*256 {
			t.Errorf("cancelled: %v, %v, %d frames", said, err, frames)
		}
	}
}

// Several files at once, a Live reading and Options.Once have no batches, nor where Size is 0.
func TestNoBatches(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	file := kept(t, "a", capture)
	for name, c := range map[string]struct {
		st source.Stages
		o  source.Options
		of []source.Input
	}{
		"two":  {of: []source.Input{file, kept(t, "b", capture)}},
		"once": {o: source.Options{Once: true}, of: []source.Input{file}},
		"live": {st: source.Stages{Live: true}, of: []source.Input{file}},
		"size": {st: source.Stages{Size: func() int { return 0 }}, of: []source.Input{file}},
	} {
		n := 0
		c.st.Frame = func(f *source.Frame, err error) error {
			if n++; err != nil || f.Worker > 0 {
				return fmt.Errorf("frame %d: %v, worker %d", n, err, f.Worker)
			}
			return nil
		}
		if err := source.New(c.o, c.of...).Each(c.st); err != nil || n < 1000 {
			t.Errorf("%s: %d frames, %v", name, n, err)
		}
	}
}
