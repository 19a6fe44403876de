package vectors

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
)

// python asks a decoder in Python, and returns the report and its text.
func python(t *testing.T, file string, list []Vector, limit time.Duration) (*Report, string) {
	t.Helper()
	interpreter := needs.Tool(t, "python3", "the vectors are not tried on a decoder in another language")
	// Without what an installation loads into every program: fifty are started here.
	r := Runner{Command: []string{interpreter, "-I", "-S", file}, Timeout: limit, Stderr: stderr{t}}
	report, err := r.Run(list)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := report.Write(&out, all().Legend); err != nil {
		t.Fatal(err)
	}
	return report, out.String()
}

// TestDecoder holds the decoder of the documentation against every vector. It
// shares nothing with what made them.
func TestDecoder(t *testing.T) {
	if report, out := python(t, "decoder.py", load(t), time.Minute); !report.OK() {
		t.Errorf("%s", out)
	}
}

// mutant is the decoder with one fault.
type mutant struct {
	what, text string
	flag       string // the flag that must tell what is wrong
}

// pair matches two fields of a list that follow each other.
var pair = regexp.MustCompile(`\("([a-z0-9_.]+)", ("\w"|\d+)\)(,\s+| \+ \[)\("([a-z0-9_.]+)", ("\w"|\d+)\)`)

// swaps returns the decoder once for each pair of neighbours of one type, with
// their names swapped.
func swaps(t *testing.T, text string) (list []mutant) {
	for at := 0; ; {
		m := pair.FindStringSubmatchIndex(text[at:])
		if m == nil {
			break
		}
		for i := range m {
			m[i] += at
		}
		a, b := text[m[2]:m[3]], text[m[8]:m[9]]
		if text[m[4]:m[5]] == text[m[10]:m[11]] {
			list = append(list, mutant{a + " and " + b, text[:m[2]] + b + text[m[3]:m[8]] + a + text[m[9]:], "swapped"})
		}
		at = m[3] // the second of the pair is the first of the next
	}
	if len(list) < 20 {
		t.Fatalf("only %d pairs were found in the decoder", len(list))
	}
	return list
}

