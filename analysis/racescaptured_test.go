package analysis_test

import (
	"fmt"
	"io/fs"
	"path"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Where the threads of two masters answer one request at once, whatever comes twice, with
// the other one's label, or with its data behind a cn_msg that has none, is an answer to
// the request that has its seq: each has one of its own. No status is a copy. Data that
// come twice in a row are taken for one (R21b), as nothing tells them from what another
// listener was sent.
func TestRaces(t *testing.T) {
	files := 0
	err := fs.WalkDir(corpus.FS(), "captures", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "w1race.nlmon.pcap" {
			return err
		}
		files++
		const first = 0x1000 // seq of the first request
		requests, answers, twice, broken := map[uint32]uint64{}, 0, 0, 0
		statuses := map[string]bool{}
		testframes.Each(t, must(fs.ReadFile(corpus.FS(), name))(t), func(f *analysis.Frame) {
			for i := range f.Messages {
				m := &f.Messages[i]
				switch {
				case m.Idx != 3 || m.Seq < first: // a stray, an event, or what a broken length makes of data
				case m.Port != 0:
					requests[m.Seq] = f.Number
				default:
					answers++
					if m.IsCopy() && m.Ack == m.Seq+1 && m.Of.Frame == f.Number-1 {
						continue
					}
					if !m.IsReply() || m.Of.Frame != requests[m.Seq] {
						t.Errorf("%s, frame %d: %v to frame %d, want frame %d", name, f.Number, m.Class, m.Of.Frame, requests[m.Seq])
					}
					if m.CN.Length == 0 {
						broken++
					}
					if s, ok := m.Payload(); ok && m.Rule == genealogy.Rule("ack") && m.CN.Length == 16 {
						key := fmt.Sprint(m.Seq) + string(m.Bytes(s)) + string(m.Bytes(m.Spans[2]))
						if statuses[key] {
							twice++
						}
						statuses[key] = true
					}
				}
			}
		})
		if len(requests) < 20 || answers < 4*len(requests) || twice == 0 {
			t.Errorf("%s: %d requests, %d answers, %d statuses came twice, %d messages without data", name, len(requests), answers, twice, broken)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Errorf("%d captures, %v", files, err)
	}
}
