package source_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
)

// whose is whose the frames are, and from which of them on it is known that
// there are several hosts.
func whose(t *testing.T, o source.Options, of ...source.Input) string {
	t.Helper()
	var words []string
	for f, err := range source.New(o, of...).Frames() {
		if err != nil {
			t.Fatal(err)
		}
		word := f.Host.Name
		if f.Host.Several() {
			word += "!"
		}
		words = append(words, word)
	}
	return strings.Join(words, " ")
}

// TestHosts: each input is a host, and one that is named twice is one; from the
// first frame on it is known that there are several.
func TestHosts(t *testing.T) {
	dir := t.TempDir()
	var names []string
	for i, name := range []string{"a", "b"} {
		names = append(names, filepath.Join(dir, name))
		if err := os.WriteFile(names[i], laid(name, uint32(2*i+1), uint32(2*i+2)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	once := func(name string) source.Input { return in(name, laid(name, 5)) }
	for _, c := range []struct {
		of       []source.Input
		policy   host.Policy
		want     string
		sequence string // where it is another
	}{
		{source.Files(names[0]), host.ByFile, "a a", ""},
		{source.Files(names...), host.ByFile, "a! a! b! b!", ""},
		{source.Files(names...), host.None, "a a a a", ""},
		{source.Files(names[0], names[0]), host.ByFile, "a a a a", ""},
		{source.Files(names[1], names[0]), host.ByFile, "a! a! b! b!", "b! b! a! a!"},
		{[]source.Input{once("x"), once("x")}, host.ByFile, "x! x #2!", "x x #2!"}, // what flows is not touched before its time
		{[]source.Input{source.File(names[0]), once("x")}, host.ByFile, "a! a! x!", "a a x!"},
	} {
		for _, sequence := range []bool{false, true} {
			for _, twice := range []bool{false, true} {
				want := c.want
				if sequence && c.sequence != "" {
					want = c.sequence
				}
				if twice && c.sequence != "" && sequence {
					continue // the first reading knows them all
				}
				o := source.Options{Sequence: sequence, TwoPass: twice, Hosts: &host.Hosts{Policy: c.policy}}
				of := c.of
				if !of[len(of)-1].Twice() { // afresh
					of = append(of[:len(of)-1:len(of)-1], once("x"))
					if !of[0].Twice() {
						of[0] = once("x")
					}
				}
				if got := whose(t, o, of...); got != want {
					t.Errorf("%s, one after the other %v, twice %v: %q, want %q", fmt.Sprint(c.policy), sequence, twice, got, want)
				}
			}
		}
	}
}
