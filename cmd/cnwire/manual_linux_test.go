package main

import (
	"bytes"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/internal/manual"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// folder returns a new folder with the captures that help, man pages and documents
// speak of.
func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	host, err := os.ReadFile(written(t, nightly))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{
		"host.pcapng": host,
		"demo.pcap":   corpus.Demo(),
		"dump.txt":    []byte("0000: 28 00 00 00 03 00 00 00 00 00 00 00 00 00 00 00\n0010: 01 00 00 00 01 00 00 00 07 00 00 00 64 00 00 00\n0020: 04 00 00 00 01 00 00 00\n"),
	}
	for name, of := range map[string]string{"nlmon.pcap": "amd64-6.1.192-nlmon.pcap", "socket.pcap": "amd64-6.18.44-socket.pcap", "orphans.pcap": "amd64-6.18.44/orphans.a.pcap"} {
		if files[name], err = fs.ReadFile(corpus.FS(), "captures/"+of); err != nil {
			t.Fatal(err)
		}
	}
	decoder, err := filepath.Abs("../../testdata/corpus/vectors/decoder.py")
	if err != nil {
		t.Fatal(err)
	}
	files["decoder"] = []byte("#!/bin/sh\nexec python3 '" + decoder + "'\n")
	for name, b := range files {
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// runLine runs a line as a shell does, and wants status 0 and something to see: output,
// or a file that was not there.
func runLine(t *testing.T, dir, line string) (output string) {
	t.Helper()
	before := entries(t, dir)
	cmd := exec.Command("bash", "-c", line)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "HOME="+dir, "XDG_CONFIG_HOME="+dir, "NO_COLOR=1")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Errorf("%s: %v\n%s", line, err, &said)
	} else if len(out) == 0 && entries(t, dir) == before {
		t.Errorf("%s: prints nothing and writes nothing\n%s", line, &said)
	}
	return string(out)
}

func entries(t *testing.T, dir string) (n int) {
	t.Helper()
	err := filepath.WalkDir(dir, func(string, fs.DirEntry, error) error { n++; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// listing is a command in the list of cnwire --help.
var listing = regexp.MustCompile(`(?m)^  ([a-z]+(?: [a-z]+)?)  +[A-Z]`)

// The help of every command ends with three examples, and each of them does something.
func TestExamples(t *testing.T) {
	needs.Tool(t, "bash", "the examples of the help are not run.")
	commands := listing.FindAllStringSubmatch(shown(t, "--help"), -1)
	if len(commands) < 20 {
		t.Fatalf("cnwire --help lists %d commands", len(commands))
	}
	for _, found := range commands {
		name := found[1]
		t.Run(name, func(t *testing.T) {
			var lines []string
			_, examples, _ := strings.Cut(shown(t, append(strings.Fields(name), "--help")...), "\nExamples:\n")
			for line := range strings.Lines(examples) {
				switch last := len(lines) - 1; {
				case last >= 0 && strings.HasSuffix(lines[last], "\\"): // it goes on
					lines[last] += "\n" + strings.TrimSpace(line)
				case strings.HasPrefix(line, "  # "):
				case strings.HasPrefix(line, "  "):
					lines = append(lines, strings.TrimSpace(line))
				default:
					t.Errorf("behind the examples stands %q", line)
				}
			}
			if len(lines) != 3 {
				t.Fatalf("%d examples: %q", len(lines), lines)
			}
			switch {
			case name == "record", name == "send":
				needLive(t)
			case strings.HasPrefix(name, "wireshark"):
				needs.Tool(t, "tshark", "the examples of cnwire wireshark are not run.")
				t.Parallel()
			default:
				t.Parallel()
			}
			dir := folder(t)
			for i, line := range lines {
				if !strings.Contains(line, "cnwire "+name) {
					t.Errorf("%s is no example of %s", line, name)
				}
				if i > 0 && !testkit.Deep && (name == "vectors run" || strings.HasPrefix(name, "wireshark")) { // seconds each
					continue
				}
				runLine(t, dir, line)
			}
		})
	}
}

// No line of a help, or of a topic, is wider than 80 columns.
func TestHelpWidth(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the help was measured in full.")
	}
	t.Parallel()
	helps := [][]string{{"--help"}, {"help", "formats"}, {"help", "filters"}, {"help", "fields"}, {"help", "exit-status"}}
	for _, found := range listing.FindAllStringSubmatch(shown(t, "--help"), -1) {
		helps = append(helps, append(strings.Fields(found[1]), "--help"))
	}
	for _, args := range helps {
		for line := range strings.Lines(shown(t, args...)) {
			if n := fit.Width([]byte(strings.TrimSuffix(line, "\n"))); n > 80 {
				t.Errorf("%q: %d columns: %s", args, n, line)
			}
		}
	}
}

// What stands in a topic as a command runs.
func TestTopics(t *testing.T) {
	needs.Tool(t, "xz", "what help says of xz is not tried.")
	t.Parallel()
	dir := folder(t)
	runLine(t, dir, "xz -k demo.pcap")
	command := regexp.MustCompile(`(?m)^    ((?:cnwire|xz) .*)$`)
	for _, topic := range []string{"formats", "filters", "fields", "exit-status"} {
		text := shown(t, "help", topic)
		lines := command.FindAllStringSubmatch(text, -1)
		if len(lines) < 2 {
			t.Errorf("help %s has no commands:\n%s", topic, text)
		}
		for _, line := range lines {
			if filter := strings.Contains(line[1], "-Y"); filter && runLine(t, dir, line[1]) == "" {
				t.Errorf("%s chooses nothing", line[1])
			} else if !filter {
				runLine(t, dir, line[1])
			}
		}
	}
}

// The registry knows what every flag takes, and the help of the flag says it.
func TestValues(t *testing.T) {
	parser, err := kong.New(new(commands), settings()...)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range manual.Faults(parser.Model) {
		t.Error(fault)
	}
}

// The man pages are clean, and name each other by names that are there.
func TestMan(t *testing.T) {
	mandoc := needs.Tool(t, "mandoc", "the man pages are not examined.")
	t.Parallel()
	dir := t.TempDir()
	if out := shown(t, "help", "--man", dir); out != "" {
		t.Errorf("help --man prints %q", out)
	}
	pages, err := filepath.Glob(filepath.Join(dir, "man?", "*"))
	if err != nil || len(pages) < 27 {
		t.Fatalf("%d man pages, %v", len(pages), err)
	}
	out, _ := exec.Command(mandoc, append([]string{"-T", "lint"}, pages...)...).CombinedOutput()
	there := regexp.MustCompile(`referenced manual not found: Xr (\S+) (\d)`)
	for line := range strings.Lines(string(out)) {
		// mandoc looks among the pages of this machine, we among ours.
		if m := there.FindStringSubmatch(line); m == nil || !slices.Contains(pages, filepath.Join(dir, "man"+m[2], m[1]+"."+m[2])) {
			t.Error(strings.TrimSpace(line))
		}
	}
	text, err := exec.Command(mandoc, "-T", "utf8", filepath.Join(dir, "man1", "cnwire-ps.1")).Output()
	if err != nil {
		t.Fatal(err)
	}
	plain := regexp.MustCompile(".\b").ReplaceAllString(string(text), "") // bold and underlined
	for _, want := range []string{"--sort COLUMN", "--longer-than DURATION", "cnwire ps --tree host.pcapng", "That tracer did not detach."} {
		if !strings.Contains(plain, want) {
			t.Errorf("cnwire-ps(1) has not %q", want)
		}
	}
}
