package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// countingBinary builds the command with internal/testkit/testdata/serve.go, in a module of
// its own: that file is none of the command's.
func countingBinary(t *testing.T, folder string) string {
	t.Helper()
	tool := needs.Tool(t, "go", "nothing counts the steps that commands take.")
	source := filepath.Join(folder, "source")
	root, err := filepath.Abs("../..")
	if err = errors.Join(err, os.Mkdir(source, 0o700)); err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("*.go")
	for _, from := range append(files, "../../internal/testkit/testdata/serve.go", "../../go.sum", "../../go.mod") {
		b, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if from == "../../go.mod" {
			_, rest, _ := strings.Cut(string(b), "\n")
			b = fmt.Appendf(nil, "module github.com/cnwire/cnwire/linear\n%s\nrequire github.com/cnwire/cnwire v0.0.0\nreplace github.com/cnwire/cnwire => %q\n", rest, root)
		}
		if !strings.HasSuffix(from, "_test.go") {
			err = os.WriteFile(filepath.Join(source, filepath.Base(from)), b, 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	binary := filepath.Join(folder, "counting")
	build := exec.Command(tool, "build", "-mod=mod", "-cover", "-covermode=atomic", "-coverpkg="+countedPackages(t, tool, root), "-o", binary, ".")
	build.Dir = source
	build.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off")
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	return binary
}

// server carries out command lines.
type server struct {
	sync.Mutex
	to   *json.Encoder
	from *bufio.Reader
}

func (l *linear) serve(t *testing.T) *server {
	t.Helper()
	cmd := exec.Command(l.binary)
	cmd.Env = append(os.Environ(), "CNWIRE_LINEAR=1", "NO_COLOR=", "TZ=UTC")
	to, err := cmd.StdinPipe()
	from, outErr := cmd.StdoutPipe()
	if err = errors.Join(err, outErr, cmd.Start()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		to.Close()
		cmd.Wait()
	})
	return &server{to: json.NewEncoder(to), from: bufio.NewReader(from)}
}

// costs are what a command line took.
type costs struct {
	status                    int
	steps, allocated, written uint64
}

func (s *server) cost(t *testing.T, args []string) (c costs) {
	t.Helper()
	if err := s.to.Encode(args); err != nil {
		t.Errorf("%q: %v", args, err)
	}
	if _, err := fmt.Fscanln(s.from, &c.status, &c.steps, &c.allocated, &c.written); err != nil {
		t.Errorf("%q: %v", args[:min(9, len(args))], err)
	}
	return c
}

// countedPackages are those whose steps count: all of ours, and the library that reads command
// lines, but for the one that waits, which is no work and takes as long as others do.
func countedPackages(t *testing.T, tool, root string) string {
	t.Helper()
	list := exec.Command(tool, "list", "-pgo=off", "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	packages := strings.Fields(string(out))
	n := len(packages)
	packages = slices.DeleteFunc(packages, func(name string) bool { return strings.HasSuffix(name, "/internal/turn") })
	if len(packages) != n-1 || n < 50 {
		t.Fatalf("%d packages, %d of them count", n, len(packages))
	}
	return strings.Join(append(packages, "github.com/cnwire/cnwire/linear", "github.com/alecthomas/kong"), ",")
}
