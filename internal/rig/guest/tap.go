//go:build linux

package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/record"
)

// tapTest runs the tests of record/tap that need a kernel of their own.
func tapTest(k scenario.Kernel) error {
	cmd := exec.Command(scenario.TapTest, "-test.v", "-test.run", "^(TestLive|TestSockets|TestNlmon|TestDevice|TestCalibrate)$")
	cmd.Env = append(os.Environ(), "CNWIRE_TAP=1")
	lacks := "CNWIRE_TAP_LACKS="
	if !k.Probed() {
		lacks += " kprobes"
	}
	if !k.Traced() {
		lacks += " trampolines"
	}
	if !k.Counted() {
		lacks += " counter"
	}
	cmd.Env = append(cmd.Env, lacks)
	out, err := cmd.CombinedOutput()
	for line := range strings.Lines(string(out)) {
		fmt.Println("rig:", strings.TrimSpace(line))
	}
	if err != nil {
		return fmt.Errorf("the tests of record/tap: %w", err)
	}
	return nil
}

// look has a tap write all that it sees into a file, until stop is called. It asks the
// kernel for nothing. What it lost is an error.
func look(file string, o record.Options) (stop func() error, err error) {
	r, err := record.Open(context.Background(), o)
	if err != nil {
		return nil, err
	}
	for _, note := range r.Notes() {
		fmt.Println("rig:", note)
	}
	wrote := make(chan error, 1)
	go func() {
		_, err := r.Write(record.Output{Name: file})
		wrote <- err
	}()
	return func() error {
		r.Stop()
		err := errors.Join(<-wrote, r.Close())
		if c := r.Counts(); c.Lost > 0 || c.Cut > 0 {
			err = errors.Join(err, fmt.Errorf("tap: %+v", c))
		}
		return err
	}, nil
}
