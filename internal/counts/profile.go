package main

import (
	"bytes"
	"os"
	"runtime/debug"
	"runtime/pprof"
	"time"
)

// profiled is for how long each path is.
const profiled = 4 * time.Second

// profile writes where the time of the processor goes on all paths, as Go's compiler
// takes it for the command that has such a file beside it. Each path gets the same time;
// it is not the same file twice. Collecting what is made anew in each turn is not the
// command's work.
func profile(name string, each time.Duration) error {
	defer debug.SetGCPercent(debug.SetGCPercent(2000))
	var b bytes.Buffer
	if err := pprof.StartCPUProfile(&b); err != nil {
		return err
	}
	for _, p := range paths {
		f := p.make()
		for end := time.Now().Add(each); time.Now().Before(end); {
			f()
		}
	}
	pprof.StopCPUProfile()
	return os.WriteFile(name, b.Bytes(), 0o644)
}
