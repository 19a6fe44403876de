package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// emulated makes the captures of one kernel under emulation.
func emulated(o options, s series) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", s.name, err)
		}
	}()
	began := time.Now()
	if o.tap || o.stock {
		s.source = "" // the module that it is for is in none of its scenarios
	}
	k, packages, err := fetch(o, s)
	if err != nil {
		return err
	}
	qemu, err := output("", s.qemu[0], "--version")
	if err != nil {
		return err
	}
	tcpdump, err := version(packages, "tcpdump")
	if err != nil {
		return err
	}
	work := filepath.Join(o.cache, "work-"+s.name)
	if s.release != "" {
		work += "-" + s.release
	}
	if o.stock {
		work += "-stock"
		s.how = notAtAll
	}
	if err := os.MkdirAll(work, 0o755); err != nil {
		return err
	}
	m := machine{series: s, kernel: filepath.Join(work, "kernel"), initramfs: filepath.Join(work, "initramfs"),
		disk: filepath.Join(work, "disk"), console: filepath.Join(work, "console.log")}
	if err := s.kernelTo(m.kernel, k.file(packages)); err != nil {
		return err
	}
	kernel := scenario.Kernel{Release: k.release, Arch: s.arch, Stock: o.stock}
	list, err := withModules(o.wanted(kernel), packages, s.name)
	if err != nil {
		return err
	}
	results := filepath.Join(work, "results")
	if o.tap {
		m.params += " preempt=full" // where the kernel can: there a program is interrupted most
	}
	if o.boot != "" {
		m.params += " " + o.boot
	}
	if !o.judge {
		guest := filepath.Join(work, "guest")
		if err := buildGuest(guest, s.goarch); err != nil {
			return err
		}
		tap := ""
		if o.tap {
			tap = filepath.Join(work, "tap.test")
			if err := buildTapTest(tap, s.goarch); err != nil {
				return err
			}
		}
		if err := initramfs(m.initramfs, packages, guest, tap, s, kernel, o.forks, list); err != nil {
			return err
		}
		say("%s: booting %s", s.name, k.release)
		if err := m.boot(); err != nil {
			return err
		}
		if err := takeOut(m.disk, results); err != nil {
			return err
		}
	}
	p := stocked(kernel, k, word(qemu, 3))
	if !o.stock {
		p = patched(kernel, k, word(qemu, 3), tcpdump)
	}
	err = judge(o, p, results, list)
	if o.heldout {
		err = errors.Join(err, holdOut(results, work))
	}
	say("%s: %d scenarios in %s", s.name, len(list), time.Since(began).Round(time.Second))
	return err
}

// withModules leaves out the scenarios that load a module which is not there.
func withModules(list []scenario.Scenario, packages, name string) (there []scenario.Scenario, err error) {
	m, err := findModules(moduleFolder(packages))
	if err != nil {
		return nil, err
	}
	for _, s := range list {
		missing := slices.ContainsFunc(s.Loads, func(load string) bool { return m.files[moduleName(load)] == "" })
		if missing {
			say("%s: %s is left out: there is no module %s", name, s.Name, strings.Join(s.Loads, ", "))
			continue
		}
		there = append(there, s)
	}
	return there, nil
}

// file is where the packages of a kernel have it, unpacked: below boot, and since 6.19
// with the modules.
func (k image) file(packages string) string {
	flavour := strings.TrimPrefix(k.name, "linux-image-")
	if file := filepath.Join(packages, "usr/lib/modules", flavour, "vmlinuz"); exists(file) {
		return file
	}
	if file := filepath.Join(packages, "boot/vmlinux-"+flavour); exists(file) { // not packed
		return file
	}
	return filepath.Join(packages, "boot/vmlinuz-"+flavour)
}

// moduleFolder is where the packages of a kernel have its modules, unpacked.
func moduleFolder(packages string) string {
	if folder := filepath.Join(packages, "usr/lib/modules"); exists(folder) {
		return folder
	}
	return filepath.Join(packages, "lib/modules")
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}

// kernelTo writes the kernel as it is to be booted.
func (s series) kernelTo(file, vmlinuz string) error {
	b, err := os.ReadFile(vmlinuz)
	if err != nil {
		return err
	}
	if s.how == inFile {
		if isBzImage(b) { // others than PCs have it unpacked
			if b, err = vmlinux(b); err != nil {
				return fmt.Errorf("%s: %w", vmlinuz, err)
			}
		}
		if err := patch(b, s.tap); err != nil {
			return fmt.Errorf("%s: %w", vmlinuz, err)
		}
	}
	return os.WriteFile(file, b, 0o644)
}

// buildGuest compiles the guest's program for an architecture.
func buildGuest(file, goarch string) error {
	_, err := output("", "env", "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+goarch,
		"go", "build", "-buildvcs=false", "-trimpath", "-ldflags=-s -w", "-o", file, "./internal/rig/guest")
	return err
}

// buildTapTest compiles the tests of record/tap.
func buildTapTest(file, goarch string) error {
	_, err := output("", "env", "CGO_ENABLED=0", "GOOS=linux", "GOARCH="+goarch, "go", "test", "-c", "-o", file, "./record/tap")
	return err
}

// version returns the upstream version of a package that was downloaded, from the
// name of its file.
func version(packages, name string) (string, error) {
	parts := strings.Split(filepath.Base(packageFile(packages+".packages", name)), "_")
	if len(parts) != 3 {
		return "", fmt.Errorf("no version of %s", name)
	}
	upstream, _, _ := strings.Cut(parts[1], "-")
	return upstream, nil
}

// word returns one of the words of a text.
func word(text string, n int) string {
	if f := strings.Fields(text); n < len(f) {
		return f[n]
	}
	return "?"
}
