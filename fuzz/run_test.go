package fuzz_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// What `make fuzz` runs for each target fails for all that a run can end
// with, but for the coordinator that calls its own end an error.
func TestRun(t *testing.T) {
	if _, err := os.ReadFile("run.sh"); err != nil { // go test knows by that when what it has seen is of another one
		t.Fatal(err)
	}
	const failed = "fuzz: elapsed: 6s, execs: 248 (42/sec), new interesting: 11 (total: 114)\n" +
		"--- FAIL: FuzzTree (6.03s)\n"
	for _, test := range []struct {
		name, printed string
		status        string
		want          bool
	}{
		{"passed", "PASS\n", "0", true},
		{"its end", failed + "    context deadline exceeded\nFAIL\nexit status 1\nFAIL\tfuzz\t6.052s\n", "1", true},
		{"found", failed + "    --- FAIL: FuzzTree (0.00s)\n        tree_test.go:21: no\n    \n    Failing input written to testdata/fuzz/FuzzTree/0123\nFAIL\n", "1", false},
		{"its end while it made a find smaller", "fuzz: minimizing 88-byte failing input file\n" + failed + "    context deadline exceeded\nFAIL\n", "1", false},
		{"its end and more", failed + "    context deadline exceeded\n    fuzzing process hung or terminated unexpectedly: exit status 2\nFAIL\n", "1", false},
		{"a seed took too long", failed + "    tree_test.go:21: context deadline exceeded\nFAIL\n", "1", false},
		{"panic", "panic: context deadline exceeded\nFAIL\n", "2", false},
		{"does not build", "FAIL\tfuzz [build failed]\n", "1", false},
		{"silent", "", "1", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder := t.TempDir()
			stub := "#!/bin/sh\necho \"$@\" >" + filepath.Join(folder, "asked") + "\ncat <<'END'\n" + test.printed + "END\nexit " + test.status + "\n"
			if err := os.WriteFile(filepath.Join(folder, "go"), []byte(stub), 0o755); err != nil {
				t.Fatal(err)
			}
			run := exec.Command("sh", "run.sh", "./fuzz", "FuzzTree", "5s")
			run.Env = append(os.Environ(), "PATH="+folder+string(os.PathListSeparator)+os.Getenv("PATH"))
			out, err := run.CombinedOutput()
			if (err == nil) != test.want || !strings.HasPrefix(string(out), test.printed) {
				t.Errorf("%v, %q", err, out)
			}
			asked, err := os.ReadFile(filepath.Join(folder, "asked"))
			if err != nil || string(asked) != "test -run ^$ -fuzz ^FuzzTree$ -fuzztime 5s -fuzzminimizetime 10x ./fuzz\n" {
				t.Errorf("%v, %q", err, asked)
			}
		})
	}
}
