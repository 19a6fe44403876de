package modules_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

const header = "c/cnwire.h"

// TestHeader: the header compiles alone, in C and in C++, and beside the kernel's where they agree.
func TestHeader(t *testing.T) {
	cc := compiler(t)
	strict := []string{"-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only"}
	run(t, cc, append(strict, "-std=c11", "-xc", header)...)
	t.Run("C++", func(t *testing.T) {
		cxx := needs.Tool(t, "c++", "the header is not compiled as C++")
		run(t, cxx, append(strict, "-std=c++11", "-xc++", header)...)
	})
	t.Run("UAPI", func(t *testing.T) {
		if exec.Command(cc, "-fsyntax-only", "-xc", "-include", "linux/cn_proc.h", os.DevNull).Run() != nil {
			needs.Missing(t, "the kernel's headers are not installed: the header in C is not held against them")
		}
		run(t, cc, append(strict, "-std=c11", "-DCNWIRE_CHECK_UAPI", "-xc", header)...)
	})
}

// TestHeaderRefuses: a wrong layout or number does not compile, else the assertions would prove nothing.
func TestHeaderRefuses(t *testing.T) {
	cc := compiler(t)
	b, err := os.ReadFile(header)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ what, old, new string }{
		{"a size", "sizeof(struct cnwire_cn_msg) == 20", "sizeof(struct cnwire_cn_msg) == 24"},
		{"an offset", "offsetof(struct cnwire_proc_event_exit, exit_signal) == 12", "offsetof(struct cnwire_proc_event_exit, exit_signal) == 16"},
		{"another order", "\tuint32_t id_idx;", "\tuint32_t seq_;\n\tuint32_t id_idx;"},
		{"a size of the kernel's", "sizeof(struct cn_msg) == 20", "sizeof(struct cn_msg) == 21"},
		{"a number of the kernel's", "#define CNWIRE_PROC_EVENT_EXEC              UINT32_C(0x2)", "#define CNWIRE_PROC_EVENT_EXEC              UINT32_C(0x8)"},
	} {
		text := strings.Replace(string(b), c.old, c.new, 1)
		if text == string(b) {
			t.Errorf("%s: the header has no %q", c.what, c.old)
			continue
		}
		name := filepath.Join(t.TempDir(), "cnwire.h")
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(cc, "-std=c11", "-fsyntax-only", "-DCNWIRE_CHECK_UAPI", "-xc", name).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "static") {
			t.Errorf("%s: it compiles, or fails for another reason: %v\n%s", c.what, err, out)
		}
	}
}
