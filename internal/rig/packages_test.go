package main

import "testing"

func TestUpstream(t *testing.T) {
	for release, want := range map[string]string{"6.18.44\n": "6.18.44", "6.18.44-x-y1\n": "6.18.44", "6.1": "6.1", "7.3~rc7-1~exp1": "7.3", "6.12.117-1~deb12u1": "6.12.117"} {
		if got := upstream(release); got != want {
			t.Errorf("%q: %q, want %q", release, got, want)
		}
	}
}
