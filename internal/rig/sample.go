package main

import (
	_ "embed"
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// headerPackages finds what the headers of a kernel depend on and a module's build
// needs: the headers of all flavours, and the programs.
var headerPackages = regexp.MustCompile(`\blinux-(?:headers-[^\s,]+-common|kbuild-[^\s,]+)`)

// w1bus is a module of our own: a bus of w1 without hardware.
//
//go:embed w1bus/w1bus.c
var w1bus []byte

// sample builds two modules for a kernel and puts them among its own: that of
// samples/connector/cn_test.c, and w1bus. It needs the kernel's source, its headers and a compiler for
// this machine; the packages are unpacked and not installed, for their
// dependencies would upgrade the machine.
func sample(a apt, s series, k image, packages, folder string) error {
	if len(s.tools) > 0 {
		return sampleIn(a, s, k, packages, folder)
	}
	flavour := strings.TrimPrefix(k.name, "linux-image-")
	headers := "linux-headers-" + flavour
	text, err := a.ask("show", "--no-all-versions", headers)
	if err != nil {
		return err
	}
	names := append(headerPackages.FindAllString(text, -1), headers, s.source)
	if _, err := a.get(packages, append([]string{"download"}, names...)...); err != nil {
		return err
	}
	for _, name := range names[:len(names)-1] {
		if _, err := output("", "dpkg-deb", "-x", packageFile(packages, name), folder); err != nil {
			return err
		}
	}
	// The Makefile of the flavour names the common one by where it would be installed.
	source := filepath.Join(folder, "usr/src", headers)
	makefile, err := os.ReadFile(filepath.Join(source, "Makefile"))
	if err != nil {
		return err
	}
	here := strings.ReplaceAll(string(makefile), "include /usr/src/", "include "+filepath.Join(folder, "usr/src")+"/")
	if err := os.WriteFile(filepath.Join(source, "Makefile"), []byte(here), 0o644); err != nil {
		return err
	}
	into := filepath.Join(folder, "lib/modules", flavour)
	err = buildModule(source, filepath.Join(folder, "build", "w1bus"), into, "w1bus", w1bus)
	text, missing := sampleText(packages, s.source)
	if missing != nil {
		return errors.Join(err, missing)
	}
	return errors.Join(err, buildModule(source, filepath.Join(folder, "build", "cn_test"), into, "cn_test", []byte(text)))
}

// sampleText is cn_test.c of a package with a kernel's source.
func sampleText(packages, source string) (string, error) {
	pipe := `dpkg-deb --fsys-tarfile "$0" | tar -xO "./usr/src/$1.tar.xz" | xz -dc | tar -xO "$1/samples/connector/cn_test.c"`
	return output("", "sh", "-c", pipe, packageFile(packages, source), source)
}

// buildModule builds a module of one file by a kernel's headers, and stores it.
func buildModule(headers, build, into, name string, c []byte) error {
	err := errors.Join(os.MkdirAll(build, 0o755),
		os.WriteFile(filepath.Join(build, name+".c"), c, 0o644),
		os.WriteFile(filepath.Join(build, "Makefile"), []byte("obj-m := "+name+".o\n"), 0o644))
	if err != nil {
		return err
	}
	// Headers of another Debian name the compiler that it had.
	if _, err := output(headers, "make", "M="+build, "CC=gcc", "CONFIG_DEBUG_INFO_BTF_MODULES=", "modules"); err != nil {
		return err
	}
	module, err := os.ReadFile(filepath.Join(build, name+".ko"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(into, name+".ko"), module, 0o644)
}

// packageFile returns the file of a package among those that were downloaded.
func packageFile(packages, name string) string {
	files, err := filepath.Glob(filepath.Join(packages, name+"_*.deb"))
	if err != nil || len(files) != 1 {
		return filepath.Join(packages, name+".deb") // what reads it says that it is not there
	}
	return files[0]
}
