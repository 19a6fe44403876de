package notes_test

import (
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
