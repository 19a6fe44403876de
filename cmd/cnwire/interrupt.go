package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/internal/whole"
)

// statusInterrupted is how shells see a program that SIGINT ended.
const statusInterrupted = 130

// oneWish is how close two signals are that say the same.
const oneWish = 200 * time.Millisecond

// signals are those that end the work. The first ends the reading, a second the
// command where it is.
var signals = make(chan os.Signal, 2)

// interruption is the context of all reading. It ends when the user has had
// enough, or the system: what was read until then is shown, and what is half
// written goes away. Commands that read nothing do not ask for it, and die as
// programs do.
var interruption = sync.OnceValue(func() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	if !signal.Ignored(syscall.SIGHUP) { // by nohup
		signal.Notify(signals, syscall.SIGHUP)
	}
	go func() {
		<-signals
		cancel()
		for first := time.Now(); time.Since(first) < oneWish; { // timeout(1) sends one to its child and one to the group
			<-signals
		}
		whole.RemoveAll()
		os.Exit(statusInterrupted)
	}()
	return ctx
})

// allRead says that only printing is left, which a signal may end as it ends any
// program, unless a file is half written.
func allRead() {
	if !whole.Any() {
		signal.Stop(signals)
	}
}
