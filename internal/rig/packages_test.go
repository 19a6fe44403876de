package main

import "testing"

func TestParseImage(t *testing.T) {
	for text, want := range map[string]image{
		"Package: linux-image-amd64\nVersion: 6.1.192-2\nDepends: linux-image-6.1.0-56-amd64 (= 6.1.192-2)\nSize: 1": {"linux-image-6.1.0-56-amd64", "6.1.192-2", "6.1.192"},
		"Depends: linux-image-6.12.117+deb12-amd64 (= 6.12.117-1~deb12u1)":                                           {"linux-image-6.12.117+deb12-amd64", "6.12.117-1~deb12u1", "6.12.117"},
		"Depends: libc6, linux-image-6.1.0-50-s390x (= 6.1.176-1), other":                                            {"linux-image-6.1.0-50-s390x", "6.1.176-1", "6.1.176"},
	} {
		if got, err := parseImage(text); err != nil || got != want {
			t.Errorf("%+v, %v, want %+v", got, err, want)
		}
	}
	for _, text := range []string{"", "Depends: libc6", "Package: linux-image-6.1 (= 6)"} {
		if got, err := parseImage(text); err == nil {
			t.Errorf("%q: %+v", text, got)
		}
	}
}

func TestUpstream(t *testing.T) {
	for release, want := range map[string]string{"6.18.44\n": "6.18.44", "6.18.44-x-y1\n": "6.18.44", "6.1": "6.1"} {
		if got := upstream(release); got != want {
			t.Errorf("%q: %q, want %q", release, got, want)
		}
	}
}
