package filter_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
	frame "github.com/cnwire/cnwire/internal/testkit/octets"
)

// TestCases: upper and lower change the letters of ASCII, from the first to the
// last, and nothing else.
func TestCases(t *testing.T) {
	for name, c := range map[string]struct{ upper, lower string }{
		"abcdefghijklm":      {"ABCDEFGHIJKLM", "abcdefghijklm"},
		"nopqrstuvwxyz":      {"NOPQRSTUVWXYZ", "nopqrstuvwxyz"},
		"ABCDEFGHIJKLM":      {"ABCDEFGHIJKLM", "abcdefghijklm"},
		"NOPQRSTUVWXYZ":      {"NOPQRSTUVWXYZ", "nopqrstuvwxyz"},
		"@[`{AZaz09\xe9\xc9": {"@[`{AZAZ09\xe9\xc9", "@[`{azaz09\xe9\xc9"},
	} {
		comm := event(t, 1, 0x200, 5, set{"process_pid": 9, "process_tgid": 9})
		copy(comm[len(comm)-16:], name)
		capture := frame.Pcap(binary.LittleEndian, false, frame.Record{Data: frame.Cooked(11, message(t, 3, 0, 1, 0, comm))})
		list := read(t, capture)
		if f := must(filter.Compile("cn_proc.comm.comm[:2]"))(t); !f.Match(list[0]) {
			t.Fatalf("%q is not there", name)
		}
		for function, want := range map[string]string{"upper": c.upper, "lower": c.lower} {
			var literal bytes.Buffer
			for _, b := range []byte(want) {
				fmt.Fprintf(&literal, `\x%02x`, b)
			}
			text := fmt.Sprintf(`%s(cn_proc.comm.comm) == "%s"`, function, &literal)
			if f := must(filter.Compile(text))(t); !f.Match(list[0]) {
				t.Errorf("%q: not %s", name, text)
			}
		}
	}
}
