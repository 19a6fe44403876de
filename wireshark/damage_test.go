package wireshark_test

import (
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// shapes are frames of the corpus that differ in more than their numbers: in their
// length, or in the words in which a struct begins. In the deep form they are all
// frames that differ.
func shapes(t testing.TB) (list [][]byte) {
	seen := map[string]bool{}
	octets.EachCaptured(t, func(c *octets.Captured) {
		key := string(c.Data)
		if !testkit.Deep {
			b := append([]byte(nil), c.Data...)
			for i := range b {
				if i >= 24 && i < 32 || i >= 40 && i < 48 || i >= 56 { // seq and pid, seq and ack, cpu and all behind it
					b[i] = 0
				}
			}
			key = string(b)
		}
		if !seen[key] {
			seen[key] = true
			list = append(list, c.Data)
		}
	})
	return list
}

// agree holds the columns of captures against ours, in every tshark.
func agree(t *testing.T, captures map[string][]byte, fields []string, least int, args []string, settings ...func(*source.Options)) {
	t.Helper()
	want := map[string][]string{}
	for name, capture := range captures {
		want[name] = ours(t, capture, fields, settings...)
	}
	for _, s := range sharks(t) {
		values := 0
		for name, capture := range captures {
			values += s.same(t, name, fields, s.columns(t, capture, fields, args...), want[name])
		}
		if values < least {
			t.Errorf("%s: only %d cells have a value", s.path, values)
		}
	}
}

// few are the fields of ours but for cn.copy_of, and what is known of processes, which
// follows from it. Among more than 64 events with one number and time, and behind
// 16384 others, our tracker finds no copy, which Lua does; so it is where hundreds are
// one event with a change each.
func few(t testing.TB) []string {
	return slices.DeleteFunc(theFields(), func(name string) bool {
		return name == "cn.copy_of" || must(analysis.Lookup(name))(t).OfSubject()
	})
}

// A frame that is cut, by a snap length or for good, has the columns that we have,
// at every byte of every shape.
func TestCut(t *testing.T) {
	t.Parallel()
	fields := theFields()
	if testkit.Deep {
		fields = few(t) // a hundred thousand frames
	}
	var snapped, damaged []record
	for _, b := range shapes(t) {
		for n := range len(b) {
			snapped = append(snapped, record{Data: b[:n], Wire: len(b)})
			damaged = append(damaged, record{Data: b[:n]})
		}
	}
	agree(t, map[string][]byte{
		"snapped": octets.Pcap(binary.LittleEndian, false, snapped...),
		"damaged": octets.Pcap(binary.LittleEndian, true, damaged...),
	}, fields, 10_000, nil)
}

// Frames in which bytes were changed have the columns that we have.
func TestFlipped(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(14, 3))
	const rounds = 40 // of more changes of one event our tracker does not find the copies
	var list []record
	for _, b := range shapes(t)[:min(len(shapes(t)), 200)] {
		for range rounds {
			b := append([]byte(nil), b...)
			for range 1 + r.IntN(3) {
				b[r.IntN(len(b))] = byte(r.IntN(256)) & byte(r.IntN(256))
			}
			list = append(list, record{Data: b, Wire: len(b) + 4*r.IntN(2)})
		}
	}
	agree(t, map[string][]byte{"flipped": octets.Pcap(binary.LittleEndian, false, list...)}, theFields(), 10_000, nil)
}

// The datagrams of the exam, wrong ones and those of foreign users among them, have
// the columns that we have, in every layout.
func TestExamDatagrams(t *testing.T) {
	t.Parallel()
	set := must(vectors.Load())(t)
	links := map[uint32][]record{}
	for _, v := range set.Vectors {
		if v.Kind != vectors.Datagram {
			continue
		}
		b := must(hex.DecodeString(v.Hex))(t)
		if v.Struct != "frame" {
			b = octets.Cooked(11, b)
		}
		link := cmp.Or(uint32(v.Link), 253)
		links[link] = append(links[link], record{Data: b})
	}
	captures := map[string][]byte{}
	for link, list := range links {
		captures[fmt.Sprintf("vectors of link type %d", link)] = pcapOf(link, list...)
	}
	captures = map[string][]byte{"vectors": joined(t, captures)}
	fields := few(t) // hundreds of the vectors are one event with a change each
	agree(t, captures, fields, 1000, nil)
	for pref, layout := range layouts {
		agree(t, captures, fields, 1000, []string{"-o", "cn.layout:" + pref}, func(o *source.Options) { o.Layout = layout })
	}
}
