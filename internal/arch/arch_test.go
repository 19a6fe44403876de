package arch

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root returns the top of the repository.
func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// load asks the go command for every package of the module and all they need.
// The answer is that of Linux on every machine, so that no build tag hides an
// import, and for what is of browsers alone, that of browsers.
func load(t *testing.T) []pkg {
	t.Helper()
	return append(listed(t, "linux", "amd64", "-deps", "./...", "./testdata/corpus/..."), listed(t, "js", "wasm", "./cmd/cnwire-wasm")...)
}

// listed are packages as they are on a system.
func listed(t *testing.T, system, machine string, args ...string) []pkg {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-pgo=off", "-json=ImportPath,Standard,Imports,TestImports,XTestImports"}, args...)...)
	cmd.Dir = root(t)
	cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+machine, "CGO_ENABLED=0")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var pkgs []pkg
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var p pkg
		if err := d.Decode(&p); err == io.EOF {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		pkgs = append(pkgs, p)
	}
}

func policyRooms(t *testing.T) rooms {
	t.Helper()
	r, err := parsePolicy(policy)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestImports(t *testing.T) {
	r, pkgs := policyRooms(t), load(t)
	for _, room := range []string{"internal/arch", "testdata/corpus", "codec", "cmd/cnwire-wasm"} {
		if !slices.ContainsFunc(pkgs, func(p pkg) bool { return p.ImportPath == module+"/"+room }) {
			t.Errorf("the go command does not list %s", room)
		}
	}
	for _, fault := range r.check(pkgs) {
		t.Error(fault)
	}
	// The classes of a path are told by its spelling; hold them against the go
	// command's word.
	for _, p := range pkgs {
		vendored := strings.HasPrefix(p.ImportPath, "vendor/")
		if !vendored && p.Standard == isLibrary(p.ImportPath) {
			t.Errorf("%s: standard library %t, by its spelling %t", p.ImportPath, p.Standard, !isLibrary(p.ImportPath))
		}
	}
}

// TestImportsAreSeen plants forbidden edges among allowed ones: a checker that
// cannot fail proves nothing.
func TestImportsAreSeen(t *testing.T) {
	r := policyRooms(t)
	sound := []pkg{
		{ImportPath: "fmt", Standard: true, Imports: []string{"reflect", "unsafe"}},
		{ImportPath: module + "/codec", Imports: []string{"errors"}, XTestImports: []string{"reflect", module + "/spec"}},
		{ImportPath: module + "/spec/model", Imports: []string{module + "/spec"}},
		{ImportPath: module + "/pcap", Imports: []string{"github.com/klauspost/compress/zstd"}, TestImports: []string{"github.com/google/gopacket/pcapgo"}},
		{ImportPath: module + "/analysis/output", Imports: []string{module + "/analysis", module + "/codec"}},
		{ImportPath: module + "/cmd/cnwire", Imports: []string{"github.com/alecthomas/kong", module + "/analysis/output"}},
	}
	if faults := r.check(sound); len(faults) > 0 {
		t.Fatalf("nothing planted, and yet: %q", faults)
	}
	for _, c := range []struct {
		planted pkg
		want    string
	}{
		{pkg{ImportPath: module + "/codec", Imports: []string{"reflect"}},
			"codec imports reflect: it is forbidden in codec"},
		{pkg{ImportPath: module + "/spec", Imports: []string{"unsafe"}},
			"spec imports unsafe: it is forbidden in spec"},
		{pkg{ImportPath: module + "/codec", Imports: []string{module + "/spec"}},
			"codec imports " + module + "/spec: codec may import nothing of ours"},
		{pkg{ImportPath: module + "/spec", Imports: []string{module + "/spec/model"}},
			"spec imports " + module + "/spec/model: spec may import nothing of ours"},
		{pkg{ImportPath: module + "/analysis", Imports: []string{module + "/analysis/output"}},
			"analysis imports " + module + "/analysis/output: analysis may import only analysis/host, analysis/who, codec, pcap, spec, spec/genealogy, internal/digits, internal/suggest"},
		{pkg{ImportPath: module + "/analysis/sub", Imports: []string{module + "/record"}},
			"analysis/sub imports " + module + "/record: analysis may import only analysis/host, analysis/who, codec, pcap, spec, spec/genealogy, internal/digits, internal/suggest"},
		{pkg{ImportPath: module + "/pcap", Imports: []string{"github.com/google/gopacket"}},
			"pcap imports github.com/google/gopacket: the policy does not give pcap this library"},
		{pkg{ImportPath: module + "/layers", Imports: []string{"github.com/google/gopacketlike"}},
			"layers imports github.com/google/gopacketlike: the policy does not give layers this library"},
		{pkg{ImportPath: module + "/analysis", Imports: []string{"pgregory.net/rapid"}},
			"analysis imports pgregory.net/rapid: the policy does not give analysis this library"},
		{pkg{ImportPath: module + "/internal/gen", TestImports: []string{module + "/codec"}},
			"internal/gen imports codec, in its tests or outside: it is a witness against it"},
		{pkg{ImportPath: module + "/spec/genealogy", XTestImports: []string{module + "/codec"}},
			"spec/genealogy imports codec, in its tests or outside: it is a witness against it"},
		{pkg{ImportPath: module + "/spec", XTestImports: []string{module + "/cmd/cnwire"}},
			"spec imports cmd/cnwire, which needs codec: it is a witness against it"},
		{pkg{ImportPath: module + "/codec", Imports: []string{module + "/internal/testkit"}},
			"codec imports " + module + "/internal/testkit: codec may import nothing of ours"},
		{pkg{ImportPath: module + "/util"}, "util is in no room of the policy"},
		{pkg{ImportPath: module + "/codecs"}, "codecs is in no room of the policy"},
		{pkg{ImportPath: module + "/internal/other"}, "internal/other is in no room of the policy"},
		{pkg{ImportPath: module, Imports: []string{module + "/pcap"}},
			"cnwire imports " + module + "/pcap: cnwire may import only analysis, analysis/host, analysis/known, analysis/processes, analysis/source, codec, spec/genealogy"},
	} {
		faults := r.check(append([]pkg{c.planted}, sound...))
		if len(faults) != 1 || faults[0] != c.want {
			t.Errorf("planted %+v:\n\tfaults %q\n\twant   %q", c.planted, faults, c.want)
		}
	}
}

func TestPolicyIsSound(t *testing.T) {
	for text, want := range map[string]string{
		"a b":        "a names b, which is no room",
		"a\na":       "two lines for a",
		"a b\nb !os": "<nil>",
	} {
		if _, err := parsePolicy(text); !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("%q: error %v, want %s", text, err, want)
		}
	}
}
