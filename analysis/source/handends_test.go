package source_test

import (
	"bytes"
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

// Of a long capture a goroutine has two batches: it judges one while the other waits for others to be
// written, which comes thousands of times, if not to each goroutine on a busy machine. Of two one has the
// workers 1 and 3, and one 2 and 4.
func TestHandsGoOn(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	var mu sync.Mutex
	var waits [5]bool // by worker: its batch is printed, and not written
	writes, both := 0, 0
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	capture = append(capture, bytes.Repeat(capture[24:], 9)...) // 32 210 frames
	err := source.New(source.Options{}, kept(t, "a", capture)).Each(source.Stages{
		Frame: func(f *source.Frame, err error) error {
			mu.Lock()
			defer mu.Unlock()
			if w := f.Worker; err == nil && w > 0 && waits[(w+1)%4+1] {
				both++
			}
			return err
		},
		Size: func() int { return 16 },
		Apart: func(w int) {
			mu.Lock()
			defer mu.Unlock()
			waits[w] = true
		},
		Write: func(w int) error {
			if writes++; writes > 1200 {
				time.Sleep(100 * time.Microsecond)
			}
			mu.Lock()
			defer mu.Unlock()
			waits[w] = false
			return nil
		},
	})
	if err != nil || both == 0 {
		t.Errorf("%d frames are judged while another batch of the goroutine waits: %v", both, err)
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
