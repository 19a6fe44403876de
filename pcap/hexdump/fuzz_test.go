package hexdump

import (
	"bytes"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// FuzzHexdump reads whatever text. It ends, its lines ascend, what it allocates
// goes with the text but for a packet or two that a * makes. The same bytes,
// printed as digits, come back.
func FuzzHexdump(f *testing.F) {
	for _, pattern := range []string{"testdata/*.txt", "testdata/refused/*.txt"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			f.Fatal(pattern, err)
		}
		for _, name := range names {
			b, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(b)
		}
	}
	for _, c := range bad {
		f.Add([]byte(c.text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		r := NewReader(bytes.NewReader(text))
		items, line := 0, 0
		for {
			var d Dump
			err := r.Next(&d)
			if err == io.EOF {
				break
			}
			items++
			if e, ok := err.(*Error); ok {
				if e.Why == "" || e.Err == nil || e.Line < line || e.Column < 1 {
					t.Fatalf("%#v after line %d", e, line)
				}
				continue
			}
			if len(d.Data) == 0 || len(d.Data) > MaxPacket || d.Len < len(d.Data) || d.Len > MaxPacket || d.Line < 1 || d.Format == "" {
				t.Fatalf("%d of %d bytes, line %d, %q", len(d.Data), d.Len, d.Line, d.Format)
			}
			line = max(line, d.Line)
		}
		runtime.ReadMemStats(&after)
		if got, most := after.TotalAlloc-before.TotalAlloc, uint64(400*len(text)+4*MaxPacket); got > most {
			t.Fatalf("%d bytes allocated for a text of %d", got, len(text))
		}
		if items > len(text) {
			t.Fatalf("%d packets and errors in %d bytes", items, len(text))
		}
		if len(text) > 0 && len(text) <= MaxPacket {
			if got, err := Parse(hex.EncodeToString(text)); err != nil || !bytes.Equal(got, text) {
				t.Fatalf("Parse of the digits: %x, %v", got, err)
			}
		}
		Parse(string(text))
	})
}
