package pcap

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// TestReaderIsPatient reads from readers that give little at a time, or
// everything together with the end.
func TestReaderIsPatient(t *testing.T) {
	b, _ := little.lay(three...)
	want := little.packets(false, three...)
	for name, slow := range map[string]func(io.Reader) io.Reader{
		"one byte": iotest.OneByteReader,
		"half":     iotest.HalfReader,
		"data+EOF": iotest.DataErrReader,
	} {
		got, err := read(slow(bytes.NewReader(b)))
		if d := diff(want, got); d != "" || err != io.EOF {
			t.Errorf("%s: %v\n%s", name, err, d)
		}
	}
}

// A failing disk is neither an end nor damage, wherever it fails.
func TestReadError(t *testing.T) {
	b, starts := little.lay(three...)
	broken := errors.New("input/output error")
	for cut := range b {
		whole := 0
		for whole < 3 && starts[whole+1] <= int64(cut) {
			whole++
		}
		got, err := read(io.MultiReader(bytes.NewReader(b[:cut]), iotest.ErrReader(broken)))
		if len(got) != whole || !errors.Is(err, ErrRead) || !errors.Is(err, broken) {
			t.Errorf("failing at %d: %d packets, %v", cut, len(got), err)
		}
		// What the layer below calls an unexpected end is one.
		_, err = read(io.MultiReader(bytes.NewReader(b[:cut]), iotest.ErrReader(io.ErrUnexpectedEOF)))
		if !errors.Is(err, ErrTruncated) {
			t.Errorf("cut below at %d: %v", cut, err)
		}
	}
}

type stuck struct{}

func (stuck) Read([]byte) (int, error) { return 0, nil }

func TestStuckReader(t *testing.T) {
	b, _ := little.lay(three...)
	for _, start := range [][]byte{nil, b[:30], pack(t, gzipTo, b)[:12], pack(t, zstdTo, b)[:12]} {
		_, err := read(io.MultiReader(bytes.NewReader(start), stuck{}))
		if !errors.Is(err, ErrRead) || !errors.Is(err, io.ErrNoProgress) {
			t.Errorf("stuck after %d bytes: %v", len(start), err)
		}
	}
}

func TestClose(t *testing.T) {
	b, _ := little.lay(three...)
	for name, packed := range packings(t, b) {
		in := &closeCounter{Reader: bytes.NewReader(packed)}
		r, err := NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		var p Packet
		if err := errors.Join(r.Next(&p), r.Close(), r.Close()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := r.Next(&p); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("%s: Next says %v after Close", name, err)
		}
		if in.closed != 0 {
			t.Errorf("%s: closed the caller's reader", name)
		}
	}
}

type closeCounter struct {
	io.Reader
	closed int
}

func (c *closeCounter) Close() error { c.closed++; return nil }

// Any bytes behind a good header end in an error or at a boundary; nothing
// panics, and what one byte after the other gives is the same.
func TestAnyBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, _ := anyFile(t)
		b := append(f.header(), rapid.SliceOfN(rapid.Byte(), 0, 500).Draw(t, "records")...)
		if n := rapid.IntRange(0, 40).Draw(t, "flips"); n < 8 {
			for range n {
				b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
			}
		}
		got, err := read(bytes.NewReader(b))
		slow, slowErr := read(iotest.OneByteReader(bytes.NewReader(b)))
		if d := diff(got, slow); d != "" || err.Error() != slowErr.Error() {
			t.Fatalf("%v, and byte by byte %v\n%s", err, slowErr, d)
		}
		if err != io.EOF && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrDamaged) {
			t.Fatalf("%v has no class", err)
		}
	})
}
