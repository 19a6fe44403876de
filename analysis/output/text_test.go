package output_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/google/go-cmp/cmp"
)

// TestTreeGolden has the trees and dumps of some frames of the demo, which were
// read by a person against the kernel's headers.
func TestTreeGolden(t *testing.T) {
	inZone(t, "UTC")
	all := strings.SplitAfter(write(t, captures(t)["captures/demo-amd64-6.1.192-nlmon.pcap"], output.Options{Tree: true, Hex: true}), "\n\n")
	var got string
	for _, frame := range []int{1, 2, 3, 8, 14, 19, 22} {
		got += all[frame-1]
	}
	if diff := cmp.Diff(string(must(os.ReadFile("testdata/tree.golden"))(t)), got); diff != "" {
		t.Errorf("-golden +got\n%s", diff)
	}
}

// comm is a frame whose line ends in a name.
func comm(t testing.TB, name string) record {
	e := event(t, binary.LittleEndian, 0x200, nil)
	copy(e[20+24:], name)
	return record{Data: cooked(11, message(t, binary.LittleEndian, nil, e))}
}

func TestWidth(t *testing.T) {
	line := `    1   0.000000 <kernel 1:1      9    0 comm pid 0 tid 0 "`
	indent := "\n" + strings.Repeat(" ", len(line)-len(`comm pid 0 tid 0 "`))
	for _, c := range []struct {
		name  string
		width int
		want  string
	}{
		{"abcdef", 0, line + `abcdef"`},
		{"abcdef", len(line) + 7, line + `abcdef"`},
		{"abcdef", len(line) + 6, line[:len(line)-2] + indent + `"abcdef"`},
		{"žluťák", len(line) + 7, line + `žluťák"`},
		{"žluťák", len(line) + 6, line[:len(line)-2] + indent + `"žluťák"`},
		{"日本日本", len(line) + 9, line + `日本日本"`},
		{"日本日本", len(line) + 8, line[:len(line)-2] + indent + `"日本日本"`},
		{"abcdef", 50, "    1   0.000000 <kernel 1:1      9    0\n    comm pid 0 tid 0 \"abcdef\""}, // nothing can be read beside the numbers
		{"abcdef", 20, "    1   0.000000\n    <kernel 1:1\n    9    0 comm pid\n    0 tid 0 \"abcdef\""},
	} {
		capture := lay(binary.LittleEndian, false, comm(t, c.name))
		if got := write(t, capture, output.Options{Width: c.width}); got != c.want+"\n" {
			t.Errorf("width %d:\n%s, want\n%s", c.width, got, c.want)
		}
	}
}

// A column that once was wide stays so, and lines keep their columns.
func TestAlignment(t *testing.T) {
	le := binary.LittleEndian
	wide := comm(t, "x")
	for i := range 16 {
		wide.Data[32+i] = 0xff // id, seq and ack
	}
	wide.Sec = 4000000000
	got := write(t, lay(le, false, record{Data: comm(t, "x").Data, Sec: 1}, wide, comm(t, "x")), output.Options{Columns: analysis.Columns{Time: "e"}})
	want := `    1   1.000000 <kernel 1:1      9    0 comm pid 0 tid 0 "x"
    2 4000000000.000000 ?       0xffffffff:0xffffffff 4294967295 4294967295 connector notifier 40 bytes
    3          0.000000 <kernel                   1:1          9          0 comm pid 0 tid 0 "x" [copy of 1]
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestColours(t *testing.T) {
	le := binary.LittleEndian
	line := func(frame record) string {
		text := write(t, lay(le, false, frame), output.Options{Color: true})
		if !strings.Contains(text, "\x1b") {
			return ""
		}
		if !strings.HasSuffix(text, "\x1b[0m\n") || strings.Count(text, "\x1b") != 2 {
			t.Errorf("%q does not end its colour", text)
		}
		return text[:strings.IndexByte(text, 'm')+1]
	}
	event := func(what uint64, arm set) []byte { return cooked(11, message(t, le, nil, event(t, le, what, arm))) }
	for _, c := range []struct {
		name  string
		frame record
		want  string
	}{
		{"exec", record{Data: event(2, nil)}, "\x1b[32m"},
		{"fork", record{Data: event(1, nil)}, "\x1b[32m"},
		{"exit", record{Data: event(0x80000000, nil)}, ""},
		{"exit with a code", record{Data: event(0x80000000, set{"exit_code": 256})}, "\x1b[31m"},
		{"uid", record{Data: event(4, nil)}, ""},
		{"cut", record{Data: event(2, nil)[:80], Wire: 92}, "\x1b[1;31m"},
		{"malformed", record{Data: append(event(2, nil), 1)}, "\x1b[1;31m"},
		{"other family", record{Data: cooked(16, message(t, le, nil))}, "\x1b[2m"},
	} {
		if got := line(c.frame); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
	sound := write(t, lay(le, false, record{Data: event(2, nil)}), output.Options{})
	if bytes.ContainsRune([]byte(sound), '\x1b') {
		t.Errorf("colours without being asked for: %q", sound)
	}
}
