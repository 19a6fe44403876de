package main

import "testing"

// A series that the corpus has not is one for amd64, of two numbers.
func TestAnother(t *testing.T) {
	for name, want := range map[string]string{"amd64-6.19": "6.19", "amd64-7.1": "7.1", "arm64-6.19": "", "amd64-7": "", "amd64-7.x": "", "7.1": "", "amd64-7.1.2": "", "amd64-": "", "live": ""} {
		if s, ok := another(name); ok != (want != "") || ok && (s.version != want || s.name != name || len(s.suites) < 2) {
			t.Errorf("%s: %+v, %v", name, s, ok)
		}
	}
}
