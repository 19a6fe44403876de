package parallel

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
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

// feed hands n frames over and returns the first error.
func feed(p *Printer, n int) error {
	for i := range n {
		packet := pcap.Packet{Data: make([]byte, 1+i%3)}
		f := p.Room(&packet)
		f.Number, f.Packet = uint64(i+1), packet
		if err := p.Frame(f); err != nil {
			return err
		}
	}
	return nil
}

// on returns a Printer for so many processors.
func on(t *testing.T, processors int, w io.Writer, longest int) *Printer {
	t.Helper()
	before := runtime.GOMAXPROCS(processors)
	defer runtime.GOMAXPROCS(before)
	p, err := New(bufio.NewWriter(w), false, func(w *bufio.Writer) (Single, error) { return &counting{w: w, longest: longest}, nil })
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A State that changes in every batch costs time, and nothing else.
func TestState(t *testing.T) {
	var one, many bytes.Buffer
	for processors, w := range map[int]*bytes.Buffer{1: &one, 4: &many} {
		p := on(t, processors, w, 0)
		if err := errors.Join(feed(p, 5000), p.End(), p.Flush()); err != nil {
			t.Fatal(err)
		}
		if processors == 4 && len(p.workers) != 4 {
			t.Errorf("%d workers", len(p.workers))
		}
	}
	if one.String() != many.String() || !strings.HasSuffix(one.String(), "\n5000 9999\nend\n") {
		t.Errorf("%d and %d bytes: …%q", one.Len(), many.Len(), one.Bytes()[max(0, one.Len()-40):])
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

// What goes wrong with the writer is said, at the latest by Flush, and ends the work.
func TestErrors(t *testing.T) {
	for _, room := range []broken{0, 5000, 30_000} {
		p := on(t, 3, &room, 30)
		if err := feed(p, 1000); err != nil && err != errBroken {
			t.Error(err)
		}
		if err := feed(p, 10_000); err != errBroken { // it is not forgotten
			t.Errorf("Frame: %v", err)
		}
		if err := p.Flush(); err != errBroken {
			t.Errorf("Flush: %v", err)
		}
		if err := p.End(); err != errBroken {
			t.Errorf("End: %v", err)
		}
	}
}

// A frame is there behind Flush, also one that nobody asked room for.
func TestFlush(t *testing.T) {
	var out bytes.Buffer
	p := on(t, 2, &out, 0)
	if err := errors.Join(feed(p, 1), p.Flush()); err != nil || out.String() != "1 1\n" {
		t.Errorf("%q, %v", out.String(), err)
	}
	if err := errors.Join(feed(p, 200), p.Frame(&analysis.Frame{Number: 7}), p.Flush()); err != nil || !strings.HasSuffix(out.String(), "\n200 400\n7 400\n") {
		t.Errorf("…%q, %v", out.Bytes()[max(0, out.Len()-40):], err)
	}
	p.Close()
}

// Frames that print much are printed at once, for their copies cost more than printing
// them; the output is the same.
func TestLong(t *testing.T) {
	var one, many bytes.Buffer
	for processors, w := range map[int]*bytes.Buffer{1: &one, 2: &many} {
		p := on(t, processors, w, 100_000)
		if err := feed(p, 100); err != nil {
			t.Fatal(err)
		}
		if taken := len(p.waiting)*minFrames + len(p.free)*minFrames; processors == 2 && (p.alone == 0 || taken > 50) {
			t.Errorf("%d of 100 long frames were copied, %d more will not be", taken, p.alone)
		}
		if err := errors.Join(p.End(), p.Flush()); err != nil {
			t.Fatal(err)
		}
	}
	if one.Len() < 100*100_000 || !bytes.Equal(one.Bytes(), many.Bytes()) {
		t.Errorf("%d and %d bytes", one.Len(), many.Len())
	}
}
