package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Every console block of README.md shows what its command prints.
func TestReadmeConsole(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: the commands of README.md were run in full.")
	}
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(text), "```console\n")[1:]
	if len(blocks) < 2 {
		t.Fatalf("README.md has %d console blocks", len(blocks))
	}
	for i, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		command, want, _ := strings.Cut(block, "\n")
		args, ok := strings.CutPrefix(command, "$ go run ./cmd/cnwire ")
		if !ok {
			t.Errorf("not a command of ours: %s", command)
			continue
		}
		cmd := exec.Command("cnwire", words(args)...)
		if i == 0 { // once as it stands there: each time it would be linked again
			cmd = exec.Command("go", append([]string{"run", "-buildvcs=false", "./cmd/cnwire"}, words(args)...)...)
		}
		cmd.Dir = "../.." // as who reads README.md has it
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

// words splits a command line as a shell does that knows blanks and single
// quotes.
func words(line string) (list []string) {
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			list = append(list, part)
		} else {
			list = append(list, strings.Fields(part)...)
		}
	}
	return list
}
