package pcap

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

type compressor interface {
	io.WriteCloser
	Flush() error
}

func gzipTo(w io.Writer) compressor { return gzip.NewWriter(w) }

func zstdTo(w io.Writer) compressor {
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<15))
	if err != nil {
		panic(err)
	}
	return z
}

// pack compresses the parts, each into a member (a frame) of its own.
func pack(t testing.TB, to func(io.Writer) compressor, parts ...[]byte) []byte {
	var b bytes.Buffer
	for _, part := range parts {
		w := to(&b)
		if _, err := w.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// packings are all the ways in which a capture may come.
func packings(t testing.TB, b []byte) map[string][]byte {
	half := len(b) / 2
	return map[string][]byte{
		"plain":        b,
		"gzip":         pack(t, gzipTo, b),
		"gzip members": pack(t, gzipTo, b[:1], b[1:half], nil, b[half:]),
		"zstd":         pack(t, zstdTo, b),
		"zstd frames":  pack(t, zstdTo, b[:1], b[1:half], b[half:]),
		"pzstd":        append([]byte("\x5a\x2a\x4d\x18\x04\x00\x00\x00skip"), pack(t, zstdTo, b)...),
	}
}

func TestDecompress(t *testing.T) {
	b, _ := little.lay(three...)
	want := little.packets(false, three...)
	for name, packed := range packings(t, b) {
		r, err := NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		compression := map[byte]string{'p': "", 'g': "gzip", 'z': "zstd"}[name[0]]
		if name == "pzstd" {
			compression = "zstd"
		}
		check(t, name, compression, r.Compression())
		got, err := readAll(r)
		if d := diff(want, got); d != "" || err != io.EOF {
			t.Errorf("%s: %v\n%s", name, err, d)
		}
	}
}

// TestEveryCompressedCut cuts compressed captures at every byte. That is
// never a clean end, except between two members or frames, where the rest is
// a shorter capture that may or may not end between two records.
func TestEveryCompressedCut(t *testing.T) {
	b, starts := little.lay(three...)
	want := little.packets(false, three...)
	for _, to := range []func(io.Writer) compressor{gzipTo, zstdTo} {
		first := pack(t, to, b[:starts[2]])
		whole := pack(t, to, b[:starts[2]], b[starts[2]:])
		for cut := range whole {
			got, err := read(bytes.NewReader(whole[:cut]))
			if len(got) > len(want) || diff(want[:len(got)], got) != "" {
				t.Errorf("cut at %d: %v", cut, got)
			}
			switch {
			case cut == len(first):
				if err != io.EOF || len(got) != 2 {
					t.Errorf("cut between two parts: %d packets, %v", len(got), err)
				}
			case !errors.Is(err, ErrTruncated):
				t.Errorf("cut at %d of %d: %d packets, %v", cut, len(whole), len(got), err)
			}
			// Only the check value is missing: all packets are there.
			if cut == len(whole)-1 && len(got) != 3 || cut == len(first)-1 && len(got) != 2 {
				t.Errorf("cut at %d of %d: %d packets, %v", cut, len(whole), len(got), err)
			}
			// A source that fails is not a compressor's fault.
			broken := errors.New("input/output error")
			_, err = read(io.MultiReader(bytes.NewReader(whole[:cut]), iotest.ErrReader(broken)))
			if !errors.Is(err, ErrRead) || !errors.Is(err, broken) {
				t.Errorf("failing at %d: %v", cut, err)
			}
		}
	}
}

// TestEveryCompressedFlip damages compressed captures at every byte. Whatever
// then comes out without an error is what went in.
func TestEveryCompressedFlip(t *testing.T) {
	b, _ := little.lay(three...)
	want := little.packets(false, three...)
	for _, to := range []func(io.Writer) compressor{gzipTo, zstdTo} {
		whole := pack(t, to, b)
		failed := 0
		for at := range whole {
			damaged := bytes.Clone(whole)
			damaged[at] ^= 0x10
			got, err := read(bytes.NewReader(damaged))
			if err == io.EOF {
				if d := diff(want, got); d != "" {
					t.Errorf("byte %d: a clean end after\n%s", at, d)
				}
				continue
			}
			failed++
		}
		if failed < len(whole)/2 {
			t.Errorf("%d of %d flips noticed", failed, len(whole))
		}
		last := bytes.Clone(whole)
		last[len(last)-1] ^= 1
		got, err := read(bytes.NewReader(last))
		var e *Error
		if !errors.Is(err, ErrDamaged) || len(got) != 3 || !errors.As(err, &e) || e.Offset != int64(len(b)) || e.Frame != 4 {
			t.Errorf("wrong check value: %d packets, %v", len(got), err)
		}
	}
}

func TestGarbageBehindStream(t *testing.T) {
	b, _ := little.lay(three...)
	for _, to := range []func(io.Writer) compressor{gzipTo, zstdTo} {
		got, err := read(bytes.NewReader(append(pack(t, to, b), "more than a header would have"...)))
		if !errors.Is(err, ErrDamaged) || len(got) != 3 {
			t.Errorf("%d packets, %v", len(got), err)
		}
	}
}

// A gzip member cut inside the name in its header is no clean end.
func TestGzipCutInName(t *testing.T) {
	b, _ := little.lay(three...)
	named := "\x1f\x8b\x08\x08\x00\x00\x00\x00\x00\x03name of th"
	got, err := read(bytes.NewReader(append(pack(t, gzipTo, b), named...)))
	if !errors.Is(err, ErrTruncated) || len(got) != 3 {
		t.Errorf("%d packets, %v", len(got), err)
	}
}

// A zstd header that asks for a window of gigabytes is refused unallocated.
func TestZstdWindow(t *testing.T) {
	in := []byte("\x28\xb5\x2f\xfd" + "\x00" + "\xa8" + "\x01\x00\x00") // window 2^31, one empty last block
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := read(bytes.NewReader(in))
	runtime.ReadMemStats(&after)
	if !errors.Is(err, ErrFormat) || !errors.Is(err, zstd.ErrWindowSizeExceeded) {
		t.Error(err)
	}
	if n := after.TotalAlloc - before.TotalAlloc; n > 8<<20 {
		t.Errorf("allocated %d bytes", n)
	}
}

// TestPipe gives each record to a pipe alone and asks for it before the next
// exists, plain and compressed, also when a record ends a gzip member.
func TestPipe(t *testing.T) {
	plain := func(w io.Writer) compressor { return nopCompressor{w} }
	for name, c := range map[string]struct {
		to        func(io.Writer) compressor
		memberEnd bool
	}{
		"plain":        {plain, false},
		"gzip":         {gzipTo, false},
		"gzip members": {gzipTo, true},
		"zstd":         {zstdTo, false},
		"zstd frames":  {zstdTo, true},
	} {
		in, out := io.Pipe()
		received := make(chan string)
		go func() {
			w := c.to(out)
			w.Write(little.header())
			for _, rec := range three {
				w.Write(little.record(nil, rec))
				if c.memberEnd {
					w.Close()
					w = c.to(out)
				} else {
					w.Flush()
				}
				// Nothing more is written before the reader has this one.
				select {
				case got := <-received:
					if got != string(rec.data) {
						t.Errorf("%s: got %q, want %q", name, got, rec.data)
					}
				case <-time.After(10 * time.Second):
					t.Errorf("%s: the reader waits for more than a record", name)
					out.CloseWithError(errors.New("gave up"))
					return
				}
			}
			if !c.memberEnd {
				w.Close()
			}
			out.Close()
		}()
		r, err := NewReader(in)
		if err != nil {
			t.Fatal(err)
		}
		var p Packet
		for err = r.Next(&p); err == nil; err = r.Next(&p) {
			received <- string(p.Data)
		}
		if err != io.EOF {
			t.Errorf("%s: %v", name, err)
		}
	}
}

type nopCompressor struct{ io.Writer }

func (nopCompressor) Flush() error { return nil }
func (nopCompressor) Close() error { return nil }
