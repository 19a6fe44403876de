package export

import (
	"bytes"
	"math/rand/v2"
	"runtime"
	"testing"

	packing "github.com/parquet-go/parquet-go/compress/zstd"

	"github.com/cnwire/cnwire/internal/testkit"
)

// What is packed is zstd for everybody, whatever is longer than the window, and not larger than
// without one: of a page of the usual size.
func TestPacked(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := make([]byte, 0, 5*window)
	for len(words) < 5*window {
		words = append(words, "fork exec exit comm uid gid sid ptrace coredump"[:5+random.IntN(42)]...)
	}
	p, without := new(packed), &packing.Codec{Level: packing.SpeedFastest}
	for _, n := range []int{0, 1, 1 << 10, UsualSizes().Page, window + 1, len(words)} {
		got := testkit.Must(p.Encode(nil, words[:n]))(t)
		back := testkit.Must(without.Decode(nil, got))(t)
		if !bytes.Equal(back, words[:n]) {
			t.Errorf("%d bytes come back as %d", n, len(back))
		}
		if most := len(testkit.Must(without.Encode(nil, words[:n]))(t)); n <= window && len(got) > most {
			t.Errorf("%d bytes are %d, and %d without a window", n, len(got), most)
		}
	}
}

// An encoder has less than 3 MB, and the library's own 8.
func TestPackedMemory(t *testing.T) {
	page := bytes.Repeat([]byte("a page of which much is the same "), 8<<10) // of two blocks: one alone is packed without the window
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	testkit.Must(new(packed).Encode(nil, page))(t)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 3<<20 {
		t.Errorf("%d bytes", took)
	}
}
