package notes_test

import (
	"bytes"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Every note on a frame says when that was captured, also one that is sure only long
// behind it or at the end; one on all of a capture, or on its file, says no time.
func TestMoments(t *testing.T) {
	kinds := map[string]bool{}
	captures := map[string][]byte{"cut": capture(t, "demo-amd64-6.1.192-nlmon.pcap")[:2000], "nlmon": capture(t, "amd64-6.1.192-nlmon.pcap")}
	for i, name := range must(fs.Glob(corpus.FS(), "captures/*/*.pcap"))(t) {
		if strings.Contains(name, "/amd64-6.1.192/") || testkit.Share(i, 20) {
			captures[name] = must(fs.ReadFile(corpus.FS(), name))(t)
		}
	}
	for name, b := range captures {
		at := []int64{genealogy.NoTime} // of the frames, as their packets say it
		r := must(pcap.NewReader(bytes.NewReader(b)))(t)
		for {
			var p pcap.Packet
			if err := r.Next(&p); err == io.EOF || err != nil && !pcap.Resumes(err) {
				break
			}
			at = append(at, p.Time.UnixNano())
		}
		list, _ := check(t, b, 0, 0)
		for _, n := range list {
			want := int64(genealogy.NoTime)
			if n.Frame != nil && n.File == "" {
				want = at[*n.Frame]
				kinds[n.Name] = true
			}
			if n.At != want {
				t.Errorf("%s: %s of frame %v is of %d, the frame of %d", name, n.Name, n.Frame, n.At, want)
			}
		}
	}
	for _, kind := range []string{"events-lost", "events-filtered", "request-unanswered", "request-quiet", "exit-without-fork", "copies", "time-backwards", "answer-error"} {
		if !kinds[kind] {
			t.Errorf("no note is of the kind %s", kind)
		}
	}
	if len(kinds) < 12 {
		t.Errorf("only kinds %v", kinds)
	}
}
