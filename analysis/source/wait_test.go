package source_test

import (
	"context"
	"errors"
	"io"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
)

// TestLive: a frame is given when it has arrived, and Wait runs before the wait
// for the next.
func TestLive(t *testing.T) {
	pipe, to := io.Pipe()
	waits := 0
	s := source.New(source.Options{Context: t.Context(), Wait: func() error { waits++; return nil }}, source.Reader("-", pipe))
	defer s.Close()
	b := laid("a", 1, 2, 3)
	from := 0
	for i, upto := range []int{24 + 18, 24 + 2*18, 24 + 3*18} {
		go to.Write(b[from:upto])
		from = upto
		before := waits
		f, err := s.Next()
		if err != nil || f.Number != uint64(i+1) {
			t.Fatalf("frame %d: %v", i+1, err)
		}
		if waits == before {
			t.Errorf("frame %d came without a word to Wait", i+1)
		}
	}
}

// TestInterrupted: the context ends the wait for a pipe on which nothing comes:
// before the first byte, within a header, and behind a frame.
func TestInterrupted(t *testing.T) {
	for _, sent := range []int{0, 10, 24, 30, 24 + 18} {
		for _, twice := range []bool{false, true} {
			pipe, to := io.Pipe()
			ctx, cancel := context.WithCancel(t.Context())
			done := 0
			o := source.Options{Context: ctx, TwoPass: twice, Done: func(*source.Opened) { done++ }}
			s := source.New(o, source.Reader("-", pipe))
			go func() {
				to.Write(laid("a", 1)[:sent])
				time.Sleep(10 * time.Millisecond)
				cancel()
			}()
			frames := 0
			var last error
			for f, err := range s.Frames() {
				if err == nil && f.Number > 0 {
					frames++
				}
				last = err
			}
			if want := sent / 42; !errors.Is(last, context.Canceled) || !twice && frames != want {
				t.Errorf("%d bytes: %d frames, want %d, %v", sent, frames, want, last)
			}
			if want := min(sent/24, 1); !twice && done != want {
				t.Errorf("%d bytes: Done was told %d times, want %d", sent, done, want)
			}
		}
	}
}

// TestInterruptedFile: the context ends the reading of a file too, at the next
// frame, and for good.
func TestInterruptedFile(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s := source.New(source.Options{Context: ctx}, in("a", laid("a", 1, 2, 3)))
	if _, err := s.Next(); err != nil {
		t.Fatal(err)
	}
	cancel()
	for range 2 {
		if _, err := s.Next(); err != context.Canceled {
			t.Errorf("%v", err)
		}
	}
}

// TestWaitFails: what goes wrong with the output ends the reading, and is not
// said of the input.
func TestWaitFails(t *testing.T) {
	full := errors.New("no space left")
	waits := 0
	o := source.Options{Wait: func() error {
		if waits++; waits > 1 {
			return full
		}
		return nil
	}}
	pipe, to := io.Pipe()
	go to.Write(laid("a", 1))
	s := source.New(o, source.Reader("-", pipe))
	if _, err := s.Next(); err != nil {
		// The header and the record may come in two reads.
		if err != full {
			t.Fatal(err)
		}
		return
	}
	if _, err := s.Next(); err != full {
		t.Errorf("%v", err)
	}
}
