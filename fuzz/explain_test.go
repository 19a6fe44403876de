package fuzz_test

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"io"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap/hexdump"
)

// FuzzExplain: bytes that no capture holds, given as text, are shown whole and
// in every format: each byte in one span, the tree within the bytes, JSON and XML that
// parse, and text without control characters.
func FuzzExplain(f *testing.F) {
	for i, c := range fuzz.Datagrams() {
		if !testkit.Share(i, 3) {
			continue
		}
		f.Add(c.Bytes)
		f.Add(append(cooked(codec.FamilyConnector), c.Bytes...))
		f.Add(c.Bytes[min(len(c.Bytes), codec.NlMsghdrSize):])
	}
	f.Fuzz(func(t *testing.T, b []byte) { explain(t, b) })
}

func explain(t fuzz.T, b []byte) {
	t.Helper()
	digits := hex.EncodeToString(b)
	if got, err := hexdump.Parse(digits); len(b) > 0 && (err != nil || !bytes.Equal(got, b)) {
		t.Fatalf("%s as text gives %x, %v", digits, got, err)
	}
	for _, o := range append(orders, codec.OrderUnknown) {
		for _, missing := range []int{0, 9} {
			frames := analysis.Frames{Order: o}
			f, _ := frames.Explain(b, len(b)+missing)
			covered(t, f, b)
			for _, format := range []string{"text", "json", "ek", "jsonl", "pdml", "psml"} {
				printed(t, f, format)
			}
		}
	}
}

// covered holds that the spans have every byte once and that the tree stays
// within them.
func covered(t fuzz.T, f *analysis.Frame, b []byte) {
	off := 0
	for _, s := range f.Spans {
		if s.Off != off || s.Len <= 0 {
			t.Fatalf("%x: span %+v where byte %d is next", b, s, off)
		}
		off += s.Len
	}
	if off != len(b) {
		t.Fatalf("%x: spans end at %d", b, off)
	}
	for _, n := range f.Tree(nil) {
		if n.Off < 0 || n.Len < 0 || n.Off+n.Len > len(b) {
			t.Fatalf("%x: %+v is not within the %d bytes", b, n, len(b))
		}
	}
}

// printed writes the frame in a format.
func printed(t fuzz.T, f *analysis.Frame, format string) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p, err := output.New(w, output.Options{Format: format, Tree: true})
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	if err := p.Frame(f); err != nil {
		t.Fatalf("%x as %s: %v", f.Data, format, err)
	}
	if err := p.End(); err != nil {
		t.Fatalf("%x as %s: %v", f.Data, format, err)
	}
	w.Flush()
	text := out.String()
	if !utf8.ValidString(text) || strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' || r == 0x7f }) {
		t.Fatalf("%x as %s: %q", f.Data, format, text)
	}
	switch format {
	case "pdml", "psml":
		d := xml.NewDecoder(&out)
		for err == nil {
			_, err = d.Token()
		}
		if err != io.EOF {
			t.Fatalf("%x: %v in %s", f.Data, err, text)
		}
	case "json":
		if !json.Valid(out.Bytes()) {
			t.Fatalf("%x: json %s", f.Data, text)
		}
	case "jsonl", "ek":
		for line := range strings.Lines(text) {
			if !json.Valid([]byte(line)) {
				t.Fatalf("%x: %s %s", f.Data, format, line)
			}
		}
	}
}
