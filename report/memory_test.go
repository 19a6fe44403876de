package report_test

import (
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/again"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/report"
	writing "github.com/cnwire/cnwire/report/page"
)

// Of however many processes and events a report has the same in memory, and its page is written
// piece by piece.
func TestMemory(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	const most = 12 << 20
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	capture := filepath.Join(t.TempDir(), "long.pcap")
	if err := again.Repeat(capture, "../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", 200_000); err != nil {
		t.Fatal(err)
	}
	r := report.New("long", analysis.FiltersUnknown)
	before := inUse()
	in := source.Input{Name: "long", Open: func() (io.ReadCloser, error) { return os.Open(capture) }}
	for f, err := range source.New(source.Options{}, in).Frames() {
		if err == nil {
			err = r.Add(f.Frame)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if took := int64(inUse()) - int64(before); took > most {
		t.Errorf("%d bytes, at most %d are right", took, most)
	}
	largest := &parts{}
	if err := writing.Write(largest, r, nil); err != nil {
		t.Fatal(err)
	}
	if largest.n > 1<<20 {
		t.Errorf("%d bytes are written at once", largest.n)
	}
	if left, err := os.ReadDir(os.Getenv("TMPDIR")); err != nil || len(left) > 0 {
		t.Errorf("%d temporary files are left, %v", len(left), err)
	}
}

// parts is how large the largest part is that is written.
type parts struct{ n int }

func (p *parts) Write(b []byte) (int, error) {
	p.n = max(p.n, len(b))
	return len(b), nil
}

// Where there is no folder for temporary files the page is the same.
func TestNoFolder(t *testing.T) {
	page := func(folder string) string {
		t.Setenv("TMPDIR", folder)
		r := report.New("many", analysis.FiltersUnknown)
		frames.Play(t, many(5_000), func(f *analysis.Frame) {
			if err := r.Add(f); err != nil {
				t.Fatal(err)
			}
		})
		var b strings.Builder
		if err := writing.Write(&b, r, nil); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	if want := page(t.TempDir()); len(want) < 100_000 || page(t.TempDir()+"/missing") != want {
		t.Errorf("another page, of %d bytes", len(want))
	}
}
