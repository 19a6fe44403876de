package source_test

import (
	"errors"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// While a batch is written, however long that takes, the other goroutine takes two to where they are
// to be written: it does not wait with one of them in its hands.
func TestHandsGoOn(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	third := make(chan struct{})
	workers, closed := map[int]bool{}, sync.Once{}
	first := true
	err := source.New(source.Options{}, kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))).Each(source.Stages{
		Frame: func(f *source.Frame, err error) error {
			if err == nil && f.Worker > 0 {
				if workers[f.Worker] = true; len(workers) == 3 {
					closed.Do(func() { close(third) })
				}
			}
			return err
		},
		Apart: func(int) {},
		Write: func(int) error {
			if first {
				first = false
				select {
				case <-third:
				case <-time.After(10 * time.Second):
					return errors.New("no third batch beside the first that is written")
				}
			}
			return nil
		},
	})
	if err != nil {
		t.Error(err)
	}
}

// Behind an error of Frame it is not called again, though other batches wait for that, and no more is
// read than what is under way.
func TestHandsEnd(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	broken := errors.New("broken")
	var read atomic.Int64
	in := kept(t, "a", capture)
	open := in.Open
	in.Open = func() (io.ReadCloser, error) {
		r, err := open()
		return &counting{r, &read}, err
	}
	ended, taken := false, 0
	err := source.New(source.Options{}, in).Each(source.Stages{Frame: func(f *source.Frame, err error) error {
		if ended {
			t.Errorf("frame %d behind the end", f.Number)
		}
		if err != nil || f.Worker == 0 {
			return err
		}
		if taken++; taken == 10 {
			time.Sleep(20 * time.Millisecond) // the other one has read another batch, and waits
			ended = true
			return broken
		}
		return nil
	}})
	if err != broken {
		t.Error(err)
	}
	if n := read.Load(); int(n) > len(capture)/2 || n == 0 {
		t.Errorf("%d of %d bytes are read", n, len(capture))
	}
}

// An error of writing comes before that of a frame behind it, though that was found first.
func TestHandsFirstError(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	frame, write := errors.New("of a frame"), errors.New("of writing")
	failed := make(chan struct{})
	workers := map[int]bool{}
	err := source.New(source.Options{}, kept(t, "a", frames.Capture(t, "amd64-6.1.192-nlmon.pcap"))).Each(source.Stages{
		Frame: func(f *source.Frame, err error) error {
			if err == nil && f.Worker > 0 {
				if workers[f.Worker] = true; len(workers) == 2 {
					close(failed)
					return frame
				}
			}
			return err
		},
		Apart: func(int) {},
		Write: func(int) error {
			<-failed
			return write
		},
	})
	if err != write {
		t.Error(err)
	}
}

// counting counts what is read, 4 KiB at a time.
type counting struct {
	io.ReadCloser
	read *atomic.Int64
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.ReadCloser.Read(b[:min(len(b), 4096)])
	c.read.Add(int64(n))
	return n, err
}
