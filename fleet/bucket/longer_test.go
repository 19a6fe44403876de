package bucket

import (
	"fmt"
	"strings"
	"testing"
)

// A capture that went up in part, and comes whole when other captures of the earlier run
// are gone, is not read: each is said with its name and what is missing, in each run, until
// one has all of them.
func TestLonger(t *testing.T) {
	truth, paths, content := nameless(t)
	folder := t.TempDir()
	half := store(t, folder, "half.pcapng", content[0][:len(content[0])*2/3])
	out := t.TempDir()
	well(t, out, append(paths[1:], half)...)
	store(t, folder, "half.pcapng", content[0])
	want := fmt.Sprintf("%s has %d bytes more than %s", half, len(content[0])-len(content[0])*2/3, half)
	for range 2 {
		f, err := Look(t.Context(), half)
		if err != nil {
			t.Fatal(err)
		}
		e, err := Run(t.Context(), Options{Out: out, FileSize: 64 << 10}, Of(&f, buckets), []File{f})
		if err != nil {
			t.Fatal(err)
		}
		if e.Counts.Longer != 1 || len(e.Longer) != 1 || !strings.HasPrefix(e.Longer[0], want) || e.Counts.Earlier != 0 {
			t.Errorf("%+v %q, want %s", e.Counts, e.Longer, want)
		}
	}
	if n := len(messages(t, out)); n >= truth.Events {
		t.Errorf("%d of %d messages: there is no rest", n, truth.Events)
	}
	if counts := well(t, out, append(paths[1:], half)...); counts.Longer != 0 {
		t.Errorf("%+v", counts)
	}
	eachOnce(t, out, truth.Events)
}
