package whole_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/whole"
)

// below lists what stands below a folder, by its path there.
func below(t *testing.T, folder string) (names []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, _ fs.DirEntry, err error) error {
		if name != "." {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// A file stands under its name when it is whole, and nothing of it stays behind
// when it never becomes so.
func TestFile(t *testing.T) {
	folder := t.TempDir()
	place := filepath.Join(folder, "out")
	for _, want := range [][]string{nil, {"out"}} {
		f, err := whole.Create(place)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte("all of it"))
		if names := below(t, folder); slices.Contains(names, "out") || len(names) != 1 || !whole.Any() {
			t.Errorf("while it is written: %q", names)
		}
		if want != nil {
			if err := errors.Join(f.Finish(), f.Rename()); err != nil {
				t.Fatal(err)
			}
		}
		f.Abandon()
		if names := below(t, folder); !slices.Equal(names, want) || whole.Any() {
			t.Errorf("behind it: %q, want %q", names, want)
		}
	}
	f, err := whole.Create(place)
	if err != nil {
		t.Fatal(err)
	}
	whole.RemoveAll()
	if names := below(t, folder); !slices.Equal(names, []string{"out"}) {
		t.Errorf("behind RemoveAll: %q", names)
	}
	f.Abandon()
}

// The files of a set stand in their places together, or none does, and the
// folders that were made for them go too.
func TestSet(t *testing.T) {
	folder := t.TempDir()
	create := func(s *whole.Set, name string) {
		t.Helper()
		f, err := s.Create(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(name))
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	var gone, other, done whole.Set
	create(&gone, "a/b/one")
	gone.Abandon()
	if names := below(t, folder); len(names) != 0 {
		t.Errorf("abandoned: %q", names)
	}
	create(&done, "a/one")
	create(&done, "a/two")
	create(&other, "a/three")
	create(&other, "a/two") // which done will have by then
	if err := done.Commit(); err != nil {
		t.Fatal(err)
	}
	if err := other.Commit(); !errors.Is(err, fs.ErrExist) {
		t.Errorf("a second file by a name: %v", err)
	}
	other.Abandon()
	if names := below(t, folder); !slices.Equal(names, []string{"a", "a/one", "a/two"}) {
		t.Errorf("in the end: %q", names)
	}
	if _, err := new(whole.Set).Create(filepath.Join(folder, "a/one")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("what stands there already: %v", err)
	}
}

// A name stands for what is behind its links, also where nothing is there yet.
func TestFind(t *testing.T) {
	folder := t.TempDir()
	link := filepath.Join(folder, "link")
	if err := os.Symlink("further", link); err != nil {
		t.Skip("there are no symbolic links here.")
	}
	if err := os.Symlink(filepath.Join(folder, "file"), filepath.Join(folder, "further")); err != nil {
		t.Fatal(err)
	}
	to, err := whole.Find(link)
	if err != nil || to.Place != filepath.Join(folder, "file") || to.Info != nil || to.Open != nil {
		t.Errorf("%+v, %v", to, err)
	}
	if err := os.WriteFile(to.Place, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(to.Place)
	if err != nil {
		t.Fatal(err)
	}
	if to, err = whole.Find(link); err != nil || to.Info == nil || !to.IsFile(info) {
		t.Errorf("%+v, %v", to, err)
	}
	if err := os.Symlink("circle", filepath.Join(folder, "circle")); err != nil {
		t.Fatal(err)
	}
	if _, err := whole.Find(filepath.Join(folder, "circle")); err == nil {
		t.Error("a link to itself stands for something")
	}
}
