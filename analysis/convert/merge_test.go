package convert_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

// merged merges captures and tells of their faults.
func merged(t *testing.T, o convert.Options, captures ...[]byte) ([]byte, convert.Result, []string) {
	t.Helper()
	var readers []*pcap.Reader
	for _, b := range captures {
		r, err := pcap.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		readers = append(readers, r)
	}
	var out bytes.Buffer
	var faults []string
	c := convert.New(&out, o)
	if err := c.Merge(readers, func(i int, err error) { faults = append(faults, fmt.Sprintf("%d: %v", i, err)) }); err != nil {
		t.Fatal(err)
	}
	result, err := c.Close()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), result, faults
}

// named lays a capture with a frame at each of these times; a frame's bytes are
// the name of the capture and a number.
func named(big bool, name string, times ...uint32) *laid {
	magic := uint32(0xa1b2c3d4)
	if big {
		magic = 0xa1b23c4d
	}
	l := newLaid(big).header(magic, 262144, 253)
	for i, at := range times {
		data := fmt.Sprint(name, i)
		l.record(at, 0, data, uint32(len(data)), "")
	}
	return l
}

// story is the frames of a capture in one line.
func story(t *testing.T, b []byte) string {
	var words []string
	for _, p := range packets(t, b) {
		words = append(words, string(p.Data))
	}
	return strings.Join(words, " ")
}

func TestMergeOrder(t *testing.T) {
	for _, c := range []struct {
		want string
		of   [][]uint32
	}{
		{"a0 b0 a1 b1", [][]uint32{{1, 3}, {2, 4}}},
		{"a0 b0 c0 a1 b1 c1", [][]uint32{{5, 6}, {5, 6}, {5, 6}}}, // ties
		{"a0 a1 b0 b1", [][]uint32{{5, 5}, {5, 5}}},
		{"b0 a0 a1 a2", [][]uint32{{5, 1, 2}, {3}}}, // a capture keeps its own order
		{"a0 b0 b1 a1 a2 b2", [][]uint32{{1, 10, 2}, {5, 8, 12}}},
		{"b0 b1", [][]uint32{{}, {1, 2}}},
		{"", [][]uint32{{}, {}}},
		{"a0", [][]uint32{{7}}},
	} {
		var captures [][]byte
		for i, times := range c.of {
			captures = append(captures, named(i%2 == 1, string(rune('a'+i)), times...).b)
		}
		for _, format := range []string{"pcapng", "pcap", "nsecpcap"} {
			out, result, faults := merged(t, convert.Options{Format: format}, captures...)
			if got := story(t, out); got != c.want || faults != nil || result.Refused != 0 {
				t.Errorf("%v as %s: %q, want %q; %v, %+v", c.of, format, got, c.want, faults, result)
			}
		}
	}
}

// TestMergeDamaged: what ends one capture leaves the others alone.
func TestMergeDamaged(t *testing.T) {
	cut := named(false, "a", 1, 2, 9).b
	cut = cut[:len(cut)-1]
	out, _, faults := merged(t, convert.Options{Format: "pcapng"}, cut, named(true, "b", 3, 4).b)
	if got := story(t, out); got != "a0 a1 b0 b1" || len(faults) != 1 || !strings.HasPrefix(faults[0], "0: pcap: frame 3 at byte 60: record data cut short") {
		t.Errorf("%q, %q", got, faults)
	}
	// A pcapng goes on behind damage.
	l := newLaid(false)
	l.section(1<<64-1).iface(253).packet(0, 1e6, "c0").packet(5, 2e6, "c1").packet(0, 3e6, "c2")
	out, _, faults = merged(t, convert.Options{Format: "pcapng"}, l.b, named(true, "b", 2, 4).b)
	if got := story(t, out); got != "c0 b0 c2 b1" || len(faults) != 1 {
		t.Errorf("%q, %q", got, faults)
	}
}

