package notes_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/testdata/corpus"
)

func capture(t testing.TB, name string) []byte {
	t.Helper()
	return must(fs.ReadFile(corpus.FS(), "captures/"+name))(t)
}

// TestCorpus: what a kernel's captures have, and nothing else. What was done on
// the machine is in testdata/corpus/MANIFEST.
func TestCorpus(t *testing.T) {
	scenario := "answer-error 2, copies 1, request-flags 1, request-id 1, request-length 1, request-op 1, request-quiet 5, request-second 1"
	for name, want := range map[string]string{
		"amd64-6.1.192-nlmon.pcap":      scenario + ", time-backwards 1",
		"s390x-6.1.176-nlmon.pcap":      scenario,
		"amd64-6.18.44-socket.pcap":     "answer-unsolicited 1",
		"demo-amd64-6.1.192-nlmon.pcap": "answer-error 1, copies 1, events-lost 21, request-quiet 1",
	} {
		_, c := check(t, capture(t, name), 0, 0)
		var got []string
		for _, n := range c.Counts() {
			got = append(got, fmt.Sprint(n.Kind.Name, " ", n.Notes))
		}
		if slices.Sort(got); strings.Join(got, ", ") != want {
			t.Errorf("%s: %s\nwant %s", name, strings.Join(got, ", "), want)
		}
	}
}

// numbered is an event by where it stands in a frame of link type 253, read
// without any of our code.
type numbered struct{ cpu, seq uint32 }

// records cuts a little-endian capture into its records, with the event of each
// that is one.
func records(t testing.TB, b []byte) (head []byte, list [][]byte, events []*numbered) {
	t.Helper()
	r := must(cutRecords(b, false))(t)
	return r.head, r.records, r.numbers
}

// TestLostIsWhatTheWholeHas: a cut of a capture lacks exactly the events that
// its parent has between the cut's first and last of each CPU.
func TestLostIsWhatTheWholeHas(t *testing.T) {
	_, _, part := records(t, capture(t, "demo-amd64-6.1.192-nlmon.pcap"))
	_, _, whole := records(t, capture(t, "amd64-6.1.192-nlmon.pcap"))
	first, last, have := map[uint32]uint32{}, map[uint32]uint32{}, map[numbered]bool{}
	for _, e := range part {
		if e == nil {
			continue
		}
		if _, known := first[e.cpu]; !known {
			first[e.cpu] = e.seq
		}
		last[e.cpu] = e.seq
		have[*e] = true
	}
	missing := map[uint32]uint64{}
	for _, e := range whole {
		if e != nil && !have[*e] && first[e.cpu] < e.seq && e.seq < last[e.cpu] {
			have[*e] = true
			missing[e.cpu]++
		}
	}
	lost := map[uint32]uint64{}
	list, _ := check(t, capture(t, "demo-amd64-6.1.192-nlmon.pcap"), 0, 0)
	for _, n := range list {
		if n.Loss != nil {
			lost[n.CPU] += n.Lost
		}
	}
	if len(missing) != 2 || !maps.Equal(lost, missing) {
		t.Errorf("lost %v, missing %v", lost, missing)
	}
}

// lostIn adds up the notes on losses.
func lostIn(list []notes.Note) (n uint64) {
	for _, note := range list {
		if note.Loss != nil {
			n += note.Lost
		}
	}
	return n
}
