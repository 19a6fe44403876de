package bucket

import (
	"context"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

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

// peak is how much memory is in use while a bucket is at work, at most: what a collection
// leaves, looked at every so many frames.
func peak(t *testing.T, o hosts.Options, each int) (bytes, objects uint64) {
	t.Helper()
	files, truth := all(t, o)
	events := truth.Events
	truth = nil
	steps := 0
	Fault = func(string) error {
		if steps++; steps%each == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			bytes, objects = max(bytes, m.HeapAlloc), max(objects, m.HeapObjects)
		}
		return nil
	}
	defer func() { Fault = nil }()
	e, err := Run(context.Background(), Options{Out: t.TempDir(), FileSize: 256 << 20, Context: true}, 0, files)
	if err != nil || e.Counts.Rows[0] != uint64(events) {
		t.Fatal(e, err)
	}
	return bytes, objects
}

// most is what a bucket has in memory, all its tables with groups of rows that are not full
// yet: those of the events are by then, those of other tables, and of days, still fill. That
// is why a bucket with more to read has somewhat more.
const most = 128 << 20

// What a worker holds in memory does not grow with what it has read: neither with the
// messages of a host, nor with the hosts one after the other, nor with their days.
func TestMemory(t *testing.T) {
	days := func(o hosts.Options) hosts.Options {
		o.Pause = 2 * 6 * 24 * time.Hour / time.Duration(o.Events)
		return o
	}
	for _, c := range []struct {
		what       string
		less, more hosts.Options
	}{
		{"messages of a host", hosts.Plain(1, 140_000), hosts.Plain(1, 420_000)},
		{"hosts", hosts.Plain(28, 5000), hosts.Plain(84, 5000)},
		{"hosts of several days", days(hosts.Plain(3, 50_000)), days(hosts.Plain(9, 50_000))},
	} {
		t.Run(strings.ReplaceAll(c.what, " ", "-"), func(t *testing.T) {
			bytes, objects := peak(t, c.less, 40)
			more, moreObjects := peak(t, c.more, 40)
			t.Logf("%d KB and %d objects, and of three times as much %d KB and %d", bytes>>10, objects, more>>10, moreObjects)
			extra := uint64(c.more.Hosts*c.more.Events - c.less.Hosts*c.less.Events)
			if more > most || more > bytes*3/2 || moreObjects > objects+extra/4 {
				t.Error("it grows")
			}
		})
	}
}

// Thirty days of several hosts, read one after the other, are a file a day and table.
func TestBackfill(t *testing.T) {
	o := hosts.Plain(5, 3000)
	o.Pause = 2 * 30 * 24 * time.Hour / time.Duration(o.Events)
	files, _ := all(t, o)
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
