//go:build !linux

package audience

import "errors"

var errNotLinux = errors.New("the connector is Linux's own, and this system has none: name a capture")

// Look looks who listens now.
func Look() (*Here, error) { return nil, errNotLinux }

// Glance is Look without the probe.
func Glance() (*Here, error) { return nil, errNotLinux }
