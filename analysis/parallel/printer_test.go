package parallel

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
)

// counting prints numbers, and before each the widest so far, which grows with every
// frame: what no batch supposes rightly.
type counting struct {
	w *bufio.Writer
	State
	longest int
}

func (c *counting) Frame(f *analysis.Frame) error {
	c.Wide[0] += len(f.Data)
	_, err := fmt.Fprintf(c.w, "%d %d%s\n", f.Number, c.Wide[0], strings.Repeat(" ", c.longest))
	return err
}

func (c *counting) End() error {
	_, err := c.w.WriteString("end\n")
	return err
}

// capture is a file of n frames with one to three bytes; where large is set, each so many
// frames one has more than fits into a batch.
func capture(t testing.TB, n, large int) source.Input {
	t.Helper()
	var b bytes.Buffer
	w, err := pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcap"})
	if err != nil {
		t.Fatal(err)
	}
	i := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Microseconds}
	for k := range n {
		p := pcap.Packet{Data: make([]byte, 1+k%3), Time: time.Unix(int64(k), 0), Interface: i}
		if large > 0 && k%large == large-1 {
			p.Data = make([]byte, 1000)
		}
		p.Len = uint32(len(p.Data))
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	name := filepath.Join(t.TempDir(), "capture")
	if err := errors.Join(w.Flush(), os.WriteFile(name, b.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	return source.File(name)
}

// stateless prints numbers but for each seventh frame, which is nothing for it, and keeps nothing.
type stateless struct {
	w       *bufio.Writer
	skipped uint64
}

func (s *stateless) Frame(f *analysis.Frame) error {
	if f.Number%7 == 0 {
		s.skipped++
		return nil
	}
	_, err := fmt.Fprintln(s.w, f.Number)
	return err
}

func (s *stateless) End() error      { return nil }
func (s *stateless) Skipped() uint64 { return s.skipped }

// What keeps nothing is written as the workers made it: errors of that are told and end the
// reading soon, and what each worker skipped counts.
func TestStateless(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	in := capture(t, 11_000, 0)
	for _, room := range []broken{1 << 30, 40_000, 3000} {
		first := room
		p, err := New(bufio.NewWriterSize(&room, 256), false, func(w *bufio.Writer) (Single, error) { return &stateless{w: w}, nil })
		if err != nil {
			t.Fatal(err)
		}
		frames, batched := 0, 0
		err = source.New(source.Options{}, in).Each(p.Stages(func(f *source.Frame, err error) error {
			if frames++; f.Worker > 0 {
				batched++
			}
			return errors.Join(err, p.Frame(f))
		}))
		err = errors.Join(err, p.Flush())
		if first == 1<<30 {
			if err != nil || p.Skipped() != 11_000/7 || batched < 9000 {
				t.Errorf("%d of %d frames skipped, %d in batches: %v", p.Skipped(), frames, batched, err)
			}
			continue
		}
		if !errors.Is(err, errBroken) || frames > int(first)/4+4*maxFrames {
			t.Errorf("room for %d bytes: %v behind %d frames", first, err, frames)
		}
	}
}

// printed has a Printer for so many processors print those frames that want wants; the
// frames that came in batches are counted. The error is the first one.
func printed(t testing.TB, processors int, w io.Writer, longest int, in source.Input, want func(*source.Frame) bool) (p *Printer, batched int, err error) {
	t.Helper()
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	p, err = New(bufio.NewWriter(w), false, func(w *bufio.Writer) (Single, error) { return &counting{w: w, longest: longest}, nil })
	if err != nil {
		t.Fatal(err)
	}
	return p, batched, source.New(source.Options{}, in).Each(p.Stages(func(f *source.Frame, err error) error {
		if err != nil {
			t.Error(err)
			return nil
		}
		if f.Worker > 0 {
			batched++
		}
		if want != nil && !want(f) {
			return p.Pass(f)
		}
		return p.Frame(f)
	}))
}

// A State that changes in every batch costs time, and nothing else; frames that no batch
// takes stand where they belong.
func TestState(t *testing.T) {
	for _, large := range []int{0, 200, 700} {
		in := capture(t, 5000, large)
		var outs []string
		for _, processors := range []int{1, 2, 4} {
			var out bytes.Buffer
			p, batched, err := printed(t, processors, &out, 0, in, nil)
			if err := errors.Join(err, p.End(), p.Flush()); err != nil {
				t.Fatal(err)
			}
			if few := map[int]int{0: 4000, 200: 500, 700: 2000}[large]; processors > 1 && batched < few || processors == 1 && batched > 0 {
				t.Errorf("%d frames came in batches", batched)
			}
			outs = append(outs, out.String())
		}
		if outs[1] != outs[0] || outs[2] != outs[0] || strings.Count(outs[0], "\n") != 5001 || !strings.HasSuffix(outs[0], "\nend\n") {
			t.Errorf("%d, %d and %d bytes: …%q", len(outs[0]), len(outs[1]), len(outs[2]), outs[1][max(0, len(outs[1])-40):])
		}
	}
}

// broken is a writer that takes so many bytes.
type broken int

var errBroken = errors.New("broken")

func (b *broken) Write(p []byte) (int, error) {
	if *b -= broken(len(p)); *b < 0 {
		return 0, errBroken
	}
	return len(p), nil
}

// What goes wrong with the writer ends the work, and is not forgotten.
func TestErrors(t *testing.T) {
	in := capture(t, 11_000, 0)
	for _, room := range []broken{0, 5000, 30_000} {
		p, _, err := printed(t, 3, &room, 30, in, nil)
		if err != errBroken {
			t.Errorf("Each: %v", err)
		}
		if err := p.Flush(); err != errBroken {
			t.Errorf("Flush: %v", err)
		}
		if err := p.End(); err != errBroken {
			t.Errorf("End: %v", err)
		}
	}
}

// Frames that print much are printed at once, for their copies cost more than printing
// them; the output is the same.
func TestLong(t *testing.T) {
	in := capture(t, 600, 0)
	var one, many bytes.Buffer
	for processors, w := range map[int]*bytes.Buffer{1: &one, 2: &many} {
		p, batched, err := printed(t, processors, w, 50_000, in, nil)
		if err := errors.Join(err, p.End(), p.Flush()); err != nil {
			t.Fatal(err)
		}
		if processors == 2 && (batched == 0 || batched > 10*minFrames) {
			t.Errorf("%d long frames came in batches", batched)
		}
	}
	if one.Len() < 600*50_000 || !bytes.Equal(one.Bytes(), many.Bytes()) {
		t.Errorf("%d and %d bytes", one.Len(), many.Len())
	}
}

// Where few frames are printed, or none, all come in batches all the same, as large as any.
func TestFew(t *testing.T) {
	in := capture(t, 20_000, 0)
	for _, each := range []uint64{3, 50, 1 << 20} {
		var one, many bytes.Buffer
		want := func(f *source.Frame) bool { return f.Number%each == 0 }
		alone, _, err := printed(t, 1, &one, 0, in, want)
		p, batched, also := printed(t, 2, &many, 0, in, want)
		if err := errors.Join(err, also, alone.Flush(), p.Flush()); err != nil || batched < 15_000 || p.size() != maxFrames {
			t.Errorf("each %d: %d frames came in batches, in the end of %d, %v", each, batched, p.size(), err)
		}
		if !bytes.Equal(one.Bytes(), many.Bytes()) || strings.Count(many.String(), "\n") != 20_000/int(each) {
			t.Errorf("each %d: %d and %d bytes", each, one.Len(), many.Len())
		}
	}
}

// However long frames print, what a worker keeps is bounded.
func TestBound(t *testing.T) {
	for _, longest := range []int{0, 20_000} {
		p, batched, err := printed(t, 4, io.Discard, longest, capture(t, 3000, 0), nil)
		if err := errors.Join(err, p.Flush()); err != nil || batched < 2000 {
			t.Fatal(batched, err)
		}
		for _, w := range p.workers {
			if w != nil && (cap(w.out) > 4*enough+20_100 || cap(w.frames) > 2*maxFrames) {
				t.Errorf("%d bytes of output, %d frames", cap(w.out), cap(w.frames))
			}
		}
	}
}
