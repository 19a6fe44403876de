//go:build unix

package record

import (
	"os"
	"os/signal"
	"syscall"
)

// NextFile gives SIGUSR1, which begins the next file of a ring.
func NextFile() <-chan os.Signal {
	next := make(chan os.Signal, 1)
	signal.Notify(next, syscall.SIGUSR1)
	return next
}
