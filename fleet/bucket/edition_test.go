package bucket

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
	"github.com/cnwire/cnwire/testdata/corpus"
)

var counted = flag.Bool("edition", false, "write testdata/edition.txt: the edition was counted up")

// What rows come out of captures of kernels and of a made fleet stands in
// testdata/edition.txt, as a hash of each, for one edition. Captures that are new, or others by
// their own hash, say nothing. It says nothing of whether they
// are right, which other tests do: who changes how rows are made learns here that what older
// builds made is to be made anew, counts the edition up, and runs it with -edition.
func TestEditionIsCounted(t *testing.T) {
	kept, err := os.ReadFile("testdata/edition.txt")
	if err != nil && !*counted {
		t.Fatal(err)
	}
	place, err := filepath.Abs("testdata/edition.txt")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir()) // notes name files, as they were named
	now := []string{fmt.Sprint("edition ", edition)}
	captures, err := fs.Glob(corpus.FS(), "captures/amd64-6.1.192/*.pcap")
	if err != nil || len(captures) < 10 {
		t.Fatal(captures, err)
	}
	for _, name := range captures {
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		file := path.Base(name)
		if err := os.WriteFile(file, b, 0o666); err != nil {
			t.Fatal(err)
		}
		now = append(now, file+" "+rowsOf(t, file))
	}
	o := hosts.Default(6, 300)
	o.Seconds = 300
	truth, err := hosts.Make("made", o)
	if err != nil {
		t.Fatal(err)
	}
	now = append(now, "made "+rowsOf(t, some("made", truth, func(*hosts.File) bool { return true })...))
	text := strings.Join(now, "\n") + "\n"
	if *counted {
		if err := os.WriteFile(place, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	known := 0
	for _, line := range now {
		before := strings.TrimRight(line, "0123456789abcdef") // the hash of the rows is the last word
		for was := range strings.Lines(string(kept)) {
			if was = strings.TrimSpace(was); *counted || !strings.HasPrefix(was, before) {
				continue
			}
			if known++; was != line {
				t.Errorf("rows come out otherwise: %s, and edition.txt has %s; count edition in run.go up, and write it with -edition", line, was)
			}
		}
	}
	if known < 40 && !*counted {
		t.Errorf("%d captures of edition.txt are still there: write it with -edition", known)
	}
}

// rowsOf is a hash of some captures, and one of all rows of all tables of them, in their order.
func rowsOf(t *testing.T, paths ...string) string {
	t.Helper()
	var files []File
	for _, p := range paths {
		f, err := Look(context.Background(), p)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
	}
	out := filepath.Join(t.TempDir(), "out")
	e, err := Run(context.Background(), Options{Out: out, FileSize: 256 << 20, Context: true}, 0, files)
	if err != nil {
		t.Fatal(err)
	}
	in, sum := sha256.New(), sha256.New()
	for _, f := range files {
		in.Write([]byte(f.Digest))
	}
	for _, o := range e.Outputs {
		k, err := export.Find(o.Place[:strings.IndexByte(o.Place, '/')])
		if err != nil {
			t.Fatal(err)
		}
		f, err := os.Open(out + "/" + o.Place)
		if err != nil {
			t.Fatal(err)
		}
		err = export.ReadParquet(f, o.Bytes, k, func(r rows.Row) error {
			sum.Write([]byte(k.String() + " " + shown(r)))
			return nil
		})
		f.Close()
		if err != nil {
			t.Fatal(err)
		}
	}
	binary.Write(sum, binary.LittleEndian, e.Counts.Rows)
	return fmt.Sprintf("%x %x", in.Sum(nil)[:8], sum.Sum(nil)[:8])
}
