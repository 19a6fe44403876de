package pcap_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"runtime"
	"testing"
	"testing/iotest"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

func corpusFile(t *testing.T, name string) []byte {
	t.Helper()
	b, err := fs.ReadFile(corpus.FS(), "captures/"+name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// squeezed is a capture as it is, and compressed with gzip and with zstd.
func squeezed(t *testing.T, capture []byte) map[string][]byte {
	t.Helper()
	var g, z bytes.Buffer
	zipped := gzip.NewWriter(&g)
	packed, err := zstd.NewWriter(&z)
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []io.WriteCloser{zipped, packed} {
		if _, err := w.Write(capture); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return map[string][]byte{"plain": capture, "gzip": g.Bytes(), "zstd": z.Bytes()}
}

// told is what a reader says of a file: each packet's bytes and place, then its end.
func told(in io.Reader, ahead bool) (list []string, waits int, end error) {
	r, err := pcap.NewReader(in)
	if err != nil {
		return nil, 0, err
	}
	defer r.Close()
	if ahead {
		reads, last := int64(0), int64(-1)
		r.ReadAhead(func() int64 { reads++; return reads }, func(n int64) {
			if waits++; n != last+1 {
				end = fmt.Errorf("told of %d behind %d", n, last)
			}
			last = n
		})
	}
	var p pcap.Packet
	for {
		if err := r.Next(&p); err != nil {
			return list, waits, cmp.Or(end, err)
		}
		list = append(list, p.Time.String()+string(p.Data))
	}
}

// Ahead or not, a file has the same packets, and ends the same: also where it is
// cut or damaged anywhere, and however little comes at once.
func TestReadAhead(t *testing.T) {
	capture := bytes.Repeat(corpusFile(t, "demo-amd64-6.1.192-nlmon.pcap")[24:], 60)
	capture = append(corpusFile(t, "demo-amd64-6.1.192-nlmon.pcap")[:24], capture...)
	cuts := 12
	if testing.Short() {
		cuts = 4
	}
	for name, b := range squeezed(t, capture) {
		inputs := map[string][]byte{"whole": b}
		for i := 1; i < cuts; i++ {
			inputs["cut"+string(rune('0'+i))] = b[:len(b)*i/cuts]
			damaged := bytes.Clone(b)
			damaged[len(b)*i/cuts] ^= 0x55
			inputs["damaged"+string(rune('0'+i))] = damaged
		}
		for what, in := range inputs {
			want, _, end := told(bytes.NewReader(in), false)
			for _, slow := range []func(io.Reader) io.Reader{func(r io.Reader) io.Reader { return r }, iotest.OneByteReader, iotest.DataErrReader} {
				got, waits, err := told(slow(bytes.NewReader(in)), true)
				if len(got) != len(want) || (err == nil) != (end == nil) || err.Error() != end.Error() {
					t.Fatalf("%s, %s: %d packets and %v; ahead %d and %v", name, what, len(want), end, len(got), err)
				}
				for i := range got {
					if got[i] != want[i] {
						t.Fatalf("%s, %s: packet %d differs", name, what, i+1)
					}
				}
				if len(want) > 0 && waits == 0 && what == "whole" {
					t.Errorf("%s: nobody was told of a wait", name)
				}
			}
		}
		if want, _, end := told(bytes.NewReader(b), false); end != io.EOF || len(want) < 1500 {
			t.Errorf("%s: %d packets, %v", name, len(want), end)
		}
	}
}

// Close ends the goroutine wherever the reading is, and behind it there is none.
func TestReadAheadEnds(t *testing.T) {
	capture := corpusFile(t, "amd64-6.1.192-nlmon.pcap")
	files := squeezed(t, capture)
	before := runtime.NumGoroutine()
	for range 50 {
		for _, b := range files {
			r, err := pcap.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			r.ReadAhead(func() int64 { return 0 }, func(int64) {})
			var p pcap.Packet
			if err := r.Next(&p); err != nil {
				t.Fatal(err)
			}
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
			if err := r.Next(&p); err == nil {
				t.Fatal("a packet behind Close")
			}
			if r.ReadAhead(func() int64 { return 0 }, func(int64) {}); r.Close() != nil {
				t.Fatal("closed again")
			}
		}
	}
	for wait := time.Now().Add(10 * time.Second); runtime.NumGoroutine() > before; time.Sleep(time.Millisecond) {
		if time.Now().After(wait) {
			t.Fatalf("%d goroutines, and there were %d", runtime.NumGoroutine(), before)
		}
	}
}
