//go:build !linux

package record

import "time"

// Nothing of this is ever called: openSocket fails, and Open with it.

type socket struct {
	port   uint32
	buffer int
	note   string
}

type owed struct{}

const owedFolder = ""

type kernelInfo struct{ system, release, machine, host string }

var hasMasks = func() bool { return false }

var errOverrun, errStopped = ErrNotLinux, ErrNotLinux

func openSocket(*Options, int32) (*socket, error) { return nil, ErrNotLinux }
func (*socket) send([]byte) error                 { return ErrNotLinux }
func (*socket) receive(*batch, int, bool) error   { return ErrNotLinux }
func (*socket) memory() (int, uint32, error)      { return 0, 0, ErrNotLinux }
func (*socket) interrupt()                        {}
func (*socket) within(time.Duration)              {}
func (*socket) forever()                          {}
func (*socket) close() error                      { return nil }
func (*socket) forget()                           {}
func uname() kernelInfo                           { return kernelInfo{} }
func readClocks() clocks                          { return clocks{} }
func explainSend(err error) error                 { return err }
func explainSilence() error                       { return ErrNotLinux }
func foreignPIDs() string                         { return "" }
func (*task) look(Who, int64)                     {}
func snapshot(Who) []string                       { return nil }
func descendants(int32) []int32                   { return nil }
func lockThread() int32                           { return 0 }
func setName(string)                              {}
func settle(string, string) []string              { return nil }
func owe(string, string) (*owed, error)           { return nil, ErrNotLinux }
func (*owed) paid()                               {}
func surroundings() *facts                        { return &facts{err: ErrNotLinux} }
