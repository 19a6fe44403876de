package analysis_test

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// TestDescribeCuts describes captures that are cut at every byte: what was read
// of one can be described, however it ends. A pcapng in gzip that ends within
// its section header has neither a section nor an interface, as a classic pcap
// has no section.
func TestDescribeCuts(t *testing.T) {
	var ng bytes.Buffer
	w := must(pcap.NewWriter(&ng, pcap.WriterOptions{Format: "pcapng", Section: &pcap.Section{OS: "Linux", Comments: []string{"of two packets"}}}))(t)
	for range 2 {
		if err := w.WritePacket(&pcap.Packet{Data: make([]byte, 40), Len: 40, Interface: &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Name: "nlmon0"}}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	var classic bytes.Buffer
	c := must(pcap.NewWriter(&classic, pcap.WriterOptions{LinkType: pcap.LinkTypeNetlink}))(t)
	if err := errors.Join(c.WritePacket(&pcap.Packet{Data: make([]byte, 40), Len: 40}), c.Close()); err != nil {
		t.Fatal(err)
	}
	empty := 0
	for _, plain := range [][]byte{ng.Bytes(), classic.Bytes()} {
		for name, compress := range map[string]func(io.Writer) io.WriteCloser{
			"plain": func(w io.Writer) io.WriteCloser { return nopCloser{w} },
			"gzip":  func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) },
			"zstd":  func(w io.Writer) io.WriteCloser { return must(zstd.NewWriter(w))(t) },
		} {
			var b bytes.Buffer
			z := compress(&b)
			for rest := plain; len(rest) > 0; rest = rest[min(10, len(rest)):] {
				z.Write(rest[:min(10, len(rest))])
				if f, ok := z.(interface{ Flush() error }); ok {
					f.Flush() // so that what stands before a cut can be read
				}
			}
			z.Close()
			for n := range b.Len() + 1 {
				r, err := pcap.NewReader(bytes.NewReader(b.Bytes()[:n]))
				if err != nil {
					continue
				}
				frames := new(analysis.Frames)
				frames.Open(r)
				info := analysis.NewInfo()
				f, err := frames.Next()
				for ; err == nil; f, err = frames.Next() {
					info.Add(f)
				}
				if name == "plain" && n < b.Len() && errors.Is(err, io.EOF) != (n == int(r.Offset())) {
					t.Errorf("%d of %d bytes: %v at byte %d", n, b.Len(), err, r.Offset())
				}
				if r.Format() == "pcapng" && len(r.Sections()) == 0 {
					empty++
				}
				info.Describe(io.Discard, r)
				r.Close()
			}
		}
	}
	if empty < 10 {
		t.Errorf("%d cuts leave a pcapng without a section: they do not show what they should", empty)
	}
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }
