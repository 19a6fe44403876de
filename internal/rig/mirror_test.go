package main

import (
	"strings"
	"testing"
)

func TestFindMirror(t *testing.T) {
	text := "|Other|https://packages.example/other/\n" +
		"Debian|Debian-Security|http://mirror.example/debian-security/\n" +
		"Debian|Debian|http://mirror.example/debian/\n" +
		"Debian|Debian|http://second.example/debian/\n"
	want := mirror{"http://mirror.example/debian/", "http://mirror.example/debian-security/"}
	if m, err := findMirror(text); err != nil || m != want {
		t.Errorf("%+v, %v, want %+v", m, err, want)
	}
	for _, text := range []string{"", "|Other|https://packages.example/other/\n", "||\n", "Debian|Debian|\n", "Debian|Debian-Security|http://mirror.example/\n"} {
		if m, err := findMirror(text); err == nil {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

// TestSources: security updates come from their own archive, or, where the machine
// has none, not at all.
func TestSources(t *testing.T) {
	m := mirror{"http://m/debian/", "http://m/security/"}
	suites := []string{"bullseye", "bullseye-security"}
	want := "deb [signed-by=" + keyring + "] http://m/debian/ bullseye main\n" + "deb [signed-by=" + keyring + "] http://m/security/ bullseye-security main\n"
	if got := m.sources(suites); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	m.security = ""
	if got := m.sources(suites); strings.Contains(got, "-security") || !strings.Contains(got, "bullseye main") {
		t.Errorf("without security updates: %q", got)
	}
}

// TestAptIsItsOwn: no folder or file of the machine's apt is named, but for /dev/null.
func TestAptIsItsOwn(t *testing.T) {
	a := aptOf("/cache", kernels[0])
	said := map[string]string{}
	for _, o := range a.options() {
		if name, value, ok := strings.Cut(o, "="); ok {
			said[name] = value
		}
	}
	for _, name := range []string{"Dir::Etc::sourcelist", "Dir::Etc::sourceparts", "Dir::Etc::preferences", "Dir::Etc::preferencesparts", "Dir::State::Lists", "Dir::State::status", "Dir::Cache"} {
		if value := said[name]; value != "/dev/null" && !strings.HasPrefix(value, "/cache/") {
			t.Errorf("%s is %q", name, value)
		}
	}
}
