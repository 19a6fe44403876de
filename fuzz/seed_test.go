package fuzz_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// TestDatagrams: every event and both requests are there in both orders, from a
// kernel where one sent it, no kind twice, and what the caller does with the
// bytes is seen by nobody.
func TestDatagrams(t *testing.T) {
	seen, structs := map[string]string{}, map[string]bool{}
	for _, c := range fuzz.Datagrams() {
		kind := fuzz.Kind(c.Bytes)
		if seen[kind] != "" && strings.Contains(c.Name, " ") { // not one of cases/
			t.Errorf("%s and %s are both %q", seen[kind], c.Name, kind)
		}
		seen[kind] = c.Name
		for _, o := range orders {
			if codec.Detect(c.Bytes, len(c.Bytes)).Order != o {
				continue
			}
			claims, _ := spec.Default().Walk(byteOrder(o), codec.FamilyConnector, c.Bytes, len(c.Bytes))
			for _, claim := range claims {
				structs[o.String()+" "+claim.Struct] = true
			}
		}
		clear(c.Bytes)
	}
	for _, s := range spec.Default().Structs() {
		for _, o := range orders {
			part := s.BigEndian || s.Name == "cb_id" || strings.HasPrefix(s.Name, "proc_event_timespec")
			if !part && !structs[o.String()+" "+s.Name] {
				t.Errorf("no %s-endian datagram has a %s", o, s.Name)
			}
		}
	}
	if c := fuzz.Datagrams()[0]; !slices.ContainsFunc(c.Bytes, func(b byte) bool { return b != 0 }) {
		t.Errorf("%s is empty once a caller has cleared it", c.Name)
	}
}

// TestKind: what does not matter is in no kind, and what does is.
func TestKind(t *testing.T) {
	b := request(codec.LittleEndian)
	kind := fuzz.Kind(b)
	for at, differs := range map[int]bool{8: false, 12: false, 16: true, 20: true, 24: false, 28: false, 34: true} {
		other := slices.Clone(b)
		other[at] ^= 4
		if (fuzz.Kind(other) != kind) != differs {
			t.Errorf("with byte %d changed it is %q, and was %q", at, fuzz.Kind(other), kind)
		}
	}
	if fuzz.Kind(request(codec.BigEndian)) == kind {
		t.Error("both byte orders are one kind")
	}
}

// TestSeed hands every datagram to a target.
func TestSeed(t *testing.T) {
	var f added
	fuzz.Seed(&f)
	if len(f) != len(fuzz.Datagrams()) || len(f) < 100 {
		t.Errorf("%d inputs for %d datagrams", len(f), len(fuzz.Datagrams()))
	}
}

type added [][]byte

func (f *added) Add(args ...any) { *f = append(*f, args[0].([]byte)) }

// TestCases: every promoted case tells its story first, and every property of
// datagrams holds of it, in both orders; it is the regression test of them all.
func TestCases(t *testing.T) {
	names, err := filepath.Glob("cases/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	byName := map[string][]byte{}
	for _, c := range fuzz.Datagrams() {
		byName[c.Name] = c.Bytes
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if line, _, _ := strings.Cut(string(text), "\n"); len(line) < 40 || line[:2] != "# " {
			t.Errorf("%s does not start with a comment that says what it is about", name)
		}
		b, ok := byName[strings.TrimSuffix(filepath.Base(name), ".txt")]
		if !ok {
			t.Errorf("%s is no seed", name)
		}
		for _, property := range []func(fuzz.T, []byte){roundTrip, tree, prefix, order, split, frames, explain} {
			property(t, b)
			property(t, fuzz.Swap(byteOrder(codec.LittleEndian), b))
		}
	}
}
