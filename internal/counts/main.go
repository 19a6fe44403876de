// Command counts counts instructions: how many one frame, or one message, takes on each
// of some paths through cnwire. Where time would tell the machine's mood, and what else
// runs on it, these are the same each time, so that what got slower is seen at once.
//
//	make counts            compare with internal/counts/counts.txt
//	make counts WRITE=1    write that file
//	go run ./internal/counts -profile cmd/cnwire/default.pgo
//	                       write what the compiler makes the command faster by
//
// The instructions are those that valgrind sees within one function, run, on one thread;
// what is made once was made before. It has to find that function by its name, which the
// programs of go run have not: make builds one. Optional features of the processor are off, for the
// standard library counts differently with them: other machines with the same Go count
// the same. What is left is chance, seeds of hashes above all: below 1 %.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
)

// file has the counts that are expected.
var file = filepath.Join("internal", "counts", "counts.txt")

func main() {
	write := flag.Bool("write", false, "write "+file)
	profiles := flag.String("profile", "", "write a profile of all paths into `FILE`")
	only := flag.String("path", "", "run one path, under valgrind")
	flag.Parse()
	if *only != "" {
		runtime.LockOSThread() // the thread that is counted
		run(prepare(*only))
		return
	}
	err := error(nil)
	if *profiles != "" {
		err = profile(*profiles, profiled)
	} else {
		err = count(*write)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "counts:", err)
		os.Exit(1)
	}
}

// run is the function that valgrind counts in.
//
//go:noinline
func run(path func()) { path() }

// count counts all paths and compares, or writes the file.
func count(write bool) error {
	expected, version, err := read(file)
	if err != nil && !write {
		return err
	}
	var list counts
	for i, p := range paths {
		one := counted{path: p.name}
		// Chance only adds, so that of several runs the least is right.
		for try := 0; try == 0 || try < 3 && i < len(expected) && one.more(expected[i]); try++ {
			n, err := instructions(p.name)
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			if n /= uint64(p.units()); try == 0 || n < one.n {
				one.n = n
			}
		}
		list = append(list, one)
	}
	if write {
		return list.write(file)
	}
	if version != runtime.Version() {
		fmt.Printf("%s is of %s, and this is %s: not compared. make counts WRITE=1 writes it anew.\n", file, version, runtime.Version())
		return nil
	}
	return list.compare(os.Stdout, expected)
}

// collected is what callgrind says at its end.
var collected = regexp.MustCompile(`Collected : ([0-9]+)`)

// instructions runs a path under valgrind.
func instructions(path string) (uint64, error) {
	self, err := os.Executable()
	if err != nil {
		return 0, err
	}
	cmd := exec.Command("valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--toggle-collect=main.run", self, "-path", path)
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1", "GOGC=off", "GODEBUG=asyncpreemptoff=1,cpu.all=off", "TZ=UTC")
	out, err := cmd.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%w\n%s", err, out)
	}
	m := collected.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("valgrind counted nothing:\n%s", out)
	}
	n, err := strconv.ParseUint(string(m[1]), 10, 64)
	if n == 0 && err == nil {
		err = errors.New("valgrind does not find the function to count in: go run leaves its name out, make counts does not")
	}
	return n, err
}
