package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// tools are the programs that the rig runs, and the packages they are in.
var tools = map[string]string{
	"qemu-system-x86_64": "qemu-system-x86",
	"qemu-system-i386":   "qemu-system-x86",
	"qemu-system-s390x":  "qemu-system-misc",
	"xz":                 "xz-utils",
	"zstd":               "zstd",
	"make":               "make",
	"gcc":                "gcc",
}

// userland is tcpdump and the packages that have the libraries it loads.
var userland = []string{"tcpdump", "libc6", "libpcap0.8", "libssl3", "libdbus-1-3", "libsystemd0", "libgcrypt20", "libgpg-error0", "liblzma5", "libzstd1", "liblz4-1", "libcap2"}

// prepare installs the tools, and has apt know the packages of all architectures.
func prepare(cache string) error {
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return err
	}
	for _, k := range kernels {
		if _, err := output("", "dpkg", "--add-architecture", k.arch); err != nil {
			return err
		}
	}
	if _, err := output("", "apt-get", "update"); err != nil {
		say("going on with the lists of packages that are there: %v", err) // a mirror may be half done
	}
	var missing []string
	for program, name := range tools {
		if _, err := exec.LookPath(program); err != nil && !slices.Contains(missing, name) {
			missing = append(missing, name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	slices.Sort(missing)
	say("installing %s", strings.Join(missing, " "))
	_, err := output("", "apt-get", append([]string{"install", "-y", "--no-install-recommends"}, missing...)...)
	return err
}

// image is the newest kernel of a series.
type image struct {
	name    string // linux-image-6.1.0-56-amd64
	version string // 6.1.192-2, of the package
	release string // 6.1.192
}

// imageDepends finds a kernel among the dependencies of a metapackage.
var imageDepends = regexp.MustCompile(`(?m)^Depends: .*?\b(linux-image-\S+) \(= ([^)]+)\)`)

// parseImage reads what apt-cache says of a metapackage.
func parseImage(text string) (image, error) {
	m := imageDepends.FindStringSubmatch(text)
	if m == nil {
		return image{}, fmt.Errorf("no kernel among its dependencies: %q", last(text, 200))
	}
	release, _, _ := strings.Cut(m[2], "-")
	return image{m[1], m[2], release}, nil
}

// fetch returns the kernel of the series and the folder with the packages of it
// and of the userland, unpacked. The packages are downloaded unless they are there.
func fetch(o options, s series) (image, string, error) {
	text, err := output("", "apt-cache", "show", "--no-all-versions", s.packageOf(s.meta))
	if err != nil {
		return image{}, "", err
	}
	k, err := parseImage(text)
	if err != nil {
		return k, "", fmt.Errorf("%s: %w", s.meta, err)
	}
	folder := filepath.Join(o.cache, s.arch+"-"+k.release)
	if _, err := os.Stat(filepath.Join(folder, "complete")); err == nil {
		return k, folder, nil
	}
	store := folder + ".packages"
	if err := errors.Join(os.RemoveAll(folder), os.RemoveAll(store), os.MkdirAll(store, 0o755)); err != nil {
		return k, "", err
	}
	say("%s: downloading %s %s and tcpdump", s.name, k.name, k.version)
	args := []string{"download"}
	for _, name := range append([]string{k.name + "=" + k.version}, userland...) {
		name, version, versioned := strings.Cut(name, "=")
		if name = s.packageOf(name); versioned {
			name += "=" + version
		}
		args = append(args, name)
	}
	if _, err := output(store, "apt-get", args...); err != nil {
		return k, "", err
	}
	for _, name := range append([]string{k.name}, userland...) {
		if _, err := output("", "dpkg-deb", "-x", packageFile(store, name), folder); err != nil {
			return k, "", err
		}
	}
	if s.source != "" {
		if err := sample(s, k, store, folder); err != nil {
			say("%s: the module cn_test was not built: %v", s.name, err)
		}
	}
	return k, folder, os.WriteFile(filepath.Join(folder, "complete"), nil, 0o644)
}
