package main

import (
	"bufio"
	"cmp"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

//go:embed c/decode.h c/decode.c c/main.c
var decoderInC embed.FS

// compiler is the C compiler, with the flags of a release.
func compiler() []string {
	return append(strings.Fields(cmp.Or(os.Getenv("CC"), "cc")), "-O2", "-Wall")
}

// removeProgram removes what program made.
var removeProgram = func() {}

// program compiles the decoder in C, once, into a temporary folder; "" without a
// compiler. The decoder is compiled apart from what calls it.
var program = sync.OnceValue(func() string {
	cc := compiler()
	if _, err := exec.LookPath(cc[0]); err != nil {
		fmt.Fprintf(os.Stderr, "bench: there is no C compiler (%s): the row c is left out\n", cc[0])
		return ""
	}
	folder, err := os.MkdirTemp("", "cnwire-bench-*")
	if err != nil {
		panic(err)
	}
	removeProgram = func() { os.RemoveAll(folder) }
	if err := os.CopyFS(folder, decoderInC); err != nil {
		panic(err)
	}
	out, sources := filepath.Join(folder, "decode"), filepath.Join(folder, "c")
	args := append(cc[1:], "-o", out, filepath.Join(sources, "decode.c"), filepath.Join(sources, "main.c"))
	if text, err := exec.Command(cc[0], args...).CombinedOutput(); err != nil {
		panic(fmt.Sprintf("%v: %v\n%s", cc, err, text))
	}
	return out
})

// inC is the program, at work on one datagram.
type inC struct {
	to   io.Writer
	from *bufio.Reader
}

// startC starts it; nil without a compiler. With direct it tries the direct way first.
func startC(order string, datagram []byte, direct bool) *inC {
	path := program()
	if path == "" {
		return nil
	}
	args := []string{order, hex.EncodeToString(datagram)}
	if direct {
		args = append(args, "whole")
	}
	cmd := exec.Command(path, args...)
	cmd.Stderr = os.Stderr
	to, err := cmd.StdinPipe()
	if err != nil {
		panic(err)
	}
	from, err := cmd.StdoutPipe()
	if err != nil {
		panic(err)
	}
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	return &inC{to, bufio.NewReader(from)}
}

// decode has the datagram decoded n times, and returns what came of the last.
func (c *inC) decode(n int) string {
	if _, err := fmt.Fprintln(c.to, n); err != nil {
		panic(err)
	}
	line, err := c.from.ReadString('\n')
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(line)
}

// prepareC is the same decoder in C, step by step. Asking for it costs some ten
// microseconds a round.
func prepareC(e event) loop { return loopC(e, false) }

// prepareCWhole is it with the direct way that codec.Whole is.
func prepareCWhole(e event) loop { return loopC(e, true) }

func loopC(e event, direct bool) loop {
	c := startC("little", e.little, direct)
	if c == nil {
		return nil
	}
	if s := c.decode(1); !strings.HasPrefix(s, fmt.Sprintf("0 %d ", uint32(e.what))) {
		panic(fmt.Sprintf("%s decodes in C as %s", e.name, s))
	}
	return func(n int) { c.decode(n) }
}
