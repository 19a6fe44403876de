package rewrite

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestEveryFieldIsJudged fails for a field that is new in the table: say in
// treatment.go what is done with it, or here that it is erased.
func TestEveryFieldIsJudged(t *testing.T) {
	erased := []string{"sll_header.sll_addr", "sll2_header.sll2_addr", "sll2_header.sll2_reserved_mbz", "cn_msg.flags"}
	used := map[string]bool{}
	for in, of := range places() {
		for _, p := range of {
			used[p.Name] = true
			name := in.String() + "." + p.Name
			if (p.treatment == erase) != slices.Contains(erased, name) {
				t.Errorf("%s: treatment %d", name, p.treatment)
			}
			if (p.treatment == asPID || p.treatment == asID) && p.Size != 4 || p.treatment == asComm && p.Size != commSize {
				t.Errorf("%s has %d bytes", name, p.Size)
			}
		}
	}
	for _, name := range slices.Concat(keptFields, pidFields, idFields, commFields) {
		if !used[name] {
			t.Errorf("treatment.go names %s, which the table lacks", name)
		}
	}
}

// TestWholeFields has the cut of a struct: a field that is short of one byte is
// not there.
func TestWholeFields(t *testing.T) {
	for n, want := range map[int]int{0: 0, 3: 0, 4: 1, 7: 1, 8: 2, 23: 2, 24: 3} {
		end, count := 100, 0
		for p, at := range wholeFields(codec.Span{Struct: codec.StructComm, Off: 100, Len: n}) {
			if at != end {
				t.Errorf("%s starts at %d, want %d", p.Name, at, end)
			}
			end, count = at+p.Size, count+1
		}
		if count != want {
			t.Errorf("%d fields in %d bytes, want %d", count, n, want)
		}
	}
}
