package vectors

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit"
)

// disobeyed is decoder.py without a duty of a decoder: old becomes new.
var disobeyed = []struct{ duty, old, new string }{
	{"R1a", `self.raw(prefix + "rest", union + size_of(fields), end)`, `pass`},
	{"R1b", `        for name, kind in fields:
            size`, `        if off + size_of(fields) > min(end, len(self.data)):
            return self.raw(cut, off, end)
        for name, kind in fields:
            size`},
	{"R1c", `                self.raw(cut, off, end)
                return False`, `                self.raw(prefix + name, off, end)
                return False`},
	{"R1d", `self.data, self.order = data, order`, `self.data, self.order = data + bytes(max(0, wire - len(data))), order`},
	{"R2a", `order, self.order = self.order, ">"`, `order = self.order`},
	{"R3a", `if self.order is None and off < len(self.data):`, `if off < len(self.data):`},
	{"R3b", `return possible[0]`, `return "<"`},
	{"R3d", `">" if big > little else None`, `">"`},
	{"R3e", `self.order is None and off < len(self.data)`, `self.order is None`},
	{"R4a", `if length < 16:`, `if length < 15:`},
	{"R4b", `self.fail("overrun", "nlmsghdr.nlmsg_len", off, length, have)`, `pass`},
	{"R4c", `self.fail("overrun", "nlmsghdr.nlmsg_len", off, length, have)`, `self.fail("overrun", "nlmsghdr.nlmsg_len", off, length, have)
            return self.wire`},
	{"R4d", `            self.raw("tail", off + 16, self.wire)
            return self.wire`, `            return off + 16`},
	{"R4e", `self.fail("short", "nlmsghdr", off, 16, have)`, `pass`},
	{"R4f", `if self.failure is None:  #`, `if True:  #`},
	{"R4g", `        if self.connector:
`, `        if not self.connector:
            self.raw(prefix + "data", off + 16, self.wire)
            return self.wire
        if self.connector:
`},
	{"R4h", `self.raw(prefix + "data", off + 16, end)`, `pass`},
	{"R4j", `"at": at, "offset": offset, "need": need, "have": have`, `"at": at, "offset": offset, "need": have, "have": need`},
	{"R5a", `(end + 3) & ~3`, `end`},
	{"R5b", `        after = min((end + 3) & ~3, self.wire)`, `        after = min((end + 3) & ~3, self.wire)
        if after & 3:
            self.fail("overrun", "nlmsghdr.nlmsg_len", off, length, have)`},
	{"R5c", `after = min(data + length, end)`, `after = end`},
	{"R6a", `if length < 16:`, `if self.out[prefix + "nlmsg_type"] == 3:
            return self.wire
        if length < 16:`},
	{"R6b", `if length < 16:`, `if self.out[prefix + "nlmsg_type"] == 2 or length < 16:`},
	{"R7a", `("ack", "I"), ("len", "H"), ("flags", "H")`, `("ack", "I"), ("len", "I")`},
	{"R7b", `self.fail("overrun", "cn_msg.len", off + 16, length, end - data)`, `pass`},
	{"R7c", `self.fail("overrun", "cn_msg.len", off + 16, length, end - data)`, `self.fail("overrun", "cn_msg.len", off + 16, length, end - data)
            return end`},
	{"R7d", `self.fail("short", "cn_msg", off, 20, end - off)`, `pass`},
	{"R7e", `while off < end and not self.ended:`, `while off <= end and not self.ended:`},
	{"R8a", `after = min(data + length, end)`, `after = min(data + (length + 3 & ~3), end)`},
	{"R8b", `self.raw(prefix + "rest", off, end)`, `pass`},
	{"R8c", `self.raw(prefix + "rest", off, end)`, `self.fail("short", "cn_msg", off, 20, end - off)`},
	{"R8d", `if end - off < 20:`, `if end - off <= 20:`},
	{"R9a", `length >= 16:`, `length == 40:`},
	{"R9b", `who == (1, 1) and length >= 16`, `length >= 16`},
	{"R9c", `self.event("proc_event", off`, `self.event("proc_event" if length > 32 else "proc_event_timespec64", off`},
	{"R9d", `if have < need:`, `if have < need - 1:`},
	{"R9e", `("exit", 16,`, `("exit", 24,`},
	{"R9f", `        if union <= end:`, `        if what == 0x80000000 and 16 < end - union < 24:
            return self.raw(prefix + "rest", union, end)
        if union <= end:`},
	{"R9g", `if have < need:`, `if have != need:`},
	{"R9h", `if what not in ARMS:`, `what &= 0xDFFFFFFF
        if what not in ARMS:`},
	{"R10a", `if have < need:`, `if have < need or any(self.data[union + need:end]):`},
	{"R19a", `        if link not in (113, 253, 276):
`, `        if link not in (113, 253, 276):
            self.fail("short", "sll_header", 0, 16, 0)
`},
	{"R19b", `if self.wire < size:`, `if False:`},
	{"R19c", `if self.wire < size:`, `if len(self.data) < size:`},
	{"R19d", `whole = self.fields(kind + ".", STRUCTS[kind], 0, size, kind + ".cut")`, `whole = len(self.data) >= size and self.fields(kind + ".", STRUCTS[kind], 0, size, kind + ".cut")`},
	{"R19e", `<= 39 + inner`, `<= 38 + inner`},
	{"R19f", `self.faults.append("family-order")`, `pass`},
	{"R47a", `if length != 16 + 8 * ranges:`, `if length != (16 + 8 * ranges) & 0xFFFFFFFF:`},
	{"R47b", `if off + 8 > min(end, len(self.data)):`, `if False:`},
	{"R47c", `        if length != 16 + 8 * ranges:
            return False`, `        if length != 16 + 8 * ranges:
            return True`},
}

