// Command dist makes what is given away: static archives for other machines, packages
// of Debian and of RPM systems, a list of what is inside each program, and checksums.
// The same commit gives the same bytes, in any folder and at any time.
//
//	go run ./internal/dist [-host] OUT
//
// The version is that of the first section of CHANGELOG.md. COMMIT and
// SOURCE_DATE_EPOCH come from the environment, else from git.
package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// target is a kind of machine.
type target struct{ os, arch string }

var targets = []target{
	{"linux", "amd64"}, {"linux", "arm64"}, {"linux", "s390x"}, {"linux", "386"},
	{"darwin", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}, {"freebsd", "amd64"},
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("dist: ")
	host := flag.Bool("host", false, "for this machine alone")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("name the folder to write")
	}
	list := targets
	if *host {
		list = []target{{runtime.GOOS, runtime.GOARCH}}
	}
	if err := run(flag.Arg(0), list); err != nil {
		log.Fatal(err)
	}
}

// run writes everything for some targets into a folder.
func run(out string, list []target) error {
	of, err := findRelease()
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "cnwire-dist")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	own := filepath.Join(work, "own")
	if err := of.build(target{runtime.GOOS, runtime.GOARCH}, own); err != nil {
		return err
	}
	docs, err := of.documents(own, filepath.Join(work, "docs"))
	if err != nil {
		return err
	}
	for _, t := range list {
		if err := of.make(t, docs, work, out); err != nil {
			return fmt.Errorf("%s/%s: %w", t.os, t.arch, err)
		}
	}
	return sums(out)
}

// make writes what is given away for one target.
func (r *release) make(t target, docs []file, work, out string) error {
	program := "cnwire"
	if t.os == "windows" {
		program += ".exe"
	}
	place := filepath.Join(work, t.os+"_"+t.arch, program)
	if err := r.build(t, place); err != nil {
		return err
	}
	name := fmt.Sprintf("cnwire_%s_%s_%s", r.version, t.os, t.arch)
	if err := bill(place, filepath.Join(out, name+".cdx.json"), r); err != nil {
		return err
	}
	files := append([]file{{program, place, 0o755}}, docs...)
	write, ending := writeTar, ".tar.gz"
	if t.os == "windows" {
		write, ending = writeZip, ".zip"
	}
	if err := write(filepath.Join(out, name+ending), name, files, r.date); err != nil {
		return err
	}
	if t.os == "linux" {
		return r.packages(t, place, docs, work, out)
	}
	return nil
}

// sums writes SHA256SUMS, as sha256sum does.
func sums(out string) error {
	entries, err := os.ReadDir(out) // by name
	if err != nil {
		return err
	}
	var list strings.Builder
	for _, e := range entries {
		if e.Name() == "SHA256SUMS" {
			continue
		}
		b, err := os.ReadFile(filepath.Join(out, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%x  %s\n", sha256.Sum256(b), e.Name())
	}
	return os.WriteFile(filepath.Join(out, "SHA256SUMS"), []byte(list.String()), 0o666)
}
