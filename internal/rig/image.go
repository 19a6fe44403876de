package main

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// stanza is what apt-cache show says of a package, by the names of fields, those that
// go on in further lines but for these.
type stanza map[string]string

// parseStanzas reads what apt-cache show says.
func parseStanzas(text string) (list []stanza) {
	for block := range strings.SplitSeq(text, "\n\n") {
		s := stanza{}
		for line := range strings.Lines(block) {
			if name, value, ok := strings.Cut(line, ":"); ok && line[0] != ' ' {
				s[name] = strings.TrimSpace(value)
			}
		}
		if len(s) > 0 {
			list = append(list, s)
		}
	}
	return list
}

// image is a kernel that Debian has.
type image struct {
	name    string   // linux-image-6.1.0-56-amd64
	version string   // 6.1.192-2, of the package
	release string   // 6.1.192
	parts   []string // packages of the same version that it is made of beside the first
}

// imageName matches the images of a series: not those for clouds or of real time, nor
// those that are not signed.
func (s series) imageName() *regexp.Regexp {
	return regexp.MustCompile(`^linux-image-` + regexp.QuoteMeta(s.version) + `(?:\.[0-9][0-9a-z.+]*(?:-[0-9][0-9a-z.]*)?)?-` + regexp.QuoteMeta(s.flavour) + `$`)
}

// imageParts finds what an image depends on and is made of, since 6.19.
var imageParts = regexp.MustCompile(`\blinux-(?:binary|modules)-[^\s,]+`)

// newest chooses the newest of what apt-cache says of a series' images, or of those of the
// release that is asked for; less compares the versions of packages.
func (s series) newest(list []stanza, less func(a, b string) bool) (image, error) {
	list = slices.DeleteFunc(list, func(p stanza) bool { // one that depends on another is a name for that, and has no kernel
		return !s.imageName().MatchString(p["Package"]) || strings.Contains(p["Depends"], "linux-image-") || s.release != "" && upstream(p["Version"]) != s.release
	})
	if len(list) == 0 {
		return image{}, fmt.Errorf("the mirror has no kernel %s for %s in %s; what the corpus has of it stays", cmp.Or(s.release, s.version), s.flavour, strings.Join(s.suites, ", "))
	}
	best := list[0]
	for _, p := range list[1:] {
		if less(best["Version"], p["Version"]) {
			best = p
		}
	}
	return image{best["Package"], best["Version"], upstream(best["Version"]), imageParts.FindAllString(best["Depends"], -1)}, nil
}

// older reports whether dpkg takes the first of two versions for the older one.
func older(a, b string) bool {
	_, err := output("", "dpkg", "--compare-versions", a, "lt", b)
	return err == nil
}
