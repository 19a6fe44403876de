package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// live makes the captures of this machine's own kernel, from sockets: it has no
// nlmon that sees the connector. Every listener sends IGNORE before it closes, so
// that the kernel counts no more listeners afterwards than before.
func live(o options) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("live: %w", err)
		}
	}()
	text, err := output("", "uname", "-r")
	if err != nil {
		return err
	}
	arch, err := output("", "dpkg", "--print-architecture")
	if err != nil {
		return err
	}
	kernel := scenario.Kernel{Release: upstream(text), Arch: strings.TrimSpace(arch), Live: true}
	work, err := os.MkdirTemp("", "rig") // where nobody can read the program, too
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	results := filepath.Join(work, "results")
	if err := errors.Join(os.Chmod(work, 0o755), os.Mkdir(results, 0o777), os.Chmod(results, 0o777)); err != nil {
		return err
	}
	guest := filepath.Join(work, "guest")
	if err := buildGuest(guest, ""); err != nil {
		return err
	}
	list := o.wanted(kernel)
	args := []string{"live", results, kernel.Release, kernel.Arch}
	for _, s := range list {
		args = append(args, s.Name)
	}
	say("live: %d scenarios on %s", len(list), kernel.Release)
	if _, err := output("", guest, args...); err != nil {
		return err
	}
	return judge(o, provenance{
		kernel: kernel,
		says:   kernel.Release,
		tools:  map[string]string{"socket": "a program that reads the socket, and writes the cooked header that nlmon would have given"},
	}, results, list)
}

// upstream is the part of a release that kernel.org gave: 6.18.44 of 6.18.44-x.
func upstream(release string) string {
	release = strings.TrimSpace(release)
	end := strings.IndexFunc(release, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
	if end >= 0 {
		release = release[:end]
	}
	return release
}
