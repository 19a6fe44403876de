//go:build linux

package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// live runs scenarios on the machine as it is.
func live(args []string) (err error) {
	if len(args) < 3 {
		return fmt.Errorf("want DIR RELEASE ARCH")
	}
	k := scenario.Kernel{Release: args[1], Arch: args[2], Live: true}
	for _, s := range scenario.All() {
		if !s.RunsOn(k) || len(args) > 3 && !slices.Contains(args[3:], s.Name) {
			continue
		}
		if e := run(k, s.Name, args[0]); e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", s.Name, e))
		}
	}
	return err
}
