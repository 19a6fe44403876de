package source_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestDamage: what is wrong stands where it is found, behind the frames before
// it; a pcapng goes on behind it, and the other captures go on in any case.
func TestDamage(t *testing.T) {
	cut := laid("a", 1, 2, 9)
	cut = cut[:len(cut)-1]
	missing := source.File(filepath.Join(t.TempDir(), "missing"))
	missing.Name = "missing"
	text := in("text", []byte("no capture, but longer than its header would be\n"))
	for _, c := range []struct {
		want     string
		sequence bool
		of       []source.Input
	}{
		{"a0 a1 !a@60 b0 b1", false, []source.Input{in("a", cut), in("b", laid("b", 3, 4))}},
		{"a0 a1 !a@60 b0 b1", true, []source.Input{in("a", cut), in("b", laid("b", 3, 4))}},
		{"a0 !a@84 a2", false, []source.Input{in("a", laidNG("a", 1, 0, 3))}},
		{"a0 !a@84 b0 a2 b1", false, []source.Input{in("a", laidNG("a", 1, 0, 3)), in("b", laid("b", 2, 4))}},
		{"!a@48 !a@84 b0 a2", false, []source.Input{in("a", laidNG("a", 0, 0, 3)), in("b", laid("b", 2))}},
		{"no-missing no-text a0 b0", false, []source.Input{missing, in("a", laid("a", 1)), text, in("b", laid("b", 2))}},
		{"no-missing a0 no-text b0", true, []source.Input{missing, in("a", laid("a", 1)), text, in("b", laid("b", 2))}},
		{"no-missing", false, []source.Input{missing}},
	} {
		var ended []string
		o := source.Options{Sequence: c.sequence, Done: func(o *source.Opened) { ended = append(ended, o.Name) }}
		got := story(t, source.New(o, c.of...))
		if !c.sequence { // all are opened before the first frame
			got = strings.Replace(got, "a0 no-text", "no-text a0", 1)
		}
		if got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		for _, i := range c.of {
			if n := strings.Count(strings.Join(ended, " "), i.Name); (n == 1) == strings.Contains(c.want, "no-"+i.Name) || n > 1 {
				t.Errorf("%q: Done was told of %q", c.want, ended)
			}
		}
	}
}

// TestChosen: what is not chosen is there all the same, and counts for Count,
// but not for the time since the frame shown before.
func TestChosen(t *testing.T) {
	even := func(f *analysis.Frame) bool { return f.Time.Second()%2 == 0 }
	if got := story(t, source.New(source.Options{Choose: even}, in("a", laid("a", 1, 2, 3, 4)))); got != "(a0) a1 (a2) a3" {
		t.Errorf("%q", got)
	}
	if got := story(t, source.New(source.Options{Choose: even, Count: 3}, in("a", laid("a", 1, 2, 3, 4)))); got != "(a0) a1 (a2)" {
		t.Errorf("with a count %q", got)
	}
	for f, err := range source.New(source.Options{Choose: even}, in("a", laid("a", 2, 3, 4))).Frames() {
		if want := map[uint64]float64{3: 2}[f.Number]; err != nil || f.Chosen && f.Shown.Seconds() != want {
			t.Errorf("frame %d: %v since the one shown before, want %v", f.Number, f.Shown, want)
		}
	}
}

// TestDone: the reader says what was odd, also where Count was the end, and a
// loop that is left says nothing.
func TestDone(t *testing.T) {
	for count, want := range map[uint64]int{0: 2, 1: 2, 100: 2} {
		told := 0
		o := source.Options{Count: count, Done: func(o *source.Opened) {
			if told++; o.Reader.Format() != "pcap" {
				t.Errorf("format %s", o.Reader.Format())
			}
		}}
		story(t, source.New(o, in("a", laid("a", 1, 2)), in("b", laid("b", 1, 2))))
		if told != want {
			t.Errorf("count %d: told %d times, want %d", count, told, want)
		}
	}
	s := source.New(source.Options{Done: func(*source.Opened) { t.Error("Done, and nobody reads") }}, in("a", laid("a", 1, 2)))
	for range s.Frames() {
		break
	}
}

// replies are the frames whose messages have a reply to come, and which it is.
func replies(t *testing.T, s *source.Source) (of []uint64) {
	t.Helper()
	for f, err := range s.Frames() {
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Messages {
			if in := f.Messages[i].ReplyIn.Frame; in != 0 {
				of = append(of, f.Number, in)
			}
		}
	}
	return of
}

