// Command seeds writes what fuzz.Seed gives to a target into files, for engines
// that take their first inputs from a folder:
//
//	go run ./fuzz/seeds FOLDER
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/cnwire/cnwire/fuzz"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "seeds: one folder, please")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "seeds:", err)
		os.Exit(1)
	}
}

// write writes each datagram to a file with a number.
func write(folder string) error {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	for i, c := range fuzz.Datagrams() {
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("%03d", i)), c.Bytes, 0o644); err != nil {
			return err
		}
	}
	return nil
}