// unasked are the duties of a decoder that decoder.py has no part for.
var unasked = map[string]string{
	"R2b": "who sent a frame it does not say", "R2c": "who sent a frame it does not say", "R4i": "no answer shows what memory it took",
	"R10b": "it compares no events", "R15a": "it shows no text", "R15b": "it shows no text", "R15c": "it shows no text", "R15d": "it shows no text",
	"R18a": "it counts nothing",
}

// coverageRow matches a line of spec/coverage.md with both its vectors.
var coverageRow = regexp.MustCompile("(?m)^\\| (R\\d+[a-z]) \\| `(.+)` \\| `(.+)` \\|$")

// TestDuties breaks decoder.py once for each duty of a decoder, and asks it the two
// vectors that the specification names for the duty, in each byte order: a wrong
// answer, an exception or a hang is expected.
func TestDuties(t *testing.T) {
	page, err := os.ReadFile("../../../spec/coverage.md")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile("decoder.py")
	if err != nil {
		t.Fatal(err)
	}
	text, set := string(b), all()
	named := map[string][]Vector{}
	for _, m := range coverageRow.FindAllStringSubmatch(string(page), -1) {
		for _, name := range m[2:] {
			first := set.Find(name)
			if first == nil {
				t.Fatalf("%s: there is no vector %s", m[1], name)
			}
			base := strings.TrimSuffix(name, "/"+first.Order)
			for _, order := range []string{"little", "big", "unknown"} {
				if v := set.Find(base + "/" + order); v != nil && v.Asks() {
					named[m[1]] = append(named[m[1]], *v)
				}
			}
			if base == name && first.Asks() {
				named[m[1]] = append(named[m[1]], *first)
			}
		}
	}
	broken := map[string]bool{}
	for i, d := range disobeyed {
		broken[d.duty] = true
		if n := strings.Count(text, d.old); n != 1 || len(named[d.duty]) < 2 {
			t.Errorf("%s: %d places in the decoder are %q, and it has %d vectors", d.duty, n, d.old, len(named[d.duty]))
			continue
		}
		if !testkit.Share(i, 6) {
			continue
		}
		t.Run(d.duty, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "decoder.py")
			if err := os.WriteFile(file, []byte(strings.Replace(text, d.old, d.new, 1)), 0o600); err != nil {
				t.Fatal(err)
			}
			if report, _ := python(t, file, named[d.duty], time.Minute); report.OK() {
				t.Errorf("a decoder without this duty passes %d vectors", report.Asked)
			}
		})
	}
	for duty, list := range named {
		if len(list) > 0 && broken[duty] == (unasked[duty] != "") {
			t.Errorf("%s is a decoder's: it has to stand in one of the two lists", duty)
		}
	}
}
