//go:build !linux

package tap

import "errors"

// ErrNotLinux is what Open returns on other systems.
var ErrNotLinux = errors.New("tap: the connector is Linux's own, and this system has none: run it on Linux")

// Tap is never made here.
type Tap struct{}

func Open(int) (*Tap, error)               { return nil, ErrNotLinux }
func OpenNlmon(int) (*Tap, error)          { return nil, ErrNotLinux }
func (*Tap) Left() []string                { return nil }
func (*Tap) Next(bool) (*Message, error)   { return nil, ErrNotLinux }
func (*Tap) Interrupt()                    {}
func (*Tap) Detach() error                 { return nil }
func (*Tap) Losses() (l Losses, err error) { return l, ErrNotLinux }
func (*Tap) How() string                   { return "" }
func (*Tap) Calibrated() bool              { return false }
func (*Tap) Untold() bool                  { return false }
func (*Tap) Lossy() bool                   { return false }
func (*Tap) Close() error                  { return nil }
