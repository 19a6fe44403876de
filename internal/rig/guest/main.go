//go:build linux

// Command guest is what runs on the kernels whose traffic is captured: /init of a
// virtual machine, and, on a machine that is up already, what a listener can see.
//
//	guest live DIR RELEASE ARCH [SCENARIO ...]   run scenarios here, results to DIR
//	guest run …, part …, role …                  what it starts itself
//
// As process 1 it follows the plan that the rig put beside it.
package main

import (
	"fmt"
	"os"
	"runtime"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/internal/rig/world"
)

// Some roles need to know which thread leads: the one that main runs on.
func init() { runtime.LockOSThread() }

func main() {
	var err error
	switch args := append(os.Args[1:], ""); {
	case os.Getpid() == 1 && len(os.Args) == 1:
		boot() // does not return
	case args[0] == "live":
		err = live(os.Args[2:])
	case args[0] == "run" || args[0] == "part":
		err = perform(os.Args[1:])
	case args[0] == "role":
		err = role(os.Args[2:])
	default:
		err = fmt.Errorf("unknown argument %q", args[0])
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "guest:", err)
		os.Exit(1)
	}
}

// perform runs a scenario or a part of it in this process:
// run SCENARIO "" … or part SCENARIO PART DIR MODULES INITIAL ARCH RELEASE LIVE.
func perform(args []string) error {
	if len(args) != 9 {
		return fmt.Errorf("%d arguments", len(args))
	}
	s, ok := scenario.Find(args[1])
	if !ok {
		return fmt.Errorf("no scenario %q", args[1])
	}
	place := world.Place{
		Kernel:  scenario.Kernel{Arch: args[6], Release: args[7], Live: args[8] == "true"},
		Dir:     args[3],
		Modules: args[4],
		Initial: args[5],
	}
	if err := world.Run(place, s, args[2]); err != nil {
		return fmt.Errorf("%s %s: %w", s.Name, args[2], err)
	}
	return nil
}
