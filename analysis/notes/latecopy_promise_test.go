package notes_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/pcap"
)

// A copy says nothing of when anything happened (R25): one that comes late, of a message of before a
// restart, leaves the events behind it in their order, also where its comments are looked at.
func TestLateCopy(t *testing.T) {
	p := newTape(t)
	whole := func(f []byte) []byte { return f }
	high := func(f []byte) []byte { f[43] ^= 1; return f } // a number from which the next ones restart
	p.eventIn(le, set{"what": eventFork, "cpu": 1}, fork(5, 5), high)
	first := bytes.Clone(p.records[16:])
	for range 7 {
		p.eventIn(le, set{"what": eventFork, "cpu": 1}, fork(5, 5), whole)
	}
	p.raw(first, 0)
	p.eventIn(le, set{"what": eventFork, "cpu": 1}, fork(5, 5), whole)
	var said []string
	c := &notes.Checker{Emit: func(n *notes.Note) error {
		if n.Name == "exit-missing" {
			said = append(said, n.Text)
		}
		return nil
	}}
	var all analysis.Frames
	all.Open(must(pcap.NewReader(bytes.NewReader(p.capture())))(t))
	for n := 1; n <= 10; n++ {
		f := must(all.Next())(t)
		take := c.Pass
		if n >= 9 {
			take = c.Add
		}
		if n == 9 {
			if !f.IsCopy() {
				t.Fatal("frame 9 is no copy")
			}
			f.Comments = []string{"cnwire:1 task pid=2 ppid=1 comm=two"}
		}
		if err := take(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := c.End(); err != nil {
		t.Fatal(err)
	}
	if len(said) != 1 || !strings.Contains(said[0], "whose fork is frame 8") {
		t.Errorf("%q", said)
	}
}
