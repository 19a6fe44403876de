package analysis_test

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/needs"
)

const corpusDir = "../testdata/corpus"

// table prints the columns that a table's first line names.
func table(t *testing.T, capture []byte, columns string) string {
	t.Helper()
	var fields []*analysis.Field
	for _, name := range strings.Split(columns, "\t") {
		fields = append(fields, must(analysis.Lookup(name))(t))
	}
	b := []byte(columns + "\n")
	for _, f := range read(t, capture) {
		for i, fd := range fields {
			if i > 0 {
				b = append(b, '\t')
			}
			for j, v := range fd.Values(f, nil) {
				if j > 0 {
					b = append(b, ',')
				}
				b = v.Append(b)
			}
		}
		b = append(b, '\n')
	}
	return string(b)
}

// sameTable compares with what decode.py prints.
func sameTable(t *testing.T, capture []byte, want string) {
	t.Helper()
	columns, _, _ := strings.Cut(want, "\n")
	wants, gots := strings.Split(want, "\n"), strings.Split(table(t, capture, columns), "\n")
	if len(wants) != len(gots) {
		t.Errorf("%d lines, want %d", len(gots), len(wants))
	}
	names := strings.Split(columns, "\t")
	faults := 0
	for i := range min(len(wants), len(gots)) {
		w, g := strings.Split(wants[i], "\t"), strings.Split(gots[i], "\t")
		for j := range w {
			if w[j] != g[j] {
				if faults++; faults > 10 {
					return
				}
				t.Errorf("frame %d: %s is %q, want %q", i, names[j], g[j], w[j])
			}
		}
	}
}

// TestGoldens holds every field of every frame of the first captures against the
// goldens, which testdata/corpus/decode.py wrote: it shares nothing with this
// code.
func TestGoldens(t *testing.T) {
	all := captures(t)
	files := must(fs.Glob(os.DirFS(corpusDir), "goldens/*"))(t)
	if len(files) < 4 {
		t.Errorf("%d goldens", len(files))
	}
	for _, file := range files {
		b := must(os.ReadFile(filepath.Join(corpusDir, file)))(t)
		name, packed := strings.CutSuffix(filepath.Base(file), ".gz")
		if packed {
			b = must(io.ReadAll(must(gzip.NewReader(bytes.NewReader(b)))(t)))(t)
		}
		capture, ok := all["captures/"+strings.TrimSuffix(name, ".fields.tsv")+".pcap"]
		if !ok {
			t.Errorf("%s is of no capture", file)
			continue
		}
		sameTable(t, capture, string(b))
	}
}

// TestDecodePyCaptures does the same for every capture of the corpus, with
// decode.py itself.
func TestDecodePyCaptures(t *testing.T) {
	python := needs.Tool(t, "python3", "the captures are not compared with testdata/corpus/decode.py.")
	for name, capture := range captures(t) {
		want, err := exec.Command(python, filepath.Join(corpusDir, "decode.py"), filepath.Join(corpusDir, name)).Output()
		if err != nil {
			t.Errorf("%s: decode.py: %v", name, err)
			continue
		}
		sameTable(t, capture, string(want))
	}
}

// TestDecodePy compares with decode.py where frames are damaged, cut and
// joined.
func TestDecodePy(t *testing.T) {
	python := needs.Tool(t, "python3", "damaged frames are not compared with testdata/corpus/decode.py.")
	file := filepath.Join(t.TempDir(), "damaged.pcap")
	random := rand.New(rand.NewPCG(1, 2))
	for _, o := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		frames := drawnFrom(t)[o]
		var records []record
		for range 5000 {
			records = append(records, damaged(random, frames))
		}
		capture := lay(o, false, records...)
		if err := os.WriteFile(file, capture, 0o600); err != nil {
			t.Fatal(err)
		}
		want := must(exec.Command(python, filepath.Join(corpusDir, "decode.py"), file).Output())(t)
		sameTable(t, capture, string(want))
	}
}

// drawnFrom are frames of each order, to damage.
func drawnFrom(t testing.TB) map[binary.AppendByteOrder][][]byte {
	t.Helper()
	frames := map[binary.AppendByteOrder][][]byte{}
	for o, name := range map[binary.AppendByteOrder]string{
		binary.LittleEndian: "captures/demo-amd64-6.1.192-nlmon.pcap",
		binary.BigEndian:    "captures/s390x-6.1.176-nlmon.pcap",
	} {
		for _, f := range read(t, captures(t)[name]) {
			frames[o] = append(frames[o], f.Data)
		}
	}
	return frames
}

// damaged makes a frame of one to three messages with wrong bytes, an end that
// is missing, or both.
func damaged(random *rand.Rand, frames [][]byte) record {
	data := bytes.Clone(frames[random.IntN(len(frames))])
	for random.IntN(2) == 0 {
		data = append(data, frames[random.IntN(len(frames))][16:]...)
	}
	for random.IntN(2) == 0 {
		at := 16 + random.IntN(min(len(data)-16, 60)) // where lengths and kinds are
		data[at] ^= 1 << random.IntN(8)
	}
	wire := len(data)
	if random.IntN(2) == 0 {
		data = data[:16+random.IntN(len(data)-16)]
	}
	if random.IntN(2) == 0 {
		wire = len(data)
	}
	return record{Data: data, Wire: wire}
}
