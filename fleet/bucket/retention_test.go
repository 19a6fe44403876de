package bucket

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// week makes the captures of hosts whose rings have a file a day, and where they are.
func week(t *testing.T) (truth *hosts.Truth, days [][]string) {
	t.Helper()
	o := hosts.Plain(6, 600)
	o.Splits, o.Pause = 1000, 2*5*24*time.Hour/600
	folder := t.TempDir()
	truth, err := hosts.Make(folder, o)
	if err != nil {
		t.Fatal(err)
	}
	days = make([][]string, 5)
	for i := range truth.Files {
		f := &truth.Files[i]
		days[f.Number] = append(days[f.Number], filepath.Join(folder, f.Path))
	}
	return truth, days
}

// A run a day over all captures that are there, of which the old ones are deleted, leaves
// each row once: what was made of those that are gone stays, whatever number of days is kept.
func TestDeletedCaptures(t *testing.T) {
	for keep := 1; keep <= 4; keep++ {
		truth, days := week(t)
		out := t.TempDir()
		for d := range days {
			var there []string
			for n := max(0, d-keep+1); n <= d; n++ {
				there = append(there, days[n]...)
			}
			if old := d - keep; old >= 0 {
				for _, path := range days[old] {
					if err := os.Remove(path); err != nil {
						t.Fatal(err)
					}
				}
			}
			well(t, out, there...)
			well(t, out, there...)
		}
		eachOnce(t, out, truth.Events)
	}
}

// entriesOf is how many entries stand in an output.
func entriesOf(t *testing.T, out string) (n int) {
	t.Helper()
	for b := range buckets {
		list, err := entries(context.Background(), out, b)
		if err != nil {
			t.Fatal(err)
		}
		n += len(list)
	}
	return n
}

// When the rows of the old days are removed too, their entries go, and nothing of them
// comes back; where a capture is still there, or a file of the dataset, they stay.
func TestRetired(t *testing.T) {
	_, days := week(t)
	out := t.TempDir()
	for _, paths := range days[:3] {
		well(t, out, paths...)
	}
	before := entriesOf(t, out)
	well(t, out, days[0]...)
	if n := entriesOf(t, out); n != before {
		t.Errorf("%d entries, before %d: what is there was forgotten", n, before)
	}
	// All that was made is removed: what of it is still captured is made again.
	for _, table := range []string{"events", "processes", "losses", "pairs", "notes"} {
		if err := os.RemoveAll(out + "/" + table); err != nil {
			t.Fatal(err)
		}
	}
	rows := well(t, out, days[2]...).Rows[0]
	left := entriesOf(t, out)
	well(t, out, days[3]...)
	if n := len(messages(t, out)); left >= before || uint64(n) <= rows {
		t.Errorf("%d entries are left of %d, and %d messages", left, before, n)
	}
	for b := range buckets {
		list, err := entries(context.Background(), out, b)
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			if !list[i].whole(context.Background(), out) {
				t.Errorf("an entry is left of which files are gone: %+v", list[i].Outputs)
			}
		}
	}
}

// Under the name of a capture that was read stands that of another recorder, as where a host
// was made anew: it is read, and the rows of the one before stay.
func TestNameAgain(t *testing.T) {
	files, truth := all(t, hosts.Plain(2, 300))
	folder, out := t.TempDir(), t.TempDir()
	for i := range files {
		content, err := os.ReadFile(files[i].Path)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Look(context.Background(), store(t, folder, "host.pcapng", content))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Run(context.Background(), Options{Out: out, FileSize: 1 << 20}, 0, []File{f}); err != nil {
			t.Fatal(err)
		}
	}
	eachOnce(t, out, truth.Events)
}
