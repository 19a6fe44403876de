package genealogy_test

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
	"github.com/google/go-cmp/cmp"
)

// TestExam puts the streams of the vectors to Tracker and Losses. What each
// message is, and what is missing, was written by hand from the rules.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Streams {
			continue
		}
		asked++
		t.Run(v.Name, func(t *testing.T) { examine(t, v.Order, v.Stream) })
	}
	if asked < 50 {
		t.Errorf("only %d streams", asked)
	}
}

func examine(t *testing.T, order string, s *vectors.Stream) {
	t.Helper()
	o := map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian}[order]
	list := streamHeaders(t, o, s)
	index := map[genealogy.Ref]int{}
	for i := range list {
		index[list[i].Ref] = i
	}
	var tracker genealogy.Tracker
	losses := genealogy.Losses{Filtered: s.Filter}
	if s.Kernel != "" {
		v, err := spec.ParseVersion(s.Kernel)
		if err != nil {
			t.Fatal(err)
		}
		tracker.Kernel, losses.Kernel = v, v
	}
	got := vectors.Stream{Kernel: s.Kernel, Filter: s.Filter}
	for i := range list {
		v := tracker.Add(&list[i])
		told := vectors.Judged{Hex: s.Messages[i].Hex, Class: v.Class.String(), Rule: string(v.Rule)}
		if v.Of != (genealogy.Ref{}) {
			told.Of = new(int)
			*told.Of = index[v.Of]
		}
		if v.Or != (genealogy.Ref{}) {
			told.Or = new(int)
			*told.Or = index[v.Or]
		}
		got.Messages = append(got.Messages, told)
		before := losses.Totals()
		losses.Add(&list[i], v)
		if losses.Totals().Late > before.Late {
			got.Late = append(got.Late, i)
		}
		if losses.Totals().Restarts > before.Restarts {
			got.Restarts = append(got.Restarts, i)
		}
	}
	for _, g := range losses.Gaps() {
		got.Gaps = append(got.Gaps, vectors.Gap{CPU: g.CPU, From: index[g.From], To: index[g.To], Lost: int64(g.Lost), Filtered: g.Filtered})
	}
	for _, e := range losses.Ends() {
		got.Ends = append(got.Ends, index[e.Ref])
	}
	want := *s
	want.Processes = nil // which package analysis/processes answers
	want.Ends = slices.Sorted(slices.Values(want.Ends))
	slices.Sort(got.Ends)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// streamHeaders reads the messages of a stream, by the table alone.
func streamHeaders(t *testing.T, o binary.ByteOrder, s *vectors.Stream) (list []genealogy.Header) {
	t.Helper()
	frame := uint64(0)
	for _, m := range s.Messages {
		if m.Hex == "" {
			continue
		}
		b, err := hex.DecodeString(m.Hex)
		if err != nil {
			t.Fatal(err)
		}
		frame++
		list = append(list, headers(t, o, b, genealogy.Ref{Frame: frame})...)
	}
	if len(list) != len(s.Messages) {
		t.Fatalf("%d messages in the datagrams, %d told", len(list), len(s.Messages))
	}
	return list
}
