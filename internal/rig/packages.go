package main

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// tool is a program that the rig runs, and the package it is in.
type tool struct{ program, in string }

var tools = []tool{
	{"xz", "xz-utils"},
	{"zstd", "zstd"},
	{"make", "make"},
	{"gcc", "gcc"},
}

// userland is tcpdump and the packages that have the libraries it loads. Debian 13 has
// two of them under other names, since time_t has 64 bits there on all machines.
func (s series) userland() []string {
	list := []string{"tcpdump", "libc6", "libdbus-1-3", "libsystemd0", "libgcrypt20", "libgpg-error0", "liblzma5", "libzstd1", "liblz4-1", "libcap2", "zlib1g"}
	if s.later {
		return append(list, "libpcap0.8t64", "libssl3t64")
	}
	return append(list, "libpcap0.8", "libssl3")
}

// prepare installs the tools, and has apt know the packages of the series that are
// asked for.
func prepare(o options, wanted []series) error {
	if err := os.MkdirAll(o.cache, 0o755); err != nil {
		return err
	}
	if err := install(wanted); err != nil {
		return err
	}
	if len(wanted) == 0 {
		return nil
	}
	m, err := systemMirror()
	if err != nil { // a machine that never asked knows no mirror
		if err := systemUpdate(); err != nil {
			return err
		}
		if m, err = systemMirror(); err != nil {
			return err
		}
	}
	for _, s := range wanted {
		if err := aptOf(o.cache, s).update(m, s.suites); err != nil {
			return err
		}
	}
	return nil
}

// install installs the tools that are missing, as anybody would who asks the machine's
// own apt.
func install(wanted []series) error {
	programs := slices.Clone(tools)
	for _, s := range wanted {
		programs = append(programs, tool{s.qemu[0], s.emulator})
	}
	var missing []string
	for _, t := range programs {
		if _, err := exec.LookPath(t.program); err != nil && !slices.Contains(missing, t.in) {
			missing = append(missing, t.in)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	say("installing %s", strings.Join(missing, " "))
	if err := systemUpdate(); err != nil {
		return err
	}
	_, err := output("", "apt-get", append([]string{"install", "-y", "--no-install-recommends"}, missing...)...)
	return err
}

func systemUpdate() error {
	_, err := output("", "apt-get", "update")
	return err
}

// fetch returns the kernel of the series and the folder with the packages of it
// and of the userland, unpacked. The packages are downloaded unless they are there.
func fetch(o options, s series) (image, string, error) {
	a := aptOf(o.cache, s)
	names, err := a.ask("pkgnames", "linux-image-"+s.version)
	if err != nil {
		return image{}, "", err
	}
	text := ""
	if names != "" {
		if text, err = a.ask(append([]string{"show", "--no-all-versions"}, strings.Fields(names)...)...); err != nil {
			return image{}, "", err
		}
	}
	k, err := s.newest(parseStanzas(text), older)
	if err != nil {
		return k, "", err
	}
	folder := filepath.Join(o.cache, s.arch+"-"+k.version)
	if o.tap || o.stock {
		folder += "-tap" // it has fewer modules
	}
	store := folder + ".packages"
	if _, err := os.Stat(filepath.Join(folder, "complete")); err == nil {
		return k, folder, ownModules(a, s, k, store, folder)
	}
	if err := errors.Join(os.RemoveAll(folder), os.RemoveAll(store), os.MkdirAll(store, 0o755)); err != nil {
		return k, "", err
	}
	say("%s: downloading %s %s and tcpdump", s.name, k.name, k.version)
	all := append([]string{k.name}, k.parts...)
	args := []string{"download"}
	for _, name := range all {
		args = append(args, name+"="+k.version)
	}
	if _, err := a.get(store, append(args, s.userland()...)...); err != nil {
		return k, "", err
	}
	for _, name := range append(all, s.userland()...) {
		if _, err := output("", "dpkg-deb", "-x", packageFile(store, name), folder); err != nil {
			return k, "", err
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "complete"), nil, 0o644); err != nil {
		return k, "", err
	}
	return k, folder, ownModules(a, s, k, store, folder)
}

// ownModules builds those of our own, where the series has a source, unless those of this
// text are there. What cannot be built is said, and tried again the next time.
func ownModules(a apt, s series, k image, store, folder string) error {
	built := filepath.Join(folder, "modules")
	of := fmt.Sprintf("%x\n", sha256.Sum256(w1bus))
	if text, err := os.ReadFile(built); s.source == "" || err == nil && string(text) == of {
		return nil
	}
	err := os.MkdirAll(store, 0o755)
	if err == nil {
		err = sample(a, s, k, store, folder)
	}
	if err != nil {
		say("%s: a module was not built: %v", s.name, err)
		return nil
	}
	return os.WriteFile(built, []byte(of), 0o644)
}
