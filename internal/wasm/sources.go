package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
)

// state is what a program is made of.
type state struct {
	sum     string // of its sources, in hex
	version string // of Go
}

func (s state) String() string {
	return fmt.Sprintf("sources sha256:%s\ngo %s\n", s.sum, s.version)
}

var form = regexp.MustCompile(`^sources sha256:(\w+)\ngo (\S+)\n$`)

// parsed is what String wrote, or the zero state.
func parsed(text string) state {
	if m := form.FindStringSubmatch(text); m != nil {
		return state{m[1], m[2]}
	}
	return state{}
}

// listed is a package, as go list has it.
type listed struct {
	ImportPath, Dir     string
	Standard            bool
	GoFiles, EmbedFiles []string
	Module              *struct {
		Path, Version string
		Main          bool
	}
}

// sources sums what the program is made of.
func sources() (state, error) {
	lines, err := ingredients()
	if err != nil {
		return state{}, err
	}
	h := sha256.New()
	for _, line := range lines {
		fmt.Fprintln(h, line)
	}
	return state{fmt.Sprintf("%x", h.Sum(nil)), runtime.Version()}, nil
}

// ingredients are a line for each file of ours that the program is made of, with its sum,
// and for each module of others.
func ingredients() ([]string, error) {
	cmd := goTool("list", "-deps", "-json=ImportPath,Dir,Standard,GoFiles,EmbedFiles,Module", "./cmd/cnwire-wasm")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	var lines []string
	d := json.NewDecoder(out)
	for {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		switch {
		case p.Standard:
		case !p.Module.Main:
			lines = append(lines, "module "+p.Module.Path+" "+p.Module.Version)
		default:
			for _, name := range slices.Concat(p.GoFiles, p.EmbedFiles) {
				b, err := os.ReadFile(filepath.Join(p.Dir, name))
				if err != nil {
					return nil, err
				}
				lines = append(lines, fmt.Sprintf("file %s/%s %x", p.ImportPath, name, sha256.Sum256(b)))
			}
		}
	}
	if err := cmd.Wait(); err != nil {
		return nil, err
	}
	slices.Sort(lines)
	return slices.Compact(lines), nil
}
