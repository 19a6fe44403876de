package main

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/internal/again"
)

// lay builds cnwire and makes the captures: real traffic, again and again. It returns
// what stands for their words in rows.
func lay(folder, top string, frames int) (*strings.Replacer, error) {
	binary, err := build(folder, top)
	if err != nil {
		return nil, err
	}
	capture := filepath.Join(folder, "capture.pcap")
	if err := again.Repeat(capture, source(top), frames); err != nil {
		return nil, err
	}
	for _, packer := range []string{"gzip -k -1", "zstd -q -k"} {
		args := append(strings.Fields(packer), capture)
		if _, err := exec.LookPath(args[0]); err != nil {
			return nil, err
		}
		if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
			return nil, fmt.Errorf("%w\n%s", err, out)
		}
	}
	return strings.NewReplacer("CNWIRE", binary, "CAP", capture, "GZ", capture+".gz", "ZST", capture+".zst", "LUA", filepath.Join(top, "wireshark", "cnwire.lua")), nil
}

// build builds cnwire.
func build(folder, top string) (binary string, err error) {
	binary = filepath.Join(folder, "cnwire")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", binary, "./cmd/cnwire")
	cmd.Dir = top
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w\n%s", err, out)
	}
	return binary, nil
}

// source is the capture that comes again and again.
func source(top string) string {
	return filepath.Join(top, "testdata", "corpus", "captures", "amd64-6.1.192-nlmon.pcap")
}