// TestTwoPass: in the second reading the replies to come are known, from a file
// and from what can be read once. The demo asks in frame 1 and is answered in
// frame 2, as tshark shows too.
func TestTwoPass(t *testing.T) {
	name := filepath.Join(t.TempDir(), "demo.pcap")
	if err := os.WriteFile(name, corpus.Demo(), 0o600); err != nil {
		t.Fatal(err)
	}
	file := replies(t, source.New(source.Options{TwoPass: true}, source.File(name)))
	if len(file) < 2 || file[0] != 1 || file[1] != 2 {
		t.Errorf("%v", file)
	}
	if pipe := replies(t, source.New(source.Options{TwoPass: true}, in("-", corpus.Demo()))); !slices.Equal(pipe, file) {
		t.Errorf("once: %v, want %v", pipe, file)
	}
	if alone := replies(t, source.New(source.Options{}, source.File(name))); alone != nil {
		t.Errorf("one reading knows %v", alone)
	}
	// Both readings have the same order.
	both := source.New(source.Options{TwoPass: true, Sequence: true}, source.File(name), source.File(name))
	if one := replies(t, both); len(one) < len(file) || !slices.Equal(one[:len(file)], file) {
		t.Errorf("one after the other: %v, want to begin with %v", one, file)
	}
	// The count ends the second reading, and an answer behind it is known.
	if short := replies(t, source.New(source.Options{TwoPass: true, Count: 1}, source.File(name))); !slices.Equal(short, []uint64{1, 2}) {
		t.Errorf("one frame: %v", short)
	}
}

// TestProgress: bytes and frames grow up to what there is, of both readings.
func TestProgress(t *testing.T) {
	long := laid("a", slices.Repeat([]uint32{7}, 20_000)...)
	name := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(name, long, 0o600); err != nil {
		t.Fatal(err)
	}
	size := int64(len(long))
	for _, c := range []struct {
		twice bool
		of    []source.Input
		size  int64
		bytes int64
	}{
		{false, []source.Input{source.File(name)}, size, size},
		{true, []source.Input{source.File(name)}, 2 * size, 2 * size},
		{false, []source.Input{source.File(name), source.File(name)}, 2 * size, 2 * size},
		{false, []source.Input{source.File(name), in("-", long)}, 0, 2 * size}, // nobody knows how long a pipe is
	} {
		var last source.Progress
		calls := 0
		o := source.Options{TwoPass: c.twice, Progress: func(p source.Progress) {
			if p.Bytes < last.Bytes || p.Frames < last.Frames || p.Bytes-last.Bytes > 1<<16 || p.Size != c.size {
				t.Errorf("%+v after %+v", p, last)
			}
			last = p
			calls++
		}}
		story(t, source.New(o, c.of...))
		if last.Bytes != c.bytes || int64(calls) < c.bytes>>16 || last.Frames < 19_000 {
			t.Errorf("%d calls, at the end %+v, want %d bytes", calls, last, c.bytes)
		}
	}
}

// TestCompressed: gzip is peeled.
func TestCompressed(t *testing.T) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(laid("a", 1, 2))
	z.Close()
	if got := story(t, source.New(source.Options{}, in("a", b.Bytes()))); got != "a0 a1" {
		t.Errorf("%q", got)
	}
}

// TestFailingReader: an error of the reader is one of the capture, and those of
// opening do not say the name twice.
func TestFailingReader(t *testing.T) {
	s := source.New(source.Options{}, source.Reader("a", broken{bytes.NewReader(laid("a", 1))}))
	if f, err := s.Next(); err != nil || f.Number != 1 {
		t.Fatal(err)
	}
	if _, err := s.Next(); !errors.Is(err, errBroken) || !errors.Is(err, pcap.ErrRead) {
		t.Errorf("%v", err)
	}
	if _, err := s.Next(); err != io.EOF {
		t.Errorf("behind it: %v", err)
	}
	name := filepath.Join(t.TempDir(), "missing")
	_, err := source.New(source.Options{}, source.File(name)).Next()
	if !errors.Is(err, os.ErrNotExist) || strings.Count(err.Error(), "missing") != 1 {
		t.Errorf("%v", err)
	}
}

// TestFrom: an input that says when it begins is opened when the others get there,
// and the frames come as without it, also those of the same time.
func TestFrom(t *testing.T) {
	inputs := func(said bool, open *int) (list []source.Input) {
		for n, times := range [][]uint32{{1, 2, 5}, {2, 3}, {5, 6}, {9}} {
			name := string(rune('a' + n))
			i := in(name, laid(name, times...))
			if said {
				i.From = time.Unix(int64(times[0]), 0)
			}
			with := i.Open
			i.Open = func() (io.ReadCloser, error) { *open++; return with() }
			list = append(list, i)
		}
		return list
	}
	most, now := 0, 0
	o := source.Options{Done: func(*source.Opened) { now-- }}
	want := story(t, source.New(source.Options{}, inputs(false, new(int))...))
	if got := story(t, source.New(o, inputs(true, &now)...)); got != want || now != 0 {
		t.Errorf("%q, want %q; %d are open", got, want, now)
	}
	for _, err := range source.New(o, inputs(true, &now)...).Frames() {
		if most = max(most, now); err != nil {
			t.Fatal(err)
		}
	}
	if most != 2 { // of the four no three overlap
		t.Errorf("%d were open at once", most)
	}
}
