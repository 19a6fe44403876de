package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// fence is a part of a document that stands in a fence.
var fence = regexp.MustCompile("(?ms)^```(sh|console)\n(.*?)^```$")

// onLive is a command that needs this machine's connector.
var onLive = regexp.MustCompile(`(?m)^cnwire (record .*|send --listen)$`)

// documents returns the texts of docs/, by their names.
func documents(t *testing.T) map[string]string {
	t.Helper()
	needs.Tool(t, "bash", "the commands of docs/ are not run.")
	names, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(names) < 4 {
		t.Fatalf("%q, %v", names, err)
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(name)] = string(text)
	}
	return texts
}

// Every command of docs/ runs: a line of a sh block does something, and a console block
// shows what its command prints. The cookbook has its twenty questions.
func TestDocs(t *testing.T) {
	texts := documents(t)
	t.Parallel()
	dir := folder(t)
	for name, text := range texts {
		for _, b := range fence.FindAllStringSubmatch(text, -1) {
			if b[1] == "console" {
				command, want, _ := strings.Cut(strings.TrimPrefix(b[2], "$ "), "\n")
				if got := runLine(t, dir, command); got != want {
					t.Errorf("%s: %s\nprints\n%s\nnot\n%s", name, command, got, want)
				}
				continue
			}
			for line := range strings.Lines(b[2]) {
				if line = strings.TrimSpace(line); !strings.HasPrefix(line, "cnwire ") {
					t.Errorf("%s: not a command of ours: %s", name, line)
				} else if !onLive.MatchString(line) {
					runLine(t, dir, line)
				}
			}
		}
	}
	cookbook := texts["cookbook.md"]
	if questions, blocks := strings.Count(cookbook, "\n**"), len(fence.FindAllString(cookbook, -1)); questions < 21 || blocks != questions {
		t.Errorf("cookbook.md: %d questions, %d answers", questions, blocks)
	}
}

// indented is a command of README.md that stands in no fence.
var indented = regexp.MustCompile(`(?m)^    (cnwire .*)$`)

// And so does every command of README.md that stands indented; TestReadmeLive runs those
// that ask a kernel.
func TestReadmeLines(t *testing.T) {
	needs.Tool(t, "bash", "the commands of README.md are not run.")
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	t.Parallel()
	dir := folder(t)
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	for from, to := range map[string]string{testdata: "testdata", "nlmon.pcap": "host7-0612.pcap"} {
		if err := os.Symlink(from, filepath.Join(dir, to)); err != nil {
			t.Fatal(err)
		}
	}
	ran := 0
	for _, line := range indented.FindAllStringSubmatch(string(text), -1) {
		if live := strings.HasPrefix(line[1], "cnwire record") || strings.HasPrefix(line[1], "cnwire send"); !live && !strings.HasPrefix(line[1], "cnwire: ") {
			runLine(t, dir, line[1])
			ran++
		}
	}
	if ran < 6 {
		t.Errorf("only %d commands", ran)
	}
}

// And so do those that need this machine's connector.
func TestDocsLive(t *testing.T) {
	texts := documents(t)
	needLive(t)
	dir := folder(t)
	ran := 0
	for _, text := range texts {
		for _, line := range onLive.FindAllString(text, -1) {
			runLine(t, dir, line)
			ran++
		}
	}
	if ran < 4 {
		t.Errorf("only %d commands", ran)
	}
}
