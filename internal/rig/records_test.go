package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

const text = `# An introduction.
# Two lines.

file: captures/z.pcap
source: nlmon

file: captures/b-1.2.3/x.a.pcap
source: socket

file: captures/a-1.2.3/x.nlmon.pcap
source: nlmon
`

func TestRecords(t *testing.T) {
	list := parseRecords(text)
	if len(list) != 4 || list[0].file() != "" || list[1].file() != "captures/z.pcap" {
		t.Fatalf("%q", list)
	}
	sorted := `# An introduction.
# Two lines.

file: captures/z.pcap
source: nlmon

file: captures/a-1.2.3/x.nlmon.pcap
source: nlmon

file: captures/b-1.2.3/x.a.pcap
source: socket
`
	if got := formatRecords(parseRecords(text)); got != sorted {
		t.Errorf("have\n%s\nwant\n%s", got, sorted)
	}
	got := formatRecords(without(list, "captures/b-1.2.3/x."))
	if want := strings.Replace(text, "file: captures/b-1.2.3/x.a.pcap\nsource: socket\n\n", "", 1); got != want {
		t.Errorf("have\n%s\nwant\n%s", got, want)
	}
	if again := formatRecords(parseRecords(got)); again != got {
		t.Errorf("formatted again it is\n%s", again)
	}
}

// TestStore stores a capture twice, the second time of a later release, and another
// that is not of this scenario stays.
func TestStore(t *testing.T) {
	corpus, results := t.TempDir(), t.TempDir()
	frame := "\x00\x04\x03\x38" + strings.Repeat("\x00", 10) + "\x00\x0b" + "\x10\x00\x00\x00" + strings.Repeat("\x00", 12)
	file := "\xd4\xc3\xb2\xa1\x02\x00\x04\x00" + strings.Repeat("\x00", 8) + "\xff\xff\x00\x00\xfd\x00\x00\x00" +
		"\x00\xf1\x53\x65\x00\x00\x00\x00\x20\x00\x00\x00\x20\x00\x00\x00" + frame
	write := func(dir, name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(corpus, "MANIFEST", "# What people wrote.\n\nfile: captures/amd64-6.1.1-nlmon.pcap\n")
	write(corpus, "captures/amd64-6.1.1-nlmon.pcap", "")
	others := []string{"amd64-6.12.1", "amd64-6.2", "i386-6.1.1"} // of other series, which stay
	for _, other := range others {
		write(corpus, "captures/"+other+"/x.nlmon.pcap", "")
	}
	write(results, "wrap.nlmon.pcap", file)
	write(results, "wrap.log.jsonl", "{}\n")
	s := scenario.Scenario{Name: "wrap", Does: "things", Proves: []string{"one", "two"}}
	for _, release := range []string{"6.1.1", "6.1.2"} {
		p := provenance{kernel: scenario.Kernel{Arch: "amd64", Release: release}, says: release, tools: map[string]string{"nlmon": "tools"}}
		if err := store(corpus, p, results, []scenario.Scenario{s}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(filepath.Join(corpus, "MANIFEST"))
	if err != nil {
		t.Fatal(err)
	}
	want := `# What people wrote.

file: captures/amd64-6.1.1-nlmon.pcap

file: captures/amd64-6.1.2/wrap.nlmon.pcap
source: nlmon
kernel: 6.1.2
arch: amd64
byte_order: little
frames: 1
tools: tools
scenario: wrap: things
log: captures/amd64-6.1.2/wrap.log.jsonl
date: 2023-11-14
sha256: `
	if !strings.HasPrefix(string(got), want) || !strings.HasSuffix(string(got), "licence: CC0-1.0\nproves: one\nproves: two\n") {
		t.Errorf("MANIFEST is\n%s\nwant\n%s…", got, want)
	}
	files, _ := filepath.Glob(filepath.Join(corpus, "captures/*"))
	if len(files) != 2+len(others) {
		t.Errorf("there are %q", files)
	}
}