// faults are the classes of bugs that decoders had, put into ours.
var faults = []struct{ flag, old, new string }{
	{"u32-len", `("ack", "I"), ("len", "H"), ("flags", "H")`, `("ack", "I"), ("len", "I")`},
	{"endian", `self.data, self.order = data, order`, `self.data, self.order = data, "="`},
	{"cooked", `            self.order = ">"`, `            pass`},
	{"cooked", `order, self.order = self.order, ">"`, `order = self.order`},
	{"link", `if link not in (113, 253, 276)`, `if False`},
	{"link", `if link != 253 and len(`, `if False and len(`},
	{"family", `self.connector = 11 in`, `self.connector = True or 11 in`},
	{"sign", `TASK = [("process_pid", "i")`, `TASK = [("process_pid", "I")`},
	{"constant-size", `length >= 16`, `length == 40`},
	{"constant-size", `("exit", 16,`, `("exit", 24,`},
	{"padding", `(end + 3) & ~3`, `end`},
	{"padding", `self.raw(prefix + "pad", end, after)`, `pass`},
	{"several", `while off < self.wire and not self.ended`, `if off < self.wire`},
	{"several", `            index += 1

    def cn_msg`, `            return

    def cn_msg`},
	{"unaligned", `after = min(data + length, end)`, `after = min(data + (length + 3 & ~3), end)`},
	{"trailing", `self.raw(prefix + "rest", off, end)`, `pass`},
	{"stack-bytes", `self.raw(prefix + "rest", union + size_of(fields), end)`, `pass`},
	{"unknown-event", `if what not in ARMS:`, `if what & 0x20000000: what = 0x80000000
        if what not in ARMS:`},
	{"users", `self.raw(prefix + "data", own, end)`, `pass`},
	{"users", `count] & 0xFFFFFFFF`, `count]`},
	{"users", `3: "_master", 4: "_master"`, `3: "_master", 4: "_slave"`},
	{"users", `after = min(off + 12 +`, `after = min(off + 12 + 3 & ~3 +`},
	{"users", `after = min(off + 4 + self.out[name + "len"], end)`, `after = off + 4 + self.out[name + "len"]`},
	{"users", `in (2, 3, 6, 7, 8):`, `in (2, 3, 6, 7):`},
	{"users", `        elif number == 6:`, `        elif number >= 6:`},
	{"users", `status == 0 or status >= 0x80000000`, `status == 0`},
	{"users", `operation in (128, 129)`, `operation == 128`},
	{"unknown-id", `who == (1, 1) and length >= 16`, `length >= 16`},
	{"overrun", `if length > end - data:`, `if length > len(self.data) - data:`},
	{"width", `("len", "H")`, `("len", "B"), ("high", "B")`},
	{"length-below-header", `if length < 16:`, `if length < 4:`},
	{"loop", `if length < 16:`, `if False:`},
	{"snaplen", `self.wire = max(wire, len(data))`, `self.wire = len(data)`},
	{"detect", `if len(data) >= 4 and 16 <=`, `if len(data) >= 4 and 15 <=`},
	{"detect", `if len(data) >= 4 and 16 <=`, `if len(data) >= 4 and 17 <=`},
	{"detect", `data)[0] <= wire]`, `data)[0] < wire]`},
	{"detect", `data)[0] <= wire]`, `data)[0] <= wire + 1]`},
	{"detect", `data)[0] <= wire]`, `data)[0] <= len(data)]`},
	{"detect", `data)[0] <= wire]`, `data)[0] <= min(wire, 65535)]`},
	{"detect", `return "<" if little > big else ">" if big > little else None`, `return None`},
	{"detect", `return "<" if little > big else ">" if big > little else None`, `return ">" if little > big else "<" if big > little else None`},
	{"detect", `return "<" if little > big else ">" if big > little else None`, `return "<" if little >= big else ">"`},
	{"detect", `return "<" if little > big else ">" if big > little else None`, `return ">" if big >= little else "<"`},
	{"detect", `in range(4)`, `in range(3)`},
	{"detect", `in range(4)`, `in range(5)`},
	{"detect", `if wire - off < 16 or`, `if wire - off < 4 or`},
	{"detect", `if have >= 6 and`, `if have >= 8 and`},
	{"detect", `off + 4)[0] <= 4:`, `off + 4)[0] <= 5:`},
	{"detect", `off + 4)[0] <= 4:`, `off + 4)[0] <= 3:`},
	{"detect", `points += 2`, `points += 1`},
	{"detect", `points += 2`, `points += 3`},
	{"detect", `if have >= 24:`, `if have >= 28:`},
	{"detect", `sum(1 <= n <= 0xFFFF for`, `all(1 <= n <= 0xFFFF for`},
	{"detect", `<= 0xFFFF for`, `< 0xFFFF for`},
	{"detect", `<= 0xFFFF for`, `<= 0x10000 for`},
	{"detect", `if have >= 34 and`, `if have >= 36 and`},
	{"detect", `            points += 4
        if length`, `            points += 3
        if length`},
	{"detect", `            points += 4
        if length`, `            points += 5
        if length`},
	{"detect", `return points - 4`, `return points`},
	{"detect", `return points - 4`, `return points - 8`},
	{"detect", `        points += 4
        off`, `        points += 3
        off`},
	{"detect", `off += (length + 3) & ~3`, `off += length`},
	{"detect", `            return points + 4`, `            return points`},
	{"detect", `self.order is None and off < len(self.data)`, `self.order is None`},
	{"detect", `order_of(self.data[off:], self.wire - off)`, `order_of(self.data[off:], self.wire)`},
	{"link", `36 + inner <=`, `35 + inner <=`},
	{"link", `<= 39 + inner`, `<= 38 + inner`},
	{"link", `<= 39 + inner`, `<= 40 + inner`},
	{"link", `if len(data) >= 36:`, `if len(data) >= 34:`},
	{"link", `if len(data) >= 36:`, `if len(data) >= 37:`},
	{"link", `for order in "<>":`, `for order in "<":`},
	{"link", `self.data[2:4] != b"\x03\x38" and headless`, `headless`},
	{"link", `link == 253 and self.data[2:4]`, `link in (113, 253) and self.data[2:4]`},
	{"link", `if link != 253 and len`, `if len`},
	{"link", `self.faults.append("no-header")`, `pass`},
	{"link", `self.faults.append("family-order")`, `pass`},
	{"family", `self.raw(prefix + "data", off + 16, end)`, `pass`},
	{"family", `        if self.connector:
`, `        if not self.connector:
            self.raw(prefix + "data", off + 16, self.wire)
            return self.wire
        if self.connector:
`},
	{"snaplen", `if self.wire < size:`, `if len(self.data) < size:`},
	{"snaplen", `self.raw(prefix + "event_data", union, end)`, `self.raw(prefix + "event_data", union, end if end <= len(self.data) else union)`},
	{"snaplen", `self.raw(prefix + "event_data", union, end)`, `self.raw(prefix + "event_data" if end <= len(self.data) else cut, union, end)`},
	{"notifier", `if off + 8 > min(end`, `if off + 16 > min(end`},
	{"notifier", `if off + 8 > min(end`, `if off + 8 > min(off + 7, end`},
	{"short-input", `if n < need:`, `if n < need - 1:`},
	{"short-input", `self.fields("", fields, 0, n, "cut")`, `self.fields("", fields, 0, n, "tail")`},
	{"short-input", `size, kind + ".cut")`, `size, "tail")`},
	{"done", `if length < 16:`, `if self.out[prefix + "nlmsg_type"] == 2 or length < 16:`},
	{"text", `("comm", 24, TASK + [("comm", 16)])`, `("comm", 23, TASK + [("comm", 15)])`},
	{"unknown-length", `self.raw(prefix + "data", off, end)`, `self.raw(prefix + "data", off, off + (end - off & ~3))`},
	{"empty", `while off < end and not self.ended:`, `while off <= end and not self.ended:`},
	{"wrap", `if length > have:`, `if length + 15 & 0xFFFFFFFF > have + 15:`},
}

