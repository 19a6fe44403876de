package rewrite_test

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// exam holds an Anonymizer to its word over many frames, by the table's decoder.
type exam struct {
	a     *rewrite.Anonymizer
	to    map[string]string // "pid 7" to "1234"
	from  map[string]string // and back
	count testkit.Tally
}

func newExam() *exam {
	return &exam{rewrite.NewAnonymizer([]byte("exam")), map[string]string{}, map[string]string{}, testkit.Tally{}}
}

// frame checks one frame and returns the other.
func (e *exam) frame(t rapid.TB, f *analysis.Frame) []byte {
	t.Helper()
	was := bytes.Clone(f.Data)
	dst := bytes.Repeat([]byte{0xee}, len(was)+2) // what memory held before must not show
	b := e.a.Frame(dst[:2], f)[2:]
	if !bytes.Equal(f.Data, was) || len(b) != len(was) || dst[0] != 0xee || dst[1] != 0xee {
		t.Fatalf("%x becomes %x, %d bytes", was, f.Data, len(b))
	}
	g := reread(t, f, b, f.Order)
	if !slices.Equal(f.Spans, g.Spans) || f.Err != g.Err || words(f) != words(g) {
		t.Fatalf("%x\n%x\n%v, %s\n%v, %s", was, b, f.Spans, words(f), g.Spans, words(g))
	}
	if auto := reread(t, f, f.Data, codec.OrderUnknown); auto.Confidence == codec.Certain {
		if got := reread(t, f, b, codec.OrderUnknown).Order; got != auto.Order {
			t.Fatalf("%x: order %v is detected as %v", b, auto.Order, got)
		}
	}
	x, _ := walk(f, f.Data, f.Order)
	y, _ := walk(g, b, f.Order)
	if len(x) != len(y) {
		t.Fatalf("%x has %v\n%x has %v", was, x, b, y)
	}
	for i := range x {
		if x[i].Struct != y[i].Struct || x[i].Field != y[i].Field || x[i].Offset != y[i].Offset || x[i].Size != y[i].Size {
			t.Fatalf("%v, then %v", x[i], y[i])
		}
		e.field(t, x[i], y[i])
	}
	e.cooked(t, f, was, b)
	return b
}

// words is the frame's line without numbers and names, and without what only
// the frames before it tell.
func words(f *analysis.Frame) string {
	s := regexp.MustCompile(`".*"`).ReplaceAllString(string(f.AppendSummary(nil, false)), `""`)
	s = regexp.MustCompile(` \[copy of \d+\]$`).ReplaceAllString(s, "")
	return regexp.MustCompile(`([a-z]) -?\d+\b`).ReplaceAllString(s, "$1 0")
}

// field checks one field, by its name in the table.
func (e *exam) field(t rapid.TB, a, b spec.Claim) {
	t.Helper()
	zero := bytes.Count(b.Bytes, []byte{0}) == len(b.Bytes) && b.Value == 0
	nobody := a.Value == 0 || a.Value == math.MaxUint32
	switch {
	case a.Struct == "", a.Struct == "cn_msg" && a.Field == "flags": // flags of payloads are as the table says
		e.count.Add("erased "+a.Field, a.Value != 0 || bytes.ContainsFunc(a.Bytes, func(r rune) bool { return r != 0 }))
		if !zero {
			t.Fatalf("%v becomes %v", a, b)
		}
	case strings.HasSuffix(a.Field, "_pid"), strings.HasSuffix(a.Field, "_tgid"):
		e.number(t, "pid", a, b, nobody || a.Value == 1)
	case slices.Contains([]string{"ruid", "euid", "rgid", "egid"}, a.Field):
		e.number(t, "id", a, b, nobody || a.Value == 65534)
	case a.Field == "comm":
		name, _, _ := bytes.Cut(a.Bytes, []byte{0})
		to, rest, _ := bytes.Cut(b.Bytes, []byte{0})
		e.pair(t, "comm", string(name), string(to), len(name) == 0)
		if len(to) > 15 || bytes.Count(rest, []byte{0}) != len(rest) {
			t.Fatalf("comm %q", b.Bytes)
		}
	case a.Field == "pad", judged(a) == "erase":
		if !zero {
			t.Fatalf("%v becomes %v", a, b)
		}
	case judged(a) == "named" && !slices.Contains([]uint64{17, 20, 23, 24}, a.Value): // of DRBD
		e.count.Add("unnamed", a.Value != 0)
		if !zero {
			t.Fatalf("%v becomes %v", a, b)
		}
	default:
		if a.Value != b.Value || !bytes.Equal(a.Bytes, b.Bytes) {
			t.Fatalf("%v becomes %v", a, b)
		}
	}
}

// judged returns what the table has for a field whose name does not say it.
func judged(c spec.Claim) string {
	s, _ := spec.Default().Struct(c.Struct)
	f, ok := s.Field(c.Field)
	if !ok {
		return ""
	}
	return f.Anonymize
}

func (e *exam) number(t rapid.TB, kind string, a, b spec.Claim, fixed bool) {
	t.Helper()
	e.count.Add("large "+kind, a.Value > 1<<22 && !fixed)
	e.pair(t, kind, fmt.Sprint(a.Value), fmt.Sprint(b.Value), fixed)
}

