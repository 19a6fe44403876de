package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// release is what is made, and of what.
type release struct {
	version, commit string
	date            time.Time // of the commit
}

var section = regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)`)

// findRelease reads what is at hand.
func findRelease() (*release, error) {
	changes, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return nil, err
	}
	first := section.FindSubmatch(changes)
	if first == nil {
		return nil, errors.New("CHANGELOG.md has no section of a version")
	}
	r := &release{version: string(first[1]), commit: os.Getenv("COMMIT")}
	epoch := os.Getenv("SOURCE_DATE_EPOCH")
	if r.commit == "" {
		if r.commit, err = git("rev-parse", "HEAD"); err != nil {
			return nil, err
		}
		if dirty, err := git("status", "--porcelain"); err != nil {
			return nil, err
		} else if dirty != "" {
			r.version += "+dirty" // no commit is what this is made of
		}
	}
	if epoch == "" {
		if epoch, err = git("log", "-1", "--format=%ct", r.commit); err != nil {
			return nil, err
		}
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("SOURCE_DATE_EPOCH: %w", err)
	}
	r.date = time.Unix(seconds, 0).UTC()
	return r, nil
}

// git asks git, which may stand in a checkout of somebody else.
func git(args ...string) (string, error) {
	out, err := exec.Command("git", append([]string{"-c", "safe.directory=*"}, args...)...).Output()
	if err != nil {
		return "", fmt.Errorf("git %s: %w: set COMMIT and SOURCE_DATE_EPOCH", args[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

// build builds the program, static, without paths of this machine.
func (r *release) build(t target, place string) error {
	const to = "-X github.com/cnwire/cnwire/internal/build."
	flags := fmt.Sprintf("-s -w -buildid= %sversion=%s %scommit=%s %sdate=%s", to, r.version, to, r.commit, to, r.date.Format(time.RFC3339))
	cmd := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", place, "./cmd/cnwire")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+t.os, "GOARCH="+t.arch, "GOFLAGS=-mod=readonly")
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

// documents has the program write its man pages and completions, and returns them
// with the texts that go with it.
func (r *release) documents(program, folder string) (list []file, err error) {
	list = []file{{"LICENSE", "LICENSE", 0o644}, {"README.md", "README.md", 0o644}, {"CHANGELOG.md", "CHANGELOG.md", 0o644}, {"wireshark/cnwire.lua", "wireshark/cnwire.lua", 0o644}}
	profile, err := filepath.Glob("wireshark/profile/*")
	if err != nil {
		return nil, err
	}
	for _, name := range profile {
		list = append(list, file{filepath.ToSlash(name), name, 0o644})
	}
	man := exec.Command(program, "help", "--man", filepath.Join(folder, "man"))
	man.Env = append(os.Environ(), fmt.Sprintf("SOURCE_DATE_EPOCH=%d", r.date.Unix()))
	man.Stderr = os.Stderr
	if err := man.Run(); err != nil {
		return nil, err
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		script, err := exec.Command(program, "completion", shell).Output()
		if err != nil {
			return nil, err
		}
		place := filepath.Join(folder, "completion", "cnwire."+shell)
		if err := os.MkdirAll(filepath.Dir(place), 0o777); err != nil {
			return nil, err
		}
		if err := os.WriteFile(place, script, 0o666); err != nil {
			return nil, err
		}
	}
	found, err := filepath.Glob(filepath.Join(folder, "*", "*"))
	if err != nil {
		return nil, err
	}
	pages, err := filepath.Glob(filepath.Join(folder, "*", "*", "*"))
	for _, place := range append(found, pages...) {
		if info, err := os.Stat(place); err == nil && info.Mode().IsRegular() {
			name, err := filepath.Rel(folder, place)
			if err != nil {
				return nil, err
			}
			list = append(list, file{filepath.ToSlash(name), place, 0o644})
		}
	}
	return list, err
}
