package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const (
	assets  = "report/page/assets"
	program = "cnwire.wasm.gz"
	tells   = "cnwire.wasm.txt"
	glue    = "web/src/wasm_exec.js" // between Go and JavaScript, of the same Go

	// most is how large the compressed program may be.
	most = 3_000_000
)

// goTool is a command of Go, for the machine that a browser is.
func goTool(args ...string) *exec.Cmd {
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	return cmd
}

// compiled is the program, compressed.
func compiled() ([]byte, error) {
	folder, err := os.MkdirTemp("", "cnwire-wasm")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	out := filepath.Join(folder, "cnwire.wasm")
	if err := goTool("build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid=", "-o", out, "./cmd/cnwire-wasm").Run(); err != nil {
		return nil, err
	}
	code, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	z.Write(code)
	if err := z.Close(); err != nil {
		return nil, err
	}
	if b.Len() > most {
		return nil, fmt.Errorf("the program has %d bytes, compressed, and may have %d", b.Len(), most)
	}
	return b.Bytes(), nil
}

// build makes what is not there yet.
func build() error {
	now, err := sources()
	if err != nil {
		return err
	}
	if was, err := os.ReadFile(filepath.Join(assets, tells)); err == nil && string(was) == now.String() {
		log.Printf("%s is of these sources", program)
		return nil
	}
	packed, err := compiled()
	if err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	script, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec.js"))
	if err != nil {
		return err
	}
	for _, f := range []struct {
		name string
		data []byte
	}{{glue, script}, {filepath.Join(assets, program), packed}, {filepath.Join(assets, tells), []byte(now.String())}} {
		if err := os.WriteFile(f.name, f.data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// check says whether the program is of the sources at hand. That it is of older ones is
// no error: it is made again before a release, and not for each change. That it is not
// what they make is one.
func check() error {
	now, err := sources()
	if err != nil {
		return err
	}
	text, err := os.ReadFile(filepath.Join(assets, tells))
	if err != nil {
		return err
	}
	was := parsed(string(text))
	switch {
	case was.sum != now.sum:
		log.Printf("%s is STALE, of other sources than those here: make web makes it again", program)
		return nil
	case was.version != now.version:
		log.Printf("%s is of these sources, and of %s: here is %s, which would make other bytes of them", program, was.version, now.version)
		return nil
	}
	want, err := compiled()
	if err != nil {
		return err
	}
	if got, err := os.ReadFile(filepath.Join(assets, program)); err != nil {
		return err
	} else if !bytes.Equal(got, want) {
		return fmt.Errorf("%s is not what %s makes of these sources", program, now.version)
	}
	log.Printf("%s is what %s makes of these sources: %d bytes", program, now.version, len(want))
	return nil
}
