package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/abi"
)

// runABI writes one spec/abi/linux-*.txt to out.
func runABI(out io.Writer, args []string) error {
	flags := flag.NewFlagSet("abi", flag.ContinueOnError)
	include := flags.String("include", "", "folder of installed kernel headers (make headers_install); empty: those of the machine")
	label := flags.String("label", "", `what the headers are: "linux-6.12 (package version)"`)
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *label == "" {
		return errors.New("abi: -label is missing: nobody could repeat an unnamed witness")
	}
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "cc"
	}
	text, err := abi.Run(cc, *include, abi.Program(spec.Default()))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "# %s\n%s", *label, text)
	return err
}