// TestMergeKeeps: what a pcapng says of its interfaces and frames is there, each
// interface is its own, and what has no place is counted.
func TestMergeKeeps(t *testing.T) {
	list := frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")
	in := rich(t, list)
	fine := named(true, "z", 1, 2).b
	out, result, _ := merged(t, convert.Options{Format: "pcapng"}, in, fine)
	r, err := pcap.NewReader(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	was := append(packets(t, in), packets(t, fine)...)
	drain(r)
	kept := 0
	for _, i := range r.Interfaces() {
		if i.Name == "nlmon0" && i.Statistics != nil && i.Statistics.OSDropped.Present {
			kept++
		}
	}
	if kept != 2 || len(r.Interfaces()) != 3 {
		t.Errorf("%d interfaces, %d as they were", len(r.Interfaces()), kept)
	}
	comments := 0
	is := packets(t, out)
	for i := range is {
		if slices.Equal(is[i].Comments, []string{"a comment of host darkstar"}) {
			comments++
		}
	}
	if len(is) != len(was) || comments != 8 || result.Blocks != 2*(1+4+3+3+3+3) {
		t.Errorf("%d frames of %d, %d comments, %d blocks left out", len(is), len(was), comments, result.Blocks)
	}
	_, result, _ = merged(t, convert.Options{Default: "pcap"}, named(false, "a", 1).b, newLaid(false).header(0xa1b23c4d, 96, 253).record(2, 7, "b", 1, "").b)
	if result.Lost.Fractions != 0 {
		t.Error("a capture in microseconds first, and those in nanoseconds lose theirs")
	}
}

// TestNothingLeftOut: a section of which there is nothing to say is no block that
// is left out; one with a text is.
func TestNothingLeftOut(t *testing.T) {
	for want, options := range [][]any{{}, {newLaid(false).option(3, "Linux on darkstar"), "\x00\x00\x00\x00"}} {
		in := newLaid(false).section(1<<64-1, options...).iface(253).packet(0, 5000, "some").b
		if _, result := converted(t, in, convert.Options{Format: "pcap"}); result.Blocks != uint64(want) || result.Written != 1 {
			t.Errorf("%d blocks left out, want %d; %d frames", result.Blocks, want, result.Written)
		}
	}
}

// TestRefused: link types that a classic pcap cannot hold together are counted,
// and the rest is there.
func TestRefused(t *testing.T) {
	other := newLaid(false).header(0xa1b2c3d4, 262144, 113).record(2, 1, "other", 5, "").b
	out, result, _ := merged(t, convert.Options{Format: "pcap"}, named(false, "a", 1, 3).b, other)
	if got := story(t, out); got != "a0 a1" || result.Refused != 1 || !errors.Is(result.Refusal, pcap.ErrLinkTypes) || result.Written != 2 {
		t.Errorf("%q, %+v", got, result)
	}
	out, result, _ = merged(t, convert.Options{Format: "pcapng"}, named(false, "a", 1, 3).b, other)
	if got := story(t, out); got != "a0 other a1" || result.Refused != 0 {
		t.Errorf("%q, %+v", got, result)
	}
}

// TestFormats converts each form to each format: frames and times are the same,
// and what is lost is counted.
func TestFormats(t *testing.T) {
	list := frames(t, "captures/amd64-6.18.44-socket.pcap")
	all := forms(list)
	all["pcapng"] = rich(t, list)
	for form, in := range all {
		for _, format := range []string{"pcap", "nsecpcap", "pcapng"} {
			out, result := converted(t, in, convert.Options{Format: format})
			was, is := packets(t, in), packets(t, out)
			if len(was) != len(is) {
				t.Fatalf("%s to %s: %d frames become %d", form, format, len(was), len(is))
			}
			timeless := uint64(0)
			for i := range was {
				at := was[i].Time
				if format == "pcap" {
					at = at.Truncate(time.Microsecond)
				}
				if at.IsZero() && format != "pcapng" {
					timeless++
					at = time.Unix(0, 0)
				}
				if !bytes.Equal(was[i].Data, is[i].Data) || !at.Equal(is[i].Time) || was[i].Len != is[i].Len {
					t.Fatalf("%s to %s, frame %d: %v and %v", form, format, i+1, was[i].Time, is[i].Time)
				}
			}
			if l := result.Lost; form == "pcapng" && format != "pcapng" && (l.Comments == 0 || l.Options == 0 || l.Interfaces != 2 || l.Statistics == 0 || l.Times != timeless || timeless == 0 || result.Blocks == 0) {
				t.Errorf("%s to %s: lost %+v, %d blocks", form, format, l, result.Blocks)
			}
		}
	}
}
