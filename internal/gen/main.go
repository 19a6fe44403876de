// Command gen writes what derives from the tables of package spec.
//
//	go run ./internal/gen                                  rewrite the generated regions that differ
//	go run ./internal/gen abi -include DIR -label TEXT     ask the C compiler; see package spec/abi
//
// It runs from the top of the repository. It never imports codec: the codec's
// vectors must not come from the codec.
package main

import (
	"fmt"
	"os"

	"github.com/cnwire/cnwire/spec"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	switch {
	case len(args) == 0:
		changed, err := rewrite(".", spec.Default())
		for _, file := range changed {
			fmt.Println("wrote", file)
		}
		return err
	case args[0] == "abi":
		return runABI(os.Stdout, args[1:])
	}
	return fmt.Errorf("unknown argument %q", args[0])
}
