package notes_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// What interfaces of several files dropped, which all have the same number, is noted in the order in
// which the files came.
func TestInterfacesOfFiles(t *testing.T) {
	var want, got []string
	c := notes.Checker{Emit: func(n *notes.Note) error {
		if n.Name == "capture-dropped" {
			got = append(got, n.Text)
		}
		return nil
	}}
	for i := range 9 {
		frames.Each(t, counting(t, fmt.Sprintf("1 isb=%d 2", 2*i+2)), func(f *analysis.Frame) { c.Add(f) })
		want = append(want, fmt.Sprintf("interface 0 dropped %d frames and the operating system %d, say its statistics", i+1, i+1))
	}
	c.End()
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

// Ids that come first in one frame are noted in the order in which they stand there.
func TestIdsOfOneFrame(t *testing.T) {
	many := func(f []byte) []byte {
		cn := bytes.Clone(f[32:])
		for idx := uint32(0x907); idx >= 0x900; idx-- {
			le.PutUint32(cn, idx)
			f = append(f, cn...)
		}
		le.PutUint32(f[16:], uint32(len(f)-16))
		return f
	}
	p := newTape(t).message(le, nil, set{"id.idx": 0x908, "id.val": 7}, []byte{1, 2, 3, 4}, many)
	var got []string
	c := notes.Checker{Emit: func(n *notes.Note) error {
		if n.Name == "undecoded-id" {
			got = append(got, n.Text)
		}
		return nil
	}}
	frames.Each(t, p.capture(), func(f *analysis.Frame) { c.Add(f) })
	c.End()
	var want []string
	for idx := 0x908; idx >= 0x900; idx-- {
		want = append(want, fmt.Sprintf("a payload that is not decoded, of id %#x:7: 1 messages", idx))
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}