// pair checks that a mapping is one-to-one and moves what it must.
func (e *exam) pair(t rapid.TB, kind, a, b string, fixed bool) {
	t.Helper()
	e.count.Add(kind, !fixed)
	e.count.Add("fixed "+kind, fixed)
	e.count.Add("again "+kind, !fixed && e.to[kind+a] != "")
	if to, ok := e.to[kind+a]; ok && to != b || (a == b) != fixed {
		t.Fatalf("%s %q becomes %q, and %q before", kind, a, b, to)
	}
	if from, ok := e.from[kind+b]; ok && from != a {
		t.Fatalf("%s %q and %q both become %q", kind, a, from, b)
	}
	e.to[kind+a], e.from[kind+b] = b, a
}

// cooked checks what stands before the datagram, or all of a frame without one:
// of cooked headers the numbers that were captured whole stay.
func (e *exam) cooked(t rapid.TB, f *analysis.Frame, was, b []byte) {
	t.Helper()
	want := make([]byte, len(was))
	if len(f.Spans) > 0 && f.Spans[0].Order == codec.BigEndian && f.Spans[0].Off == 0 {
		s, _ := spec.Default().Struct(f.Spans[0].Struct.String())
		for _, fd := range s.Fields {
			if end := fd.Offset + fd.Size; s.BigEndian && end <= len(was) && fd.Type.Number() && fd.Name != "sll2_reserved_mbz" {
				copy(want[fd.Offset:], was[fd.Offset:end])
			}
		}
		e.count[s.Name]++
	}
	if f.Netlink {
		want = want[:f.Base]
	}
	e.count.Add("no header", f.Netlink && f.Base == 0)
	e.count.Add("cut header", !f.Netlink && len(f.Spans) > 0)
	e.count.Add("no netlink", len(f.Spans) == 0)
	if !bytes.Equal(b[:len(want)], want) {
		t.Fatalf("%x becomes otherwise%s", was, octets.Diff(want, b[:len(want)], octets.Frame(byteOrder(f.Order))))
	}
}

func TestAnonymizeCaptures(t *testing.T) {
	e := newExam()
	eachFrame(t, func(_ string, f *analysis.Frame) { e.frame(t, f) })
	e.count.Check(t, 500, "pid", "fixed pid", "again pid", "id", "fixed id", "again id", "comm", "again comm", "erased data")
	if len(e.to) < 400 {
		t.Errorf("only %d values", len(e.to))
	}
}

// TestAnonymizeDrawn also swaps: whether before or after does not matter.
func TestAnonymizeDrawn(t *testing.T) {
	e := newExam()
	e.count.Property(t, func(t *rapid.T) {
		f := drawFrame(t)
		b := e.frame(t, f)
		e.count.Add("truncated", f.Truncated())
		e.count.Add("malformed", f.Err.Err != nil)
		other, err := rewrite.Swap(nil, f)
		if err != nil {
			return
		}
		g := e.frame(t, reread(t, f, other, f.Order.Swapped()))
		if want, err := rewrite.Swap(nil, reread(t, f, b, f.Order)); err != nil || !bytes.Equal(g, want) {
			t.Fatalf("%x: swapped, then anonymized; want anonymized, then swapped: %v%s", f.Data, err, octets.Diff(want, g, octets.Frame(byteOrder(f.Order.Swapped()))))
		}
	})
	e.count.Check(t, 500, "pid", "fixed pid", "again pid", "large pid", "id", "fixed id", "again id", "large id", "comm", "fixed comm", "again comm",
		"erased flags", "erased data", "erased pad", "erased rest", "erased tail", "erased cut", "erased event_data",
		"truncated", "malformed", "cut header", "no netlink", "no header", "sll_header", "sll2_header")
}

// TestAnonymizeKey pins what a key gives, for one key must give the same in
// every release: files that were shared fit together.
func TestAnonymizeKey(t *testing.T) {
	a := rewrite.NewAnonymizer([]byte("secret"))
	for number, want := range map[uint64]string{
		8:  "gid pid 3814037 tid 3814037 rgid 204 egid 41464",
		14: `comm pid 2388811 tid 2388811 "omfp7qgdx6s6"`,
		17: "exit pid 359371 code 3",
		23: "ptrace pid 757347 tid 757347 detached",
		27: "uid pid 2554390 tid 2554390 ruid 48022 euid 48022",
	} {
		f := demo(t, number)
		if got := string(reread(t, f, a.Frame(nil, f), codec.OrderUnknown).AppendSummary(nil, false)); got != want {
			t.Errorf("frame %d: %q, want %q", number, got, want)
		}
	}
	f := demo(t, 17)
	frame := func(key string) []byte { return rewrite.NewAnonymizer([]byte(key)).Frame(nil, f) }
	if !bytes.Equal(frame("secret"), frame("secret")) {
		t.Error("one key gives two results")
	}
	if bytes.Equal(frame("secret"), frame("Secret")) || bytes.Equal(frame(""), frame("")) {
		t.Error("two keys give one result")
	}
}

func TestAnonymizeAllocates(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates")
	}
	a, f, dst := rewrite.NewAnonymizer(nil), demo(t, 17), make([]byte, 0, 200)
	if n := testing.AllocsPerRun(100, func() { a.Frame(dst, f) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
