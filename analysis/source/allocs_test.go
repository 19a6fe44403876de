package source_test

import (
	"bytes"
	"io/fs"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestFramesAllocateNothing: a capture of twice the frames takes no more
// allocations, but for a slice that grows once in a while.
func TestFramesAllocateNothing(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates")
	}
	const name, fileHeader = "captures/amd64-6.1.192-nlmon.pcap", 24
	once, err := fs.ReadFile(corpus.FS(), name)
	if err != nil {
		t.Fatal(err)
	}
	twice := slices.Concat(once, once[fileHeader:])
	frames := 0
	count := func(b []byte) float64 {
		return testing.AllocsPerRun(3, func() {
			frames = 0
			for _, err := range source.New(source.Options{}, source.Reader(name, bytes.NewReader(b))).Frames() {
				if err != nil {
					t.Fatal(err)
				}
				frames++
			}
		})
	}
	one, two := count(once), count(twice)
	if frames < 1000 {
		t.Fatalf("only %d frames", frames)
	}
	if more := two - one; more*100 > float64(frames) {
		t.Errorf("%v allocations for %d frames, %v for twice as many", one, frames/2, two)
	}
}
