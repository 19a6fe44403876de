package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"runtime/coverage"
	"runtime/debug"
	"strings"
)

// init stands in for main where TestLinear asks for it: it carries out one command
// line after the other, each a JSON array on standard input, and answers with a
// line of what it cost. A word <FILE in front is standard input. The binary is built with -cover -covermode=atomic, so that
// every block of code counts how often it ran.
func init() {
	if os.Getenv("CNWIRE_LINEAR") == "" {
		return
	}
	answers, lines := os.Stdout, bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 64<<20)
	os.Stderr, _ = os.Create(os.DevNull)
	for lines.Scan() {
		var args []string
		if err := json.Unmarshal(lines.Bytes(), &args); err != nil {
			panic(err)
		}
		if name, ok := strings.CutPrefix(args[0], "<"); ok {
			os.Stdin, _ = os.Open(name)
			args = args[1:]
		}
		status, steps, allocated, written := cost(args)
		fmt.Fprintln(answers, status, steps, allocated, written)
	}
	os.Exit(0)
}

// cost runs a command and returns its exit status, the blocks of code that ran,
// the bytes that were allocated and those that were written.
func cost(args []string) (status int, steps, allocated uint64, written int64) {
	out, err := os.CreateTemp("", "cnwire-linear-*")
	if err != nil {
		panic(err)
	}
	defer os.Remove(out.Name())
	defer out.Close()
	os.Stdout = out
	// Pools are empty when a command starts, and nothing empties them meanwhile: what
	// they give would else be allocated again by chance.
	runtime.GC()
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	var before, after runtime.MemStats
	steps = blocks()
	runtime.ReadMemStats(&before)
	status = run(args)
	runtime.ReadMemStats(&after)
	info, err := out.Stat()
	if err != nil {
		panic(err)
	}
	return status, blocks() - steps, after.TotalAlloc - before.TotalAlloc, info.Size()
}

// blocks sums up the counters of all blocks. The form of the data is that of
// internal/coverage of Go's standard library: a header, per function the number
// of its counters, two numbers that say which it is, and the counters.
func blocks() (sum uint64) {
	var data bytes.Buffer
	if err := coverage.WriteCounters(&data); err != nil {
		panic(err)
	}
	b := data.Bytes()
	const header, segment, footer = 32, 16, 16
	const uleb = 2 // the flavour of the numbers
	if len(b) < header+segment+footer || string(b[:4]) != "\x00cwm" || b[24] != uleb {
		panic(fmt.Sprintf("counters in a form that nobody knows: % x", b[:min(len(b), header)]))
	}
	le := binary.LittleEndian
	functions := le.Uint64(b[header:])
	names, arguments := int(le.Uint32(b[header+8:])), int(le.Uint32(b[header+12:]))
	b = b[header+segment+(names+arguments+3)&^3:]
	next := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			panic("counters that end too early")
		}
		b = b[n:]
		return v
	}
	for range functions {
		n := next()
		next()
		next()
		for range n {
			sum += next()
		}
	}
	return sum
}
