// Command headers reads the UAPI headers of a kernel and says what the table of
// package spec does not know yet: new events, fields and ids, and headers of new users
// of the connector. It is the watch on new kernels.
//
//	go run ./internal/headers [DIR]
//
// DIR is a kernel's source, what Debian's linux-headers-…-common has, or a folder as
// make headers_install leaves it (/usr, /usr/include, which is meant without DIR). The
// names are read from the text. Of installed headers the C compiler is asked too, for
// sizes, places and numbers. The status is 1 if there is something new.
package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/cnwire/cnwire/spec"
)

func main() {
	dir := "/usr/include"
	if len(os.Args) > 1 && os.Args[1] != "" {
		dir = os.Args[1]
	}
	news, err := run(os.Stdout, dir)
	if err != nil {
		fmt.Fprintf(os.Stderr, "headers: %s: %v\n", dir, err)
		os.Exit(2)
	}
	if news > 0 {
		os.Exit(1)
	}
}

// run writes a line for each thing that is new, and what was looked at.
func run(out io.Writer, dir string) (n int, err error) {
	t := spec.Default()
	folder, err := find(os.DirFS(dir))
	if err != nil {
		return 0, err
	}
	include := filepath.Join(dir, folder)
	news, err := read(t, os.DirFS(include))
	if err != nil {
		return 0, err
	}
	looked := "names"
	release, more, err := ask(t, include)
	if err == nil {
		looked = "names, sizes, places and numbers of Linux " + release
		news = append(news, more...)
	} else {
		looked += ", but no sizes and places: " + err.Error()
	}
	for _, line := range news {
		fmt.Fprintln(out, line)
	}
	if len(news) == 0 {
		fmt.Fprintf(out, "The table knows all of %s (%s).\n", include, looked)
	} else {
		fmt.Fprintf(out, "The table does not know %d things of %s (%s).\n", len(news), include, looked)
	}
	return len(news), nil
}

// ask has the C compiler read installed headers, which alone name their release.
func ask(t *spec.Table, include string) (string, []string, error) {
	if _, err := os.Stat(filepath.Join(include, "linux/version.h")); err != nil {
		return "", nil, errNotInstalled
	}
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "cc"
	}
	if _, err := exec.LookPath(cc); err != nil {
		return "", nil, errNoCompiler
	}
	return numbersOf(t, cc, include)
}
