//go:build linux

// Package world is the machine as the rig's scenarios act on it: sockets, children
// and the log, on Linux.
package world

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/record"
	"golang.org/x/sys/unix"
)

// World implements scenario.World.
type World struct {
	kernel    scenario.Kernel
	dir       string // of the results
	name      string // of the scenario
	log       *os.File
	logging   sync.Mutex
	sockets   []*socket
	recorders []*record.Recorder
	initial   namespaces
	modules   string
}

// Place is what a process that runs a scenario, or a part of one, is told.
type Place struct {
	Kernel  scenario.Kernel
	Dir     string
	Modules string // folder of the kernel's modules
	Initial string // the initial namespaces, as Namespaces has them; empty: those of this process
}

// failure is what a method panics with: Run returns it.
type failure struct{ err error }

// check ends the scenario if err is not nil.
func check(err error, format string, args ...any) {
	if err != nil {
		panic(failure{fmt.Errorf(format+": %w", append(args, err)...)})
	}
}

// Run runs a scenario, or one part of it, and writes what comes of it to the place.
func Run(p Place, s scenario.Scenario, part string) (err error) {
	w := &World{kernel: p.Kernel, dir: p.Dir, name: s.Name, modules: p.Modules}
	defer func() {
		f := recover()
		w.silence()
		switch f := f.(type) {
		case nil:
		case failure:
			err = f.err
		default:
			panic(f)
		}
	}()
	if w.initial, err = parseNamespaces(p.Initial); err != nil {
		return err
	}
	w.log, err = os.OpenFile(filepath.Join(p.Dir, s.Name+".log.jsonl"), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o666)
	if err != nil {
		return err
	}
	defer w.log.Close()
	scratch, err := os.MkdirTemp("", "rig") // for core files
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	if err := os.Chdir(scratch); err != nil {
		return err
	}
	if part == "" {
		check(w.log.Chmod(0o666), "log")
		w.Fact("runner", int64(os.Getpid()))
		s.Run(w)
	} else {
		f, ok := s.Parts[part]
		if !ok {
			return fmt.Errorf("%s has no part %s", s.Name, part)
		}
		f(w)
	}
	for _, sock := range w.sockets {
		if !sock.closed {
			return fmt.Errorf("socket %s was left open", sock.name)
		}
	}
	return nil
}

// silence sends the IGNORE that a scenario owes which did not come to its end:
// nothing else lowers the kernel's count of listeners.
func (w *World) silence() {
	for _, s := range w.sockets {
		if !s.closed && s.listening != nil {
			ignore := bytes.Clone(s.listening)
			binary.NativeEndian.PutUint32(ignore[36:], procIgnore)
			s.Send(ignore)
		}
	}
	for _, r := range w.recorders {
		r.Close() // again, where it came to its end
	}
}

// Kernel says what this runs on.
func (w *World) Kernel() scenario.Kernel { return w.kernel }

// Fact logs a number.
func (w *World) Fact(name string, number int64) {
	w.write(scenario.FactLine{At: now(), Do: "fact", Name: name, Number: number})
}

// Write writes to a file of the kernel's, which must be there.
func (w *World) Write(file, text string) {
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	check(err, "write")
	_, err = f.WriteString(text)
	check(errors.Join(err, f.Close()), "write")
}

// Meanwhile runs f beside what follows.
func (w *World) Meanwhile(f func()) (wait func()) {
	done := make(chan any)
	go func() {
		defer func() { done <- recover() }()
		f()
	}()
	return func() {
		if p := <-done; p != nil {
			panic(p)
		}
	}
}

func now() int64 {
	var ts unix.Timespec
	check(unix.ClockGettime(unix.CLOCK_MONOTONIC, &ts), "clock")
	return ts.Nano()
}

// quiet is how long nothing must come before Settle believes it, and patience
// how long it waits for that: other programs may never be quiet.
func (w *World) quiet() (quiet, patience time.Duration) {
	if w.kernel.Live {
		return 40 * time.Millisecond, 200 * time.Millisecond
	}
	return 150 * time.Millisecond, 10 * time.Second
}
