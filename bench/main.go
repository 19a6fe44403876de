// Command bench times cnwire's decoders beside those of its peers and prints
// one table.
//
// Every row is timed once a round, one row after the other, for a number of
// rounds: a machine whose speed drifts slows all rows alike, where
// "go test -bench -count" would give each row a stretch of time of its own.
// What compares is the ratio of a row's median to that of the codec row for the
// same event, in the same run.
//
//	go run .                      the table
//	go run . -match EXIT          only the lines whose EVENT/row matches
//	go test -bench .              the same loops as ordinary benchmarks
package main

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"time"
)

func main() {
	rounds := flag.Int("rounds", 25, "rounds; each times every row once")
	length := flag.Duration("time", 30*time.Millisecond, "how long a row runs in a round")
	match := flag.String("match", "", "time only what matches this `regexp`, as EXIT/codec")
	flag.Parse()
	if flag.NArg() > 0 || *rounds < 1 || *length <= 0 {
		flag.Usage()
		os.Exit(2)
	}
	want, err := regexp.Compile(*match)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	}
	all := entries(want)
	if len(all) == 0 {
		fmt.Fprintf(os.Stderr, "bench: nothing matches %q\n", *match)
		os.Exit(2)
	}
	run(all, *rounds, *length)
	printHead(os.Stdout, *rounds, *length)
	printTable(os.Stdout, all)
	removeProgram()
}
