package main

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// TestNewest: the newest version of a series is chosen, of its flavour alone, and
// neither another series' that begins with the same numbers, nor a metapackage.
func TestNewest(t *testing.T) {
	text := `Package: linux-image-6.1.0-56-amd64
Version: 6.1.192-3
Depends: kmod, linux-base (>= 4.3~),
 initramfs-tools: no field

Package: linux-image-6.1.0-50-amd64
Version: 6.1.176-1

Package: linux-image-6.1.0-57-cloud-amd64
Version: 6.1.200-1

Package: linux-image-6.1.0-57-amd64-unsigned
Version: 6.1.200-1

Package: linux-image-6.12-amd64
Version: 6.12.117-1~deb12u1
Depends: linux-image-6.12.117+deb12-amd64 (= 6.12.117-1~deb12u1)

Package: linux-image-6.12.117+deb12-amd64
Version: 6.12.117-1~deb12u1

Package: linux-image-7.3-amd64
Version: 7.3~rc7-1~exp1
Depends: linux-binary-7.3-amd64 (= 7.3~rc7-1~exp1)

Package: linux-image-7.3.4+deb13-amd64
Version: 7.3.4-1~bpo13+1
Depends: dracut | initramfs-tools, linux-base-7.3.4+deb13-amd64 (= 7.3.4-1~bpo13+1), linux-binary-7.3.4+deb13-amd64 (= 7.3.4-1~bpo13+1), linux-modules-7.3.4+deb13-amd64 (= 7.3.4-1~bpo13+1)
`
	less := func(a, b string) bool {
		return cmp.Less(strings.ReplaceAll(a, "~", " "), strings.ReplaceAll(b, "~", " "))
	} // right for these
	for version, want := range map[string]image{
		"6.1":  {"linux-image-6.1.0-56-amd64", "6.1.192-3", "6.1.192", nil},
		"6.12": {"linux-image-6.12.117+deb12-amd64", "6.12.117-1~deb12u1", "6.12.117", nil},
		"7.3":  {"linux-image-7.3.4+deb13-amd64", "7.3.4-1~bpo13+1", "7.3.4", []string{"linux-binary-7.3.4+deb13-amd64", "linux-modules-7.3.4+deb13-amd64"}},
	} {
		list := parseStanzas(text)
		for range 2 { // in either order
			got, err := series{version: version, flavour: "amd64"}.newest(list, less)
			if err != nil || got.name != want.name || got.version != want.version || got.release != want.release || !slices.Equal(got.parts, want.parts) {
				t.Errorf("%s: %+v, %v, want %+v", version, got, err, want)
			}
			slices.Reverse(list)
		}
	}
	if got, err := (series{version: "6.1", flavour: "amd64", release: "6.1.176"}).newest(parseStanzas(text), less); err != nil || got.name != "linux-image-6.1.0-50-amd64" {
		t.Errorf("the release asked for: %+v, %v", got, err)
	}
	for _, s := range []series{{version: "6.1", flavour: "amd64", release: "6.1.17"}, {version: "6.1", flavour: "arm64"}, {version: "6.11", flavour: "amd64", suites: []string{"sid"}}} {
		if got, err := s.newest(parseStanzas(text), less); err == nil || !strings.Contains(err.Error(), "stays") {
			t.Errorf("%s: %+v, %v", s.version, got, err)
		}
	}
}

// TestNames: series differ in their names, which begin with the architecture.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range kernels {
		if s.name != s.arch+"-"+s.version || seen[s.name] || s.emulator == "" || len(s.suites) == 0 || s.flavour == "" {
			t.Errorf("%+v is not whole, or not the only one of its name", s)
		}
		seen[s.name] = true
	}
}
