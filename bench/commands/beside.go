package main

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// beside is how much longer a program on one processor takes while another one runs beside it. Two
// virtual processors may have a core each, which is 1, or be the two threads of one core, for a minute
// or for good: then whatever runs on both takes half as long again, and what is compared with it, on
// one of them, does not.
type beside struct {
	binary, capture string
	times           []float64
}

// run measures it once.
func (b *beside) run() error {
	alone, err := b.take(1)
	if err != nil {
		return err
	}
	two, err := b.take(2)
	b.times = append(b.times, two/alone)
	return err
}

// take returns how long so many programs take, all at once.
func (b *beside) take(n int) (seconds float64, err error) {
	var all []*exec.Cmd
	start := time.Now()
	for range n {
		cmd := exec.Command(b.binary, "info", b.capture)
		cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
		if err := cmd.Start(); err != nil {
			return 0, err
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			return 0, err
		}
	}
	return time.Since(start).Seconds(), nil
}

// String is a sentence.
func (b *beside) String() string {
	return fmt.Sprintf("On one processor each, two `info` at once take %.2f times as long as one alone (%.2f to %.2f).", median(b.times), slices.Min(b.times), slices.Max(b.times))
}
