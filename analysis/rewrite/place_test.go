package rewrite

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// TestSecretsAreJudged: what tells who it was is never kept, whatever struct it
// stands in. Of what is neither a number of somebody nor a name, the fields that
// must be erased are listed; another may be, when the table says so.
func TestSecretsAreJudged(t *testing.T) {
	erased := []string{"sll_header.sll_addr", "sll2_header.sll2_addr", "sll2_header.sll2_reserved_mbz", "cn_msg.flags"}
	found := map[string]int{}
	for s := codec.StructNone; s < codec.NumStructs; s++ {
		for p := range wholeFields(codec.Span{Struct: s, Len: structOf(s).Size}) {
			want := "keep"
			switch name := p.Name; {
			case s.String() == "drbd_nl_cfg" && name == "packet_type": // in some answers memory of the kernel's
				want = "named"
			case s.String() == "dm_ulog_request" && (name == "luid" || name == "uuid"): // no user's: an address in the kernel, a device's name
				want = "erase"
			case strings.HasSuffix(name, "pid") || strings.HasSuffix(name, "tgid"):
				want = "pid"
			case strings.HasSuffix(name, "uid") || strings.HasSuffix(name, "egid") || strings.HasSuffix(name, "rgid"):
				want = "uid"
			case p.Type == spec.Text && p.Size != commSize: // no name of a program
				want = "erase"
			case p.Type == spec.Text:
				want = "name"
			case slices.Contains(erased, s.String()+"."+name) || p.Type == spec.Pad || p.Anonymize == "erase":
				want = "erase"
			}
			found[want]++
			if p.Anonymize != want {
				t.Errorf("%s.%s: judged %q, want %q", s, p.Name, p.Anonymize, want)
			}
			if (p.Anonymize == "pid" || p.Anonymize == "uid") && p.Size != 4 || p.Anonymize == "name" && p.Size != commSize {
				t.Errorf("%s.%s has %d bytes", s, p.Name, p.Size)
			}
		}
	}
	if found["pid"] < 20 || found["uid"] < 4 || found["name"] < 1 || found["erase"] < len(erased) {
		t.Errorf("judged: %v", found)
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
