package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
	"github.com/cnwire/cnwire/wireshark/extcap"
	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the scripts, and the tests beside them, run this binary as
// cnwire, and as the program that Wireshark calls.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"cnwire": main, extcap.Program: main})
}

// TestScripts runs testdata/script/*.txtar: what users type and see. Besides
// the usual commands there are
//
//	status N COMMAND...    the command exits with status N
//	cut FILE N TO          the first N bytes of a file
//
// and the captures that setup has laid.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:   "testdata/script",
		Setup: setup,
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status": wantStatus,
			"cut":    cut,
		},
	})
}

func setup(env *testscript.Env) error {
	env.Setenv("TZ", "UTC")
	env.Setenv("GORACE", os.Getenv("GORACE")) // else each command waits a second at its end
	env.Setenv("NO_COLOR", "")
	env.Setenv("TERM", "xterm")
	demo := corpus.Demo()
	socket, err := fs.ReadFile(corpus.FS(), "captures/amd64-6.18.44-socket.pcap")
	if err != nil {
		return err
	}
	var gz, zst bytes.Buffer
	z := gzip.NewWriter(&gz)
	z.Write(demo)
	z.Close()
	w, err := zstd.NewWriter(&zst)
	if err != nil {
		return err
	}
	w.Write(demo)
	w.Close()
	cases, err := filepath.Abs("testdata/cases")
	if err != nil {
		return err
	}
	env.Setenv("CASES", cases)
	tooLong, err := os.ReadFile(filepath.Join(cases, "section-length-0.pcapng"))
	if err != nil {
		return err
	}
	tooLong[16], tooLong[17] = 0xff, 3 // length of the section
	old := bytes.Clone(demo)
	old[6] = 3                                 // minor version
	header, record := demo[:24], demo[204:312] // a fork
	other := bytes.Clone(record)
	other[31] = 16 // family
	long := bytes.Clone(record)
	long[64]++ // cn_msg.len
	short := bytes.Clone(record[:16+60])
	short[8] = 60 // bytes captured
	for name, b := range map[string][]byte{
		"other.pcap": slices.Concat(header, other, other),
		"odd.pcap":   slices.Concat(header, record, short, long, other, record),
		"old.pcap":   old, "section-too-long.pcapng": tooLong,
		"demo.pcap": demo, "demo.pcap.gz": gz.Bytes(), "zstd-by-content": zst.Bytes(), "socket.pcap": socket, "empty": nil, "text": []byte("no capture, but longer than its header would be\n"),
	} {
		if err := os.WriteFile(filepath.Join(env.WorkDir, name), b, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// wantStatus runs a command and wants its exit status.
func wantStatus(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("status %d, want %d", got, want)
	}
}

// cut copies the first bytes of a file.
func cut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: cut FILE N TO")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	b := []byte(ts.ReadFile(args[0]))
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), b[:n], 0o600))
}