// TestDecoderMutants breaks the decoder in each way that a flag hunts, and asks
// it the vectors with that flag: a wrong answer, an exception or a hang is
// expected.
func TestDecoderMutants(t *testing.T) {
	b, err := os.ReadFile("decoder.py")
	if err != nil {
		t.Fatal(err)
	}
	text := string(b)
	mutants := swaps(t, text)
	for _, f := range faults {
		if n := strings.Count(text, f.old); n != 1 {
			t.Errorf("%s: %d places in the decoder are %q", f.flag, n, f.old)
		}
		mutants = append(mutants, mutant{f.flag + ": " + f.new, strings.Replace(text, f.old, f.new, 1), f.flag})
	}
	list := load(t)
	for i, m := range mutants {
		if !testkit.Share(i, 6) {
			continue
		}
		t.Run(m.what, func(t *testing.T) {
			t.Parallel()
			file := filepath.Join(t.TempDir(), "decoder.py")
			if err := os.WriteFile(file, []byte(m.text), 0o600); err != nil {
				t.Fatal(err)
			}
			hunters, limit := Selection{Flags: []string{m.flag}}, time.Minute
			if m.flag == "loop" { // which has to hang
				limit = time.Second
			}
			asked := 0
			for some := range slices.Chunk(hunters.Of(list), 60) { // the first that is wrong is enough
				report, _ := python(t, file, some, limit)
				if !report.OK() {
					return
				}
				asked += report.Asked
			}
			t.Errorf("%d vectors with the flag %s, and none finds it", asked, m.flag)
		})
	}
}

// stderr is the log of a test: mutants die of exceptions.
type stderr struct{ t *testing.T }

func (w stderr) Write(b []byte) (int, error) {
	w.t.Logf("%s", b)
	return len(b), nil
}
