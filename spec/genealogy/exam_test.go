package genealogy_test

import (
	"bufio"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// peerMode is the argument with which this binary answers the questions of a
// vectors.Runner, as another program does.
const peerMode = "answer-streams"

func TestMain(m *testing.M) {
	if len(os.Args) != 2 || os.Args[1] != peerMode {
		os.Exit(m.Run())
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		var q vectors.Question
		err := json.Unmarshal(in.Bytes(), &q)
		if err == nil {
			var s *vectors.Stream
			if s, err = judge(&q); err == nil {
				err = json.NewEncoder(os.Stdout).Encode(vectors.Answer{Name: q.Name, Stream: s})
			}
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// TestExam puts the streams of the vectors to Tracker and Losses, in a program of its
// own. What each message is, and what is missing, was written by hand from the rules.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	r := vectors.Runner{Command: []string{exe, peerMode}, Timeout: time.Minute, Stderr: os.Stderr, Streams: true}
	list := slices.DeleteFunc(set.Vectors, func(v vectors.Vector) bool { return v.Kind != vectors.Streams })
	report, err := r.Run(list)
	if err != nil {
		t.Fatal(err)
	}
	if report.Asked < 100 || !report.OK() {
		var text strings.Builder
		report.Write(&text, set.Legend)
		t.Errorf("%d streams asked\n%s", report.Asked, text.String())
	}
}

// judge is what Tracker and Losses say of a stream. Of processes package
// analysis/processes does.
func judge(q *vectors.Question) (*vectors.Stream, error) {
	o := map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian}[q.Order]
	list, err := streamHeaders(o, q.Stream.Datagrams)
	if err != nil {
		return nil, err
	}
	index := map[genealogy.Ref]int{}
	for i := range list {
		index[list[i].Ref] = i
	}
	var tracker genealogy.Tracker
	losses := genealogy.Losses{Filtered: q.Stream.Filter}
	if q.Stream.Kernel != "" {
		v, err := spec.ParseVersion(q.Stream.Kernel)
		if err != nil {
			return nil, err
		}
		tracker.Kernel, losses.Kernel = v, v
	}
	got := new(vectors.Stream)
	for i := range list {
		v := tracker.Add(&list[i])
		told := vectors.Judged{Class: v.Class.String(), Rule: string(v.Rule)}
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
	return got, nil
}

// streamHeaders reads the messages of a stream, by the table alone.
func streamHeaders(o binary.ByteOrder, datagrams []string) (list []genealogy.Header, err error) {
	for i, text := range datagrams {
		b, err := hex.DecodeString(text)
		if err != nil {
			return nil, err
		}
		h := fatal{}
		list = append(list, headers(&h, o, b, genealogy.Ref{Frame: uint64(i) + 1})...)
		if h.err != nil {
			return nil, h.err
		}
	}
	return list, nil
}

// fatal keeps what headers complains of.
type fatal struct{ err error }

func (f *fatal) Fatalf(format string, args ...any) { f.err = fmt.Errorf(format, args...) }
