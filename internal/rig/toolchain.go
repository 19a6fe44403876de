package main

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// beside are the programs that a build of a module runs and nobody depends on: Debian has
// them on every machine.
var beside = []string{"binutils", "make", "bash", "dash", "coreutils", "sed", "grep", "mawk", "findutils", "diffutils", "perl-base"}

// toolchain is a folder with the programs of a later Debian: a kernel's headers, the
// programs they bring and the compiler they ask for need a later C library than this
// machine may have, so that they run in it as if it were the machine.
type toolchain struct{ root string }

// unpackToolchain gets packages and all that they depend on, and unpacks them. None is
// installed: what runs then needs no more than its files.
func unpackToolchain(a apt, root string, packages ...string) (t toolchain, err error) {
	t.root = root
	archives := filepath.Join(a.folder, "archives")
	if err := errors.Join(os.RemoveAll(root), os.RemoveAll(archives), os.MkdirAll(filepath.Join(archives, "partial"), 0o755)); err != nil {
		return t, err
	}
	if _, err := a.get("", append([]string{"install", "-y", "--no-install-recommends", "--download-only"}, append(slices.Clone(beside), packages...)...)...); err != nil {
		return t, err
	}
	for _, name := range []string{"bin", "sbin", "lib", "lib64"} { // where they are the same, as in Debian since 12
		err = errors.Join(err, os.MkdirAll(filepath.Join(root, "usr", name), 0o755), os.Symlink("usr/"+name, filepath.Join(root, name)))
	}
	for _, name := range []string{"proc", "dev", "tmp", "build"} {
		err = errors.Join(err, os.MkdirAll(filepath.Join(root, name), 0o755))
	}
	files, glob := filepath.Glob(filepath.Join(archives, "*.deb"))
	if err = errors.Join(err, glob); err != nil {
		return t, err
	}
	for _, file := range files {
		if _, err := output("", "sh", "-c", `dpkg-deb --fsys-tarfile "$0" | tar -x --keep-directory-symlink -C "$1"`, file, root); err != nil {
			return t, err
		}
	}
	err = errors.Join(os.Symlink("mawk", filepath.Join(root, "usr/bin/awk")), os.RemoveAll(archives))
	_, device := output("", "mknod", "-m", "666", filepath.Join(root, "dev/null"), "c", "1", "3")
	return t, errors.Join(err, device)
}

// buildModule is the function of that name, in the folder.
func (t toolchain) buildModule(headers, into, name string, c []byte) error {
	build := filepath.Join(t.root, "build", name)
	err := errors.Join(os.MkdirAll(build, 0o755),
		os.WriteFile(filepath.Join(build, name+".c"), c, 0o644),
		os.WriteFile(filepath.Join(build, "Makefile"), []byte("obj-m := "+name+".o\n"), 0o644))
	if err != nil {
		return err
	}
	// objtool asks /proc for its limits. The mount is seen by nobody else, and gone with make.
	script := `mount -t proc proc "$0/proc" && exec chroot "$0" /usr/bin/env -i PATH=/usr/bin:/usr/sbin LC_ALL=C make -C "$1" "M=/build/$2" CONFIG_DEBUG_INFO_BTF_MODULES= modules`
	if _, err := output("", "unshare", "-m", "sh", "-c", script, t.root, "/usr/src/"+headers, name); err != nil {
		return err
	}
	module, err := os.ReadFile(filepath.Join(build, name+".ko"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(into, name+".ko"), module, 0o644)
}

// sampleIn is sample by a toolchain.
func sampleIn(a apt, s series, k image, packages, folder string) error {
	flavour := strings.TrimPrefix(k.name, "linux-image-")
	headers := "linux-headers-" + flavour
	m, err := systemMirror()
	if err != nil {
		return err
	}
	own := apt{a.folder + "-toolchain", a.lists, a.arch}
	if err := own.update(m, s.tools); err != nil {
		return err
	}
	if _, err := own.get(packages, "download", s.source); err != nil {
		return err
	}
	root := filepath.Join(folder, "toolchain")
	t, err := unpackToolchain(own, root, headers+"="+k.version)
	if err != nil {
		return err
	}
	into := filepath.Join(moduleFolder(folder), flavour)
	err = t.buildModule(headers, into, "w1bus", w1bus)
	if text, missing := sampleText(packages, s.source); missing != nil {
		err = errors.Join(err, missing)
	} else {
		err = errors.Join(err, t.buildModule(headers, into, "cn_test", []byte(text)))
	}
	return errors.Join(err, os.RemoveAll(root))
}
