package pcap

import (
	"bytes"
	"io"
	"testing"
	"testing/iotest"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// TestWindow peeks and discards at random: the bytes come in their order,
// whole, and the end comes last.
func TestWindow(t *testing.T) {
	grown := 0
	rapid.Check(t, func(t *rapid.T) {
		b := make([]byte, rapid.IntRange(0, 3000).Draw(t, "size"))
		for i := range b {
			b[i] = byte(i * 31 >> 3)
		}
		var in io.Reader = bytes.NewReader(b)
		switch rapid.IntRange(0, 2).Draw(t, "reader") {
		case 0:
			in = iotest.OneByteReader(in)
		case 1:
			in = iotest.DataErrReader(in)
		}
		w := window{in: in, buf: make([]byte, 64)}
		at := 0
		for {
			n := rapid.IntRange(0, 400).Draw(t, "n")
			got, err := w.peek(n)
			if want := b[at:min(at+n, len(b))]; !bytes.Equal(want, got) || (err != nil) != (len(want) < n) {
				t.Fatalf("%d bytes at %d of %d: %d, %v", n, at, len(b), len(got), err)
			}
			if err != nil && err != io.EOF {
				t.Fatal(err)
			}
			if len(w.buf) > 64 {
				grown++
			}
			if len(w.buf) > max(64, 2*(len(b)+64)) {
				t.Fatalf("a window of %d bytes on %d", len(w.buf), len(b))
			}
			m := rapid.IntRange(0, len(got)).Draw(t, "discard")
			w.discard(m)
			if at += m; err == io.EOF {
				break
			}
		}
		rest, err := io.ReadAll(&w)
		if err != nil || !bytes.Equal(rest, b[at:]) {
			t.Fatalf("%d bytes more, not %d: %v", len(rest), len(b)-at, err)
		}
	})
	if !testkit.Few() && grown < 10 {
		t.Errorf("the window grew %d times", grown)
	}
}

// A window grows by what arrives, not by what is asked for.
func TestWindowGrowsWithItsInput(t *testing.T) {
	w := newWindow(bytes.NewReader(make([]byte, 1000)))
	got, err := w.peek(maxBlock)
	if len(got) != 1000 || err != io.EOF || len(w.buf) != startSize {
		t.Errorf("%d bytes, %v, a window of %d", len(got), err, len(w.buf))
	}
}

func TestWindowIsStuck(t *testing.T) {
	w := newWindow(stuck{})
	if _, err := w.peek(1); err != io.ErrNoProgress {
		t.Error(err)
	}
}
