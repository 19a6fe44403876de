package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Every console block of README.md shows what its command prints.
func TestReadmeConsole(t *testing.T) {
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```console\n")[1:]
	if len(blocks) < 2 {
		t.Fatalf("README.md has %d console blocks", len(blocks))
	}
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		command, want, _ := strings.Cut(block, "\n")
		args, ok := strings.CutPrefix(command, "$ go run ./cmd/cnwire ")
		if !ok {
			t.Errorf("not a command of ours: %s", command)
			continue
		}
		cmd := exec.Command("go", append([]string{"run", "-buildvcs=false", "."}, strings.Fields(args)...)...)
		cmd.Env = append(os.Environ(), "TZ=UTC")
		got, err := cmd.Output()
		if err != nil {
			t.Errorf("%s: %v", command, err)
		}
		if string(got) != want {
			t.Errorf("%s\nprints\n%s\nREADME.md has\n%s", command, got, want)
		}
	}
}
