package modules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/google/go-cmp/cmp"
)

// examples runs the text of an example of README.md, in a folder of its own, and returns what it prints.
var examples = map[string]func(t *testing.T, text, folder string) string{
	"c": func(t *testing.T, text, folder string) string {
		cc, include := compiler(t), absolute(t, "c")
		program := filepath.Join(folder, "example")
		run(t, cc, "-std=c11", "-Wall", "-Wextra", "-Werror", "-I"+include, "-o", program, write(t, folder, "example.c", text))
		return run(t, program)
	},
	"python": func(t *testing.T, text, folder string) string {
		python := needs.Tool(t, "python3", "the example in Python is not run")
		t.Setenv("PYTHONPATH", absolute(t, "python"))
		return run(t, python, "-S", "-B", write(t, folder, "example.py", text))
	},
	"rust": func(t *testing.T, text, folder string) string {
		rustc := needs.Tool(t, "rustc", "the example in Rust is not run")
		text = strings.Replace(text, "mod cnwire;", "#[allow(dead_code)]\n#[path = \""+filepath.ToSlash(absolute(t, "rust/cnwire.rs"))+"\"]\nmod cnwire;", 1)
		program := filepath.Join(folder, "example")
		run(t, rustc, "--edition", "2021", "-D", "warnings", "-o", program, write(t, folder, "example.rs", text))
		return run(t, program)
	},
	"js": func(t *testing.T, text, folder string) string {
		node := needs.Tool(t, "node", "the example in JavaScript is not run")
		text = strings.ReplaceAll(text, `"./`, `"`+filepath.ToSlash(absolute(t, "javascript"))+"/")
		return run(t, node, write(t, folder, "example.mjs", text))
	},
}

// example matches a program and what it prints.
var example = regexp.MustCompile("(?s)\n```([a-z]+)\n([^`]*)```\n\n```text\n([^`]*)```\n")

// TestReadme runs every example of README.md: one a language at least.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	for _, m := range example.FindAllSubmatch(text, -1) {
		name := string(m[1])
		found[name] = true
		t.Run(name, func(t *testing.T) {
			program := examples[name]
			if program == nil {
				t.Fatalf("nobody runs an example in %s", name)
			}
			if diff := cmp.Diff(string(m[3]), program(t, string(m[2]), t.TempDir())); diff != "" {
				t.Errorf("README.md (-) and what it prints (+):\n%s", diff)
			}
		})
	}
	for name := range examples {
		if !found[name] {
			t.Errorf("README.md has no example in %s with what it prints", name)
		}
	}
}

func absolute(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// write puts a text into a file and returns the file's name.
func write(t *testing.T, folder, name, text string) string {
	t.Helper()
	path := filepath.Join(folder, name)
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}
