package corpus

import (
	"slices"
	"strings"
	"testing"
)

const record = `# a comment
file: captures/x.pcap
source: cut
from: captures/y.pcap 1-3 7
kernel: 6.1
arch: amd64
byte_order: little
frames: 4
tools: none
scenario: none
date: 2026-11-21
sha256: 00
licence: CC0-1.0
proves: one thing
proves: another
`

func TestParse(t *testing.T) {
	entries, err := parse(record + "\n\n" + record)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 2 {
		t.Fatalf("%d entries, want 2", len(entries))
	}
	for _, e := range entries {
		if e.File != "captures/x.pcap" || e.From != "captures/y.pcap" || e.Frames != 4 || len(e.Proves) != 2 {
			t.Errorf("read %+v", e)
		}
		if !slices.Equal(e.Cut, []int{1, 2, 3, 7}) {
			t.Errorf("cut %v", e.Cut)
		}
	}
}

// TestParseStrict breaks the record in one place at a time.
func TestParseStrict(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"unknown key", "arch:", "architecture:", `unknown key "architecture"`},
		{"missing key", "licence: CC0-1.0\n", "", "no licence"},
		{"empty value", "tools: none", "tools: ", "want key: value"},
		{"said twice", "tools: none", "tools: none\ntools: none", "tools is said twice"},
		{"not a number", "frames: 4", "frames: four", "four"},
		{"no such source", "source: cut", "source: memory", `source "memory"`},
		{"no log", "captures/x.pcap", "captures/amd64-6.1/x.pcap", "has a log"},
		{"log of nothing", "scenario: none", "scenario: none\nlog: captures/x.log.jsonl", "no other has"},
		{"cut from nowhere", "from: captures/y.pcap 1-3 7\n", "", "from belongs to a cut"},
		{"frames descend", "1-3 7", "1-3 2", `frame numbers at "2"`},
		{"frame zero", "1-3 7", "0", `frame numbers at "0"`},
		{"no frames", " 1-3 7", "", "no frame numbers"},
	} {
		text := strings.Replace(record, c.old, c.new, 1)
		if text == record {
			t.Fatalf("%s: %q is not in the record", c.name, c.old)
		}
		if _, err := parse(text); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
	}
}
