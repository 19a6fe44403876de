package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	repeating "github.com/cnwire/cnwire/internal/again"
)

// Garbage may be as much as what is in use, or fill leastHeap, and no more: each collection but the
// first has that for a goal, of commands that collect early too. A user who says GOGC has his way
// from the start.
func TestGarbage(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.pcap")
	if err := repeating.Repeat(name, "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", 1_200_000); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ gogc, args string }{{"", "ps --tree"}, {"", "read -V -c 100000"}, {"", "ps --gantt"}, {"", "ps --sort pid"}, {"50", "ps"}, {"50", "ps --gantt"}} {
		leastGoal := leastHeap >> 20
		if test.gogc != "" {
			leastGoal = 2
		}
		cmd := exec.Command("cnwire", append(strings.Fields(test.args), name)...)
		cmd.Env = append(os.Environ(), "GOGC="+test.gogc, "GODEBUG=gctrace=1")
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Run(); err != nil {
			t.Fatal(err)
		}
		line := regexp.MustCompile(`gc (\d+) .* \d+->\d+->(\d+) MB, (\d+) MB goal`)
		found, live := 0, 0
		for _, m := range line.FindAllStringSubmatch(said.String(), -1) {
			goal, _ := strconv.Atoi(m[3])
			if most := max(leastGoal, 2*(live+1)) + 2; goal > most {
				t.Errorf("%v: collection %s has the goal %d MB behind %d MB in use", test, m[1], goal, live)
			}
			if found++; found == 1 && goal < leastGoal {
				t.Errorf("%v: the first goal is %d MB", test, goal)
			}
			live, _ = strconv.Atoi(m[2])
		}
		if found < 2 {
			t.Errorf("%v: %s", test, strings.TrimSpace(said.String()))
		}
	}
}
