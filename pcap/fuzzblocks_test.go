package pcap

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"testing"
)

// FuzzBlocks reads whatever bytes, to their end and over all damage, as packets
// and as pieces. What is allocated is bounded by what is there. What reads
// without an error and is written back piece by piece is the same file.
func FuzzBlocks(f *testing.F) {
	for _, big := range []bool{false, true} {
		f.Add(sample(big).b)
		f.Add(five(big).b)
	}
	for _, b := range everything(f) {
		if len(b) < 1000 {
			f.Add(b)
		}
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		packets, failures, r := through(bytes.NewReader(b))
		runtime.ReadMemStats(&after)
		last := failures[len(failures)-1]
		for _, err := range failures {
			if err != last && !classed(err) || err == last && err != io.EOF && !classed(err) {
				t.Fatalf("%v has no class", err)
			}
		}
		if d := sameThroughBlocks(b, packets, failures); d != "" {
			t.Fatal("NextBlock gives something else: ", d)
		}
		// The buffer, what a failure or a note costs, copies of the packets' bytes; what
		// a compressed file may take is for decompress_test.go.
		compressed := r != nil && r.Compression() != ""
		if n, most := after.TotalAlloc-before.TotalAlloc, uint64(bufferSize+64<<10+600*len(b)); n > most && !compressed {
			t.Fatalf("%d bytes allocated for %d", n, len(b))
		}
		if last == io.EOF && len(failures) == 1 && !compressed {
			writtenBack(t, b)
		}
	})
}

// writtenBack writes a sound file back, piece by piece.
func writtenBack(t *testing.T, b []byte) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := NewWriter(&out, WriterOptions{Format: r.Format()})
	if err != nil {
		t.Fatal(err)
	}
	var piece Block
	for {
		if err := r.NextBlock(&piece); err == io.EOF {
			break
		} else if err = errors.Join(err, w.WriteBlock(&piece)); err != nil {
			t.Fatal(err)
		}
	}
	if w.Close(); !bytes.Equal(b, out.Bytes()) {
		t.Fatalf("written back:\n% x\n% x", b, out.Bytes())
	}
}
