package bucket

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// all are the captures of a fleet, looked at.
func all(t *testing.T, o hosts.Options) (files []File, truth *hosts.Truth) {
	t.Helper()
	folder := t.TempDir()
	truth, err := hosts.Make(folder, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range truth.Files {
		f, err := Look(context.Background(), filepath.Join(folder, truth.Files[i].Path))
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	return files, truth
}

// use is memory that is in use: what a collection leaves.
type use struct{ bytes, objects uint64 }

func (u *use) look() {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	u.bytes, u.objects = max(u.bytes, m.HeapAlloc), max(u.objects, m.HeapObjects)
}

// peaks are how much memory is in use at most while a bucket is at work, until half of the
// messages are read, and behind that, where rows of days that waited are written too. It is
// looked at every so many thousand messages.
func peaks(t *testing.T, o hosts.Options, each int, of Options) (half, whole use, messages int) {
	t.Helper()
	files, truth := all(t, o)
	messages = truth.Events
	truth = nil
	frames := 0
	Fault = func(step string) error {
		switch {
		case step == "frame":
			if frames++; frames%each > 0 {
				return nil
			}
		case step != "day":
			return nil
		}
		if frames*1000 <= messages/2 {
			half.look()
		} else {
			whole.look()
		}
		return nil
	}
	defer func() { Fault = nil }()
	of.Out, of.Context = t.TempDir(), true
	e, err := Run(context.Background(), of, 0, files)
	if err != nil || e.Counts.Rows[0] != uint64(messages) {
		t.Fatal(e, err)
	}
	return half, whole, messages
}

// small are sizes a 64th of the usual ones, or less: groups of rows, pages and files are full
// many times over when half is read, and so is all that waits.
var small = Options{FileSize: 256 << 10, sizes: &sizes{
	parquet: export.Sizes{Rows: 2048, Texts: 1 << 20, Page: 2 << 10, Dictionary: 16 << 10}, rest: 256, chunk: 8 << 10, waiting: 256 << 10,
}}

// spread has the messages of a host come in so many days.
func spread(o hosts.Options, days int) hosts.Options {
	o.Pause = 2 * time.Duration(days) * 24 * time.Hour / time.Duration(o.Events)
	return o
}

// What a worker holds in memory does not grow with what it has read: neither with the
// messages of a host, nor with the hosts one after the other, nor with their days. Of one
// host 8 MiB of lives wait for an older one to end, before they wait in a file: it has as many
// when half is read.
func TestMemory(t *testing.T) {
	for _, c := range []struct {
		what string
		o    hosts.Options
		each int
	}{
		{"messages of a host", hosts.Plain(1, 480_000), 8},
		{"hosts", hosts.Plain(120, 500), 1},
		{"hosts of several days", spread(hosts.Plain(24, 4000), 6), 2},
	} {
		t.Run(strings.ReplaceAll(c.what, " ", "-"), func(t *testing.T) {
			half, whole, messages := peaks(t, c.o, c.each, small)
			t.Logf("%d KB and %d objects, and of all %d messages %d KB and %d", half.bytes>>10, half.objects, messages, whole.bytes>>10, whole.objects)
			if whole.bytes > half.bytes*5/4 || whole.objects > half.objects+uint64(messages)/2/4 {
				t.Error("it grows")
			}
		})
	}
}

// A bucket of the usual sizes has 128 MB at most, where three days have many rows each, and
// the files of all are open.
func TestMost(t *testing.T) {
	half, whole, _ := peaks(t, spread(hosts.Plain(2, 100_000), 3), 5, Options{FileSize: 256 << 20})
	t.Logf("%d and %d KB", half.bytes>>10, whole.bytes>>10)
	if max(half.bytes, whole.bytes) > 128<<20 {
		t.Error("it is more")
	}
}

// Thirty days of several hosts, read one after the other, are a file a day and table.
func TestBackfill(t *testing.T) {
	files, _ := all(t, spread(hosts.Plain(5, 3000), 30))
	e, err := Run(context.Background(), Options{Out: t.TempDir(), FileSize: 256 << 20}, 0, files)
	if err != nil {
		t.Fatal(err)
	}
	days := map[string]int{}
	for _, out := range e.Outputs {
		day := out.Place[:strings.LastIndexByte(out.Place, '/')]
		if days[day]++; days[day] > 1 {
			t.Errorf("%s has %d files", day, days[day])
		}
	}
	if len(days) < 30*2 {
		t.Errorf("%d days of tables", len(days))
	}
}
