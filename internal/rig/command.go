package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// output runs a program and returns what it prints. Where it fails, the error has
// what it said.
func output(dir, program string, args ...string) (string, error) {
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C")
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s %s: %w: %s", program, strings.Join(args, " "), err, last(said.String(), 500))
	}
	return string(out), nil
}

// filter runs a program between two byte slices.
func filter(in []byte, program string, args ...string) ([]byte, error) {
	cmd := exec.Command(program, args...)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", program, err)
	}
	return out, nil
}

// last returns the end of a text.
func last(s string, n int) string {
	s = strings.TrimSpace(s)
	return s[max(0, len(s)-n):]
}

// say tells the user what goes on.
func say(format string, args ...any) { fmt.Printf("rig: "+format+"\n", args...) }
