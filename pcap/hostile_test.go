package pcap

import (
	"bytes"
	"errors"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestGarbageBetween puts bytes between two blocks that are none, of any
// number, also such as look like the beginning of a block.
func TestGarbageBetween(t *testing.T) {
	looks := newNg(false).block(6, "12345678901234567890").b // no such captured length
	strange := newNg(false).epb(9, 0, 1, "x").isb(9, 0).block(2, uint16(9), uint16(0), uint64(0), uint32(4), uint32(4), "four")
	strange.block(1, uint16(253), uint16(7), uint32(0)).block(0x0a0d0d0a, uint32(0x1a2b3c4d), uint16(2), uint16(0), int64(-1))
	for name, garbage := range map[string]string{
		"one byte":       "x",
		"three":          "xyz",
		"zeros":          strings.Repeat("\x00", 1000),
		"text":           strings.Repeat("no capture. ", 100000),
		"half a block":   string(five(false).b[60:85]),
		"looks like one": strings.Repeat(string(looks), 100),
		"strange":        strings.Repeat("\x00", 9) + string(strange.b),
		"large lengths":  strings.Repeat("\x00", 16) + strings.Repeat("\x06\x00\x00\x00\x00\x00\xf0\x00", 100000),
		"many options":   strings.Repeat("\x01\x00\x00\x00\x08\x00\x04\x00\x05\x00\x00\x00\x02\x00\x08\x00", 20000),
		"many lengths":   strings.Repeat("\x06\x00\x00\x00\x00\x00\x04\x00", 100000),
	} {
		f := five(false)
		b := append(bytes.Clone(f.b[:f.starts[4]]), garbage...)
		b = append(b, f.b[f.starts[4]:]...)
		packets, failures, r := through(bytes.NewReader(b))
		got := strings.Join(texts(packets), " ")
		if want := "packet 0 packet 1 packet 2 packet 3 packet 4"; got != want {
			t.Errorf("%s: %s", name, got)
		}
		if name == "strange" {
			check(t, "failures, interfaces", []int{2, 1}, []int{len(failures), len(r.Interfaces())})
		}
		if len(failures) < 2 || failures[len(failures)-1] != io.EOF || len(r.in.buf) > 2*resyncMax {
			t.Errorf("%s: %d failures, a window of %d bytes", name, len(failures), len(r.in.buf))
		}
	}
}

// A block behind damage is found with all the options that people use.
func TestManyOptionsBehindGarbage(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	f.b = append(f.b, "garbage."...)
	f.epb(0, 0, 0, "found", slices.Repeat([]any{opt{1, []any{"a comment"}}}, 100)...)
	packets, failures, _ := through(bytes.NewReader(f.b))
	if len(packets) != 1 || len(packets[0].Comments) != 100 {
		t.Errorf("%d packets, %v", len(packets), failures)
	}
}

// The data of a packet may be a capture file itself. It is not searched while
// the lengths around it are sound, nor when only the one behind is not.
func TestNestedCapture(t *testing.T) {
	inner := five(false)
	f := newNg(false).shb().idb(253, 0).epb(0, 0, 0, string(inner.b)).epb(0, 0, 1, "b")
	f.put(2, -4, 1)
	packets, failures, _ := through(bytes.NewReader(f.b))
	check(t, "packets", 2, len(packets))
	check(t, "failures", 2, len(failures))
}

// An input that fails while the next block is looked for: both are reported.
func TestReadErrorWhileSearching(t *testing.T) {
	f := five(false)
	f.put(4, 4, 0)
	broken := errors.New("input/output error")
	in := io.MultiReader(bytes.NewReader(f.b[:f.starts[5]+2]), &failing{broken})
	packets, failures, _ := through(in)
	check(t, "packets", 2, len(packets))
	if len(failures) != 2 || !errors.Is(failures[0], ErrDamaged) || !errors.Is(failures[1], ErrRead) || !errors.Is(failures[1], broken) {
		t.Error(failures)
	}
}

type failing struct{ err error }

// TestCraftedLengths: the memory that a file takes is bounded by its bytes.
func TestCraftedLengths(t *testing.T) {
	for _, typ := range []uint32{0x0a0d0d0a, 1, 2, 3, 4, 5, 6, 9, 10, 0xbad, 0x40000bad, 0x70001, 0xffffffff} {
		for _, length := range []uint32{0, 4, 12, 16, 28, 64, 1 << 20, maxBlock, maxBlock + 4, 1 << 30, 0xfffffff0, 0xffffffff, 35} {
			for _, caplen := range []uint32{0, 4, 1 << 20, 1 << 30, 0xffffffff} {
				f := five(false)
				f.b = f.lay(f.b, typ, length, uint32(0x1a2b3c4d), uint32(1), uint32(0), caplen, caplen, caplen, caplen)
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				packets, failures, _ := through(bytes.NewReader(f.b))
				runtime.ReadMemStats(&after)
				if n := after.TotalAlloc - before.TotalAlloc; n > bufferSize+64<<10 {
					t.Errorf("type %#x, length %d, captured length %d: %d bytes allocated", typ, length, caplen, n)
				}
				if len(packets) < 5 || len(failures) == 1 && failures[0] == io.EOF && length != 36 {
					t.Errorf("type %#x, length %d, captured length %d: %d packets, %v", typ, length, caplen, len(packets), failures)
				}
			}
		}
	}
}
