package spec_test

import (
	"io/fs"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/abi"
	"github.com/google/go-cmp/cmp"
)

// The table agrees with what the C compiler said of each header version.
func TestABIFiles(t *testing.T) {
	names, err := fs.Glob(abi.Files, "*.txt")
	if err != nil || len(names) < 2 {
		t.Fatalf("files %q, want at least two: %v", names, err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			text, err := fs.ReadFile(abi.Files, name)
			if err != nil {
				t.Fatal(err)
			}
			label, answers, _ := strings.Cut(string(text), "\n")
			if version := strings.TrimSuffix(name, ".txt"); !strings.HasPrefix(label, "# "+version+" (") {
				t.Errorf("first line %q does not say whose headers of %s these are", label, version)
			}
			compareABI(t, answers)
		})
	}
}

// And with what it says of the headers of this machine.
func TestABIMachine(t *testing.T) {
	cc := compiler(t)
	if err := abi.Compile(cc, "#include <linux/cn_proc.h>\n", "-fsyntax-only"); err != nil {
		needs.Missing(t, "the kernel's headers are not installed: the table is held against the committed answers only")
	}
	answers, err := abi.Run(cc, "", abi.Program(spec.Default()))
	if err != nil {
		t.Fatal(err)
	}
	compareABI(t, answers)
}

// The structs are the same for 32-bit programs. A compiler for 64-bit x86 can
// tell without a 32-bit C library, as nothing is linked.
func TestABI32(t *testing.T) {
	cc := compiler(t)
	args := []string{"-m32", "-fsyntax-only"}
	// Debian keeps asm/ where only the 64-bit target looks for it.
	if triplet, err := exec.Command(cc, "-print-multiarch").Output(); err == nil && len(triplet) > 1 {
		args = append(args, "-idirafter", "/usr/include/"+strings.TrimSpace(string(triplet)))
	}
	if err := abi.Compile(cc, "#include <linux/types.h>\n_Static_assert(sizeof(long) == 4, \"\");\n", args...); err != nil {
		t.Skip("this compiler has no 32-bit target with kernel headers")
	}
	code := abi.Assertions(spec.Default())
	if n := strings.Count(code, "_Static_assert"); n < 100 {
		t.Errorf("only %d assertions", n)
	}
	if err := abi.Compile(cc, code, args...); err != nil {
		t.Error(err)
	}
	// An assertion that cannot fail would prove nothing.
	if err := abi.Compile(cc, strings.Replace(code, "sizeof(struct cn_msg) == 20", "sizeof(struct cn_msg) == 21", 1), args...); err == nil {
		t.Error("a wrong size of cn_msg compiles")
	}
}

func compiler(t *testing.T) string {
	t.Helper()
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "cc"
	}
	return needs.Tool(t, cc, "the table is held against the committed answers only")
}

// compareABI compares all lines, so that neither side can leave anything out.
func compareABI(t *testing.T, answers string) {
	t.Helper()
	lines := strings.Split(strings.TrimSpace(answers), "\n")
	release, ok := strings.CutPrefix(lines[0], "version ")
	if !ok {
		t.Fatalf("first answer is %q, want the version", lines[0])
	}
	version, err := spec.ParseVersion(release)
	if err != nil {
		t.Fatal(err)
	}
	kinds := map[string]int{}
	for _, line := range lines[1:] {
		kind, _, _ := strings.Cut(line, " ")
		kinds[kind]++
	}
	// What no kernel since 4.18 lacks: if since dates hid more, two empty lists would agree.
	for kind, least := range map[string]int{"struct": 15, "field": 50, "value": 200} {
		if kinds[kind] < least {
			t.Errorf("%d lines about a %s, want at least %d", kinds[kind], kind, least)
		}
	}
	if diff := cmp.Diff(abi.Expected(spec.Default(), version), lines[1:]); diff != "" {
		t.Errorf("the table (-) and the compiler (+) differ:\n%s", diff)
	}
}
