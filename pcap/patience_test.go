package pcap

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"
)

// TestNgIsPatient reads a pcapng, sound and damaged, from readers that give
// little at a time, or everything together with the end.
func TestNgIsPatient(t *testing.T) {
	damaged := sample(true)
	damaged.put(4, 4, 0)
	damaged.put(7, -4, 0)
	for _, b := range [][]byte{sample(false).b, damaged.b, append(sample(true).b, "cut"...)} {
		want, failures, _ := through(bytes.NewReader(b))
		for name, slow := range map[string]func(io.Reader) io.Reader{
			"one byte": iotest.OneByteReader,
			"half":     iotest.HalfReader,
			"data+EOF": iotest.DataErrReader,
			"gzip":     func(io.Reader) io.Reader { return bytes.NewReader(pack(t, gzipTo, b)) },
			"zstd":     func(io.Reader) io.Reader { return bytes.NewReader(pack(t, zstdTo, b[:40], b[40:])) },
		} {
			got, slowFailures, _ := through(slow(bytes.NewReader(b)))
			if d := diff(want, got); d != "" || errors.Join(failures...).Error() != errors.Join(slowFailures...).Error() {
				t.Errorf("%s: %v, not %v\n%s", name, slowFailures, failures, d)
			}
		}
	}
}

// TestNgPipe gives each block to a pipe alone, and asks for its packet before
// the next block exists.
func TestNgPipe(t *testing.T) {
	f := sample(false)
	in, out := io.Pipe()
	asked := make(chan struct{})
	go func() {
		for i, start := range f.starts {
			end := f.end()
			if i+1 < len(f.starts) {
				end = f.starts[i+1]
			}
			out.Write(f.b[start:end])
			if typ := f.b[start]; typ == 6 || typ == 3 || typ == 2 {
				<-asked // for ever, if the reader waits for more than the block
			}
		}
		out.Close()
	}()
	r, err := NewReader(in)
	if err != nil {
		t.Fatal(err)
	}
	var p Packet
	n := 0
	for err = r.Next(&p); err == nil; err = r.Next(&p) {
		asked <- struct{}{}
		n++
	}
	if err != io.EOF || n != 5 {
		t.Errorf("%d packets, %v", n, err)
	}
}

// A pcapng whose source fails: not an end, and not damage.
func TestNgReadError(t *testing.T) {
	f := five(true)
	broken := errors.New("input/output error")
	for cut := range f.b {
		packets, failures, _ := through(io.MultiReader(bytes.NewReader(f.b[:cut]), iotest.ErrReader(broken)))
		whole := 0
		for n := range f.starts {
			if n > 2 && f.starts[n] <= int64(cut) {
				whole = n - 2
			}
		}
		if len(packets) != whole || len(failures) != 1 || !errors.Is(failures[0], ErrRead) || !errors.Is(failures[0], broken) {
			t.Errorf("failing at %d: %d packets, %v", cut, len(packets), failures)
		}
	}
}
