package bucket

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// rough is Beam's filesystem in memory as stores are that are far away: reading breaks, and
// what is missing cannot be removed.
type rough struct{ filesystem.Interface }

func init() {
	filesystem.Register("rough", func(ctx context.Context) filesystem.Interface {
		store, err := filesystem.New(ctx, "memfs://")
		if err != nil {
			panic(err)
		}
		return rough{store}
	})
}

// breaks is how the next reading breaks, and of which file; once.
var breaks struct {
	sync.Mutex
	how, path string
	times     int   // it goes well before
	part      int64 // of how many parts of the file one comes
}

// brk has the reading of a file break.
func brk(how, path string, times int, part int64) {
	breaks.Lock()
	defer breaks.Unlock()
	breaks.how, breaks.path, breaks.times, breaks.part = how, path, times, part
}

func mem(path string) string { return "memfs://" + strings.TrimPrefix(path, "rough://") }

var errReset = errors.New("connection reset by the test")

func (r rough) OpenRead(ctx context.Context, path string) (io.ReadCloser, error) {
	breaks.Lock()
	defer breaks.Unlock()
	how := ""
	if breaks.path == path && breaks.how != "" {
		if breaks.times--; breaks.times < 0 {
			how, breaks.how = breaks.how, ""
		}
	}
	if how == "open" {
		return nil, errReset
	}
	f, err := r.Interface.OpenRead(ctx, mem(path))
	if err != nil {
		return nil, errors.New("404") // as Beam's say it: nobody can tell
	}
	if how != "" {
		size, _ := r.Interface.Size(ctx, mem(path))
		end := errReset
		switch how {
		case "end":
			end = io.EOF
		case "cut":
			end = io.ErrUnexpectedEOF
		}
		return &broken{f, size / breaks.part, end}, nil
	}
	return f, nil
}

// broken breaks behind so many bytes.
type broken struct {
	io.ReadCloser
	left int64
	end  error
}

func (b *broken) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, b.end
	}
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (r rough) List(ctx context.Context, glob string) ([]string, error) {
	names, err := r.Interface.List(ctx, mem(glob))
	for i := range names {
		names[i] = "rough://" + strings.TrimPrefix(names[i], "memfs://")
	}
	return names, err
}

func (r rough) OpenWrite(ctx context.Context, path string) (io.WriteCloser, error) {
	return r.Interface.OpenWrite(ctx, mem(path))
}

func (r rough) Size(ctx context.Context, path string) (int64, error) {
	return r.Interface.Size(ctx, mem(path))
}

func (r rough) Copy(ctx context.Context, from, to string) error {
	return r.Interface.(filesystem.Copier).Copy(ctx, mem(from), mem(to))
}

// Remove fails for what is not there.
func (r rough) Remove(ctx context.Context, path string) error {
	if _, err := r.Interface.Size(ctx, mem(path)); err != nil {
		return errors.New("404")
	}
	if strings.Contains(path, "locked") {
		return errors.New("403")
	}
	return r.Interface.(filesystem.Remover).Remove(ctx, mem(path))
}

// Reading that breaks, where the digest is made, where the head is read, or in the middle
// of a stream, fails the work, and the next run has all rows: nothing of it is sealed.
func TestBrokenReading(t *testing.T) {
	folder, truth := made(t)
	paths := far(t, "rough://broken", folder, truth)
	for _, how := range []string{"open", "reset", "cut", "end"} {
		for times := range 3 { // the digest, the head, the stream
			if how == "end" && times == 0 {
				continue // then it is as long as it is
			}
			out := t.TempDir()
			brk(how, paths[0], times, []int64{2, 1000, 2}[times])
			_, failures := work(t, out, paths...)
			if len(failures) != 1 || !strings.Contains(failures[0].Error(), paths[0]) {
				t.Errorf("%s behind %d: %v", how, times, failures)
			}
			if well(t, out, paths...); breaks.how != "" {
				t.Errorf("%s behind %d was never read", how, times)
			}
			eachOnce(t, out, truth.Events)
		}
	}
}

// What is not in a store is a note, and the run that finds it reads it.
func TestAbsent(t *testing.T) {
	folder, truth := made(t)
	paths := far(t, "rough://absent", folder, truth)
	out := t.TempDir()
	if counts := well(t, out, append(paths[1:], "rough://absent/no [such] file")...); counts.Wrong == 0 {
		t.Errorf("%+v", counts)
	}
	well(t, out, paths...)
	eachOnce(t, out, truth.Events)
}

// What is not there is as good as removed, and what stays is an error.
func TestRemoveMissing(t *testing.T) {
	ctx := context.Background()
	for _, name := range []string{"none.json", "[x]*.json", "x.json"} {
		place := "rough://remove/" + name
		if name == "x.json" {
			if err := put(ctx, place, []byte("x")); err != nil {
				t.Fatal(err)
			}
		}
		if err := remove(ctx, place); err != nil || stands(ctx, place) {
			t.Errorf("%s: %v", place, err)
		}
	}
	if err := put(ctx, "rough://remove/locked.json", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := remove(ctx, "rough://remove/locked.json"); err == nil {
		t.Error("what stays is said to be removed")
	}
}

// A dataset in such a store has each message once, after works that died too.
func TestFarDataset(t *testing.T) {
	folder, truth := made(t)
	out := "rough://dataset-out"
	first := some(folder, truth, func(f *hosts.File) bool { return f.Number == 0 })
	well(t, out, first...)
	dies(t, "rename", out, some(folder, truth, early)...)
	dies(t, "ended", out, some(folder, truth, late)...)
	eachOnce(t, copied(t, out), truth.Events)
	dies(t, "settle", out, some(folder, truth, func(*hosts.File) bool { return true })...)
	well(t, out, some(folder, truth, early)...)
	eachOnce(t, copied(t, out), truth.Events)
}

// copied brings a dataset's events here.
func copied(t *testing.T, out string) string {
	t.Helper()
	ctx, here := context.Background(), t.TempDir()
	store, err := filesystem.New(ctx, out)
	if err != nil {
		t.Fatal(err)
	}
	names, err := store.List(ctx, out+"/events/*/*/*.parquet")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		content, err := get(ctx, name)
		if err != nil {
			t.Fatal(err)
		}
		place := filepath.Join(here, strings.TrimPrefix(name, out))
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(place, content, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return here
}
