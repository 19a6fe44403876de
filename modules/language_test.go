package modules_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
)

// language is one that has a program which answers the vectors.
type language struct {
	name, folder string
	files        []string // by hand, in the folder
	slow         bool     // its compiler takes seconds
	// build returns the command that answers, made of the files in folder; what it writes goes into out.
	build func(t *testing.T, folder, out string) []string
}

// languages lists them. A skipped one has said which tool it lacks.
var languages = []language{
	{"C", "c", []string{"cnwire_codec.h", "cnwire_payload.h", "answer.c"}, false, func(t *testing.T, folder, out string) []string {
		program := filepath.Join(out, "answer")
		run(t, compiler(t), "-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-O", "-o", program, filepath.Join(folder, "answer.c"))
		return []string{program}
	}},
	{"Python", "python", []string{"cnwire.py", "answer.py"}, false, func(t *testing.T, folder, out string) []string {
		// Without what an installation loads into every program; the modules lie beside it.
		return []string{needs.Tool(t, "python3", "the module in Python is not tried"), "-S", "-B", filepath.Join(folder, "answer.py")}
	}},
	{"JavaScript", "javascript", []string{"cnwire.mjs", "answer.mjs"}, false, func(t *testing.T, folder, out string) []string {
		return []string{needs.Tool(t, "node", "the module in JavaScript is not tried"), filepath.Join(folder, "answer.mjs")}
	}},
	{"Rust", "rust", []string{"cnwire.rs", "cnwire_payload.rs", "answer.rs"}, true, func(t *testing.T, folder, out string) []string {
		program := filepath.Join(out, "answer")
		run(t, needs.Tool(t, "rustc", "the module in Rust is not compiled"), "--edition", "2021", "-D", "warnings", "-o", program, filepath.Join(folder, "answer.rs"))
		return []string{program}
	}},
}

// compiler returns the C compiler.
func compiler(t *testing.T) string {
	t.Helper()
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "cc"
	}
	return needs.Tool(t, cc, "the header in C is not compiled")
}
