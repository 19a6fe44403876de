package source_test

import (
	"bytes"
	"hash/maphash"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// Room for frames that are read ahead is used again when they were had, and not before: of more frames
// than there is room for each is what it is, though Frame is slow.
func TestAheadAgain(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	capture := frames.Capture(t, "amd64-6.1.192-nlmon.pcap")
	in := kept(t, "long", slices.Concat(capture, bytes.Repeat(capture[24:], 5))) // 24 bytes stand before the first record
	seed := maphash.MakeSeed()
	var want []uint64
	for f, err := range source.New(source.Options{}, in).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		want = append(want, maphash.Bytes(seed, f.Data))
	}
	if len(want) < 15_000 {
		t.Fatalf("%d frames", len(want))
	}
	n := 0
	st := source.Stages{Ahead: true, Frame: func(f *source.Frame, err error) error {
		if n%256 == 0 {
			time.Sleep(time.Millisecond) // the other goroutine reads all that it may
		}
		if n++; err != nil || f.Number != uint64(n) || maphash.Bytes(seed, f.Data) != want[n-1] {
			t.Fatalf("frame %d is number %d, or has other bytes; %v", n, f.Number, err)
		}
		return nil
	}}
	if err := source.New(source.Options{}, in).Each(st); err != nil || n != len(want) {
		t.Errorf("%d frames of %d, %v", n, len(want), err)
	}
}

// What flows in has many stretches, and in each of them frames come ahead: those that nobody needs are
// left out of the later ones too. Between short ones a number of frames come alone.
func TestAheadGoesOn(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	pipe := &flow{pieces: slices.Collect(slices.Chunk(frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), 64_000)), before: func() {}}
	skimmed, came := 0, 0
	err := source.New(source.Options{}, source.Reader("-", pipe)).Each(source.Stages{
		Ahead: true,
		Skim:  func(*analysis.Frame) bool { skimmed++; return false },
		Frame: func(_ *source.Frame, err error) error { came++; return err },
	})
	if err != nil || skimmed < 3000 || came > 2*skimmed/3 {
		t.Errorf("%v, %d of %d frames were in no stretch", err, came, skimmed)
	}
}
