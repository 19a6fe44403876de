package bucket

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The files of a recorder are a stream, in the order of time whatever their names; one
// content is read once; what says nothing of its host is a stream of its own, wherever it stands.
func TestStreams(t *testing.T) {
	file := func(path, id, boot, recorder, digest string, first int64) File {
		return File{Path: path, ID: id, Boot: boot, Recorder: recorder, Digest: digest, First: first}
	}
	files := []File{
		file("z", "1", "a", "r", "d1", 10), file("b", "1", "a", "r", "d2", 20), file("a", "1", "a", "r", "d3", 30),
		file("c", "1", "a", "r", "d3", 30), // a again
		file("d", "1", "a", "s", "d4", 5),  // another recorder
		file("e", "1", "b", "r", "d5", 40), // another boot
		file("f", "", "", "", "d6", 1), file("g", "", "", "", "d7", 2), file("g.zst", "", "", "", "d7", 2),
		{Path: "h", Wrong: "it is not there"}, {Path: "i", Wrong: "it is not there"},
	}
	const want = "f; g; h; i; z b a; d; e; twin g.zst; twin c"
	for n := range 20 {
		rand.New(rand.NewPCG(1, uint64(n))).Shuffle(len(files), func(i, j int) { files[i], files[j] = files[j], files[i] })
		list, twins := streams(files)
		var words []string
		for _, s := range list {
			var paths []string
			for _, f := range s.files {
				paths = append(paths, f.Path)
			}
			words = append(words, strings.Join(paths, " "))
		}
		for _, f := range twins {
			words = append(words, "twin "+f.Path)
		}
		if got := strings.Join(words, "; "); got != want {
			t.Fatalf("%q, want %q", got, want)
		}
	}
	for _, f := range files {
		for other := range files {
			if g := files[other]; f.ID != "" && g.ID == f.ID && Of(&f, 100) != Of(&g, 100) {
				t.Errorf("%s and %s are of one host and two buckets", f.Path, g.Path)
			}
		}
	}
}

// What an earlier run read is not read again, unless all that it read is there.
func TestEarlier(t *testing.T) {
	in := func(path, digest string, first int64) Input {
		return Input{Path: path, Digest: digest, Stream: (&File{ID: "1"}).key().String(), First: first}
	}
	before := []Entry{{Name: "x", Inputs: []Input{in("a", "da", 1), in("b", "db", 2)}}, {Name: "y", Inputs: []Input{in("c", "dc", 3), {Path: "gone"}}}}
	for _, c := range []struct {
		files string // path=digest@first
		left  string
		over  string
	}{
		{"a=da@1 b=db@2 c=dc@3", "a b c", "x y"},
		{"a=da@1 d=dd@4", "d", ""},                // b is not there: the rows of a stay
		{"a=new@1 b=db@2 c=dc@3", "a b c", "x y"}, // a was put in place of what was read
		{"e=de@1 c=dc@3", "c", "y"},               // e begins as a does
		{"c=other@3", "c", "y"},
	} {
		var files []File
		for _, word := range strings.Fields(c.files) {
			f := File{Path: word[:1], ID: "1", First: int64(word[len(word)-1] - '0')}
			f.Digest = word[2:strings.IndexByte(word, '@')]
			files = append(files, f)
		}
		left, over, why, longer := earlier(before, files)
		var paths, names []string
		for _, f := range left {
			paths = append(paths, f.Path)
		}
		for _, e := range over {
			names = append(names, e.Name)
		}
		if got := strings.Join(paths, " ") + "/" + strings.Join(names, " "); got != c.left+"/"+c.over || len(why) != len(files)-len(left) || len(longer) > 0 {
			t.Errorf("%s: %s, %q", c.files, got, why)
		}
	}
}

// What is no capture, or not there, is a file that is wrong, and no failure.
func TestLook(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "text")
	if err := os.WriteFile(text, []byte("no capture, but longer than a header would be\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	loop := filepath.Join(folder, "loop")
	if err := os.Symlink(loop, loop); err != nil {
		t.Skip("this system makes no symbolic links for us")
	}
	for _, path := range []string{text, filepath.Join(folder, "missing"), folder, loop, filepath.Join(text, "below"), filepath.Join(folder, strings.Repeat("long", 99))} {
		if f, err := Look(context.Background(), path); err != nil || f.Wrong == "" {
			t.Errorf("%s: %+v, %v", path, f, err)
		}
	}
	if f, _ := Look(context.Background(), text); len(f.Digest) != 64 {
		t.Errorf("%+v", f)
	}
}
