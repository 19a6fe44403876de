package pcap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// capture is a file of the corpus, as it is or laid out as a pcapng, with the
// offsets at which it may be cut.
type capture struct {
	name    string
	b       []byte
	starts  []int64 // of records or blocks, and the end
	packets int
	first   int // blocks before the first packet
}

func captures(t testing.TB) (all []capture) {
	names, err := fs.Glob(corpus.FS(), "captures/*.pcap")
	if err != nil || len(names) < 3 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		packets, err := readAll(r)
		if err != io.EOF || len(packets) == 0 {
			t.Fatal(name, err)
		}
		classic := capture{name: name, b: b, packets: len(packets)}
		i := r.Interfaces()[0]
		f := newNg(i.BigEndian).shb(opt{3, []any{"Linux"}}, endOfOptions).idb(uint16(i.LinkType), i.SnapLen, opt{9, []any{uint8(i.Resolution)}}, endOfOptions)
		for _, p := range packets {
			classic.starts = append(classic.starts, p.Offset)
			f.epb(0, p.Ticks, p.Len, string(p.Data))
		}
		f.isb(0, atMicro, opt{4, []any{uint64(len(packets))}}, endOfOptions)
		classic.starts = append(classic.starts, int64(len(b)))
		all = append(all, classic, capture{name + "ng", f.b, append(f.starts, f.end()), len(packets), 2})
	}
	return all
}

// cut reads the first bytes of a capture: whole packets are delivered, and
// only between two records or blocks is an end.
func (c *capture) cut(t *testing.T, at int) {
	r, err := NewReader(bytes.NewReader(c.b[:at]))
	whole, start := 0, int64(0)
	for n, s := range c.starts {
		if s <= int64(at) {
			whole, start = n, s
		}
	}
	got := 0
	var p Packet
	for err == nil {
		if err = r.Next(&p); err == nil {
			got++
		}
	}
	want := min(max(whole-c.first, 0), c.packets)
	clean := start == int64(at) && at > 0
	var e *Error
	switch {
	case got != want:
		t.Errorf("%s cut at %d: %d packets, not %d", c.name, at, got, want)
	case clean && err != io.EOF:
		t.Errorf("%s cut at %d, where a block ends: %v", c.name, at, err)
	case clean:
	case !errors.Is(err, ErrTruncated) || !errors.As(err, &e) || e.Offset != start || e.Resume != 0:
		t.Errorf("%s cut at %d: %v, not at %d", c.name, at, err, start)
	}
}

// TestCorpusCuts cuts the headers, the first three and the last record or
// block at every byte, and everything at random.
func TestCorpusCuts(t *testing.T) {
	all := captures(t)
	random := rand.New(rand.NewPCG(11, 3))
	for _, c := range all {
		last := c.starts[len(c.starts)-2]
		for at := range len(c.b) {
			if at <= int(c.starts[c.first+3]) || at >= int(last) {
				c.cut(t, at)
			}
		}
		for range 10000/len(all) + 1 {
			c.cut(t, random.IntN(len(c.b)))
		}
	}
}

// TestCorpusHeaderBytes changes every byte of the headers and of the first
// packet's into every other (a fifth of them without CNWIRE_DEEP), in a small
// capture of each byte order. What is delivered was there.
func TestCorpusHeaderBytes(t *testing.T) {
	for _, c := range captures(t) {
		if !strings.Contains(c.name, "demo") && !strings.Contains(c.name, "s390x") {
			continue
		}
		ng := c.first > 0
		c.b = c.b[:c.starts[c.first+4]] // four packets
		before, _, _ := through(bytes.NewReader(c.b))
		if len(before) != 4 {
			t.Fatal(c.name, before)
		}
		known := map[string]bool{}
		for _, p := range before {
			known[string(p.Data)] = true
		}
		end := int(c.starts[c.first]) + 28
		delivered, lost := 0, 0
		for at := range end {
			for v := range 256 {
				b := bytes.Clone(c.b)
				if b[at] == byte(v) || !testkit.Deep && v&(v-1) != 0 && v != 0xff && (at+v)%5 != 0 {
					continue // the same; or one in five, powers of two and the ends
				}
				b[at] = byte(v)
				packets, failures, _ := through(bytes.NewReader(b))
				delivered += len(packets)
				err := failures[len(failures)-1]
				if err != io.EOF && !errors.Is(err, ErrFormat) && !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrDamaged) {
					t.Errorf("%s: byte %d = %#x: %v has no class", c.name, at, v, err)
				}
				for n, p := range packets {
					// The first packet's own length may be what was changed.
					if !known[string(p.Data)] && (n > 0 || at < int(c.starts[c.first])) && ng {
						t.Errorf("%s: byte %d = %#x: packet %d was never there", c.name, at, v, n)
					}
				}
				inPacket := at >= int(c.starts[c.first]) && ng
				if inPacket && len(packets) < 3 {
					t.Errorf("%s: byte %d = %#x, in the first packet's block: only %d packets, %v", c.name, at, v, len(packets), failures)
				}
				if len(packets) < 4 {
					lost++
					if err == io.EOF && len(failures) == 1 && at < int(c.starts[min(c.first, 1)]) && at < 24 {
						t.Errorf("%s: byte %d = %#x: %d packets and a clean end", c.name, at, v, len(packets))
					}
				}
			}
		}
		if delivered == 0 || lost == 0 {
			t.Error(c.name, "nothing was compared")
		}
		t.Log(fmt.Sprint(c.name, ": ", end*255, " changes, ", lost, " of them lost a packet"))
	}
}
