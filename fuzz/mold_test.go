package fuzz_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/pcap"
)

// FuzzMold: the JSON of a frame is the same whatever came before it. A printer that
// has seen its kind fills in values, a new one writes it through its tree.
func FuzzMold(f *testing.F) {
	for _, c := range fuzz.Datagrams() {
		f.Add(c.Bytes, []byte{0, 0, 0, 1})
	}
	f.Add([]byte{}, []byte{})
	f.Fuzz(func(t *testing.T, b, change []byte) { molded(t, b, change) })
}

func molded(t fuzz.T, b, change []byte) {
	t.Helper()
	frame := append(cooked(codec.FamilyConnector), b...)
	changed := bytes.Clone(frame)
	for i := range changed[16:] {
		if len(change) > 0 {
			changed[16+i] ^= change[i%len(change)]
		}
	}
	face := &pcap.Interface{LinkType: pcap.LinkTypeNetlink}
	for _, format := range []string{"json", "ek"} {
		var frames analysis.Frames
		var out bytes.Buffer
		seen := printerOf(t, &out, format)
		for i, data := range [][]byte{frame, changed, frame, changed} {
			a := frames.Feed(&pcap.Packet{Data: data, Len: uint32(len(data)), Interface: face, Time: time.Unix(int64(i), 5)})
			got := seen(a)
			var long bytes.Buffer
			if want := printerOf(t, &long, format)(a); got != want {
				t.Fatalf("%x, %x, frame %d as %s: %s, a new printer writes %s", b, change, i, format, got, want)
			}
		}
	}
}

// printerOf returns what writes a frame, without what parts it from others.
func printerOf(t fuzz.T, out *bytes.Buffer, format string) func(*analysis.Frame) string {
	w := bufio.NewWriter(out)
	p, err := output.New(w, output.Options{Format: format})
	if err != nil {
		t.Fatalf("%s: %v", format, err)
	}
	return func(f *analysis.Frame) string {
		out.Reset()
		if err := p.Frame(f); err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		w.Flush()
		return strings.TrimLeft(out.String(), "[,\n ")
	}
}
