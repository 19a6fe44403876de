// Package frames reads captures for the tests of analysis and what stands on it.
package frames

import (
	"bytes"
	"io"
	"io/fs"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Captures are the captures of the corpus by name: "captures/NAME.pcap".
func Captures(t testkit.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, e := range testkit.Must(corpus.Manifest())(t) {
		all[e.File] = testkit.Must(fs.ReadFile(corpus.FS(), e.File))(t)
	}
	return all
}

// Capture is the capture captures/name of the corpus.
func Capture(t testkit.TB, name string) []byte {
	t.Helper()
	return testkit.Must(fs.ReadFile(corpus.FS(), "captures/"+name))(t)
}

// Each calls do with every frame of a sound capture. The settings are made
// before the first. A frame is valid until the next one.
func Each(t testkit.TB, capture []byte, do func(*analysis.Frame), settings ...func(*analysis.Frames)) {
	t.Helper()
	r := testkit.Must(pcap.NewReader(bytes.NewReader(capture)))(t)
	defer r.Close()
	frames := new(analysis.Frames)
	for _, set := range settings {
		set(frames)
	}
	frames.Open(r)
	for {
		f, err := frames.Next()
		if err == io.EOF {
			return
		}
		do(testkit.Must(f, err)(t))
	}
}

// Read returns the frames of a sound capture, each its own copy.
func Read(t testkit.TB, capture []byte, settings ...func(*analysis.Frames)) (list []*analysis.Frame) {
	t.Helper()
	Each(t, capture, func(f *analysis.Frame) { list = append(list, f.Clone()) }, settings...)
	return list
}
