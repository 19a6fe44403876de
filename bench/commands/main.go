// Command commands times whole commands of cnwire beside the programs that they are
// measured against, and prints the table of BENCHMARKS.md. All rows are timed once a
// round, one after the other, so that a drift of the machine's speed reaches all.
//
//	go run ./commands                 from bench/: 200 000 frames, three rounds
//	go run ./commands -match md5sum -frames 1000000 -rounds 5
//	go run ./commands -memory -frames 100000000 -match '^(stats|ps)'
//
// A ratio is of medians within one run; what takes over half a minute is timed once. Where several programs share the processors, the
// time on the clock says little, and that of the processor (user and system) more: both
// are there. What a row needs and is not installed, leaves the row out, and is named.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

func main() {
	frames := flag.Int("frames", 200_000, "frames of the capture")
	rounds := flag.Int("rounds", 3, "rounds; each times every program once")
	match := flag.String("match", "", "only the rows whose WORK, AGAINST, or the commands, match this `regexp`, as md5sum")
	ofMemory := flag.Bool("memory", false, "print what memory each command needs, of 10 MB and of so many frames")
	flag.Parse()
	want, err := regexp.Compile(*match)
	if err != nil || flag.NArg() > 0 || *frames < 10_000 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	folder, err := os.MkdirTemp("", "cnwire-commands-*")
	if err == nil {
		defer os.RemoveAll(folder)
		err = print(folder, want, *frames, *rounds, *ofMemory)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "commands:", err)
		os.RemoveAll(folder)
		os.Exit(1)
	}
}

// print prints a table.
func print(folder string, want *regexp.Regexp, frames, rounds int, ofMemory bool) error {
	top, err := filepath.Abs("..")
	if err != nil {
		return err
	}
	if ofMemory {
		return memory(folder, top, frames, want)
	}
	return table(folder, top, chosen(want), frames, rounds)
}

// table makes the captures, times all, and prints.
func table(folder, top string, list []row, frames, rounds int) error {
	names, err := lay(folder, top, frames)
	if err != nil {
		return err
	}
	runs := map[string]*timed{} // by command line
	for _, r := range list {
		for _, line := range []string{r.ours, r.against} {
			if runs[line] == nil {
				runs[line] = &timed{args: strings.Fields(names.Replace(line))}
			}
		}
	}
	near := beside{binary: names.Replace("CNWIRE"), capture: names.Replace("CAP")}
	for round := range rounds {
		if err := near.run(); err != nil {
			return fmt.Errorf("two at once: %w", err)
		}
		for _, r := range list {
			for _, line := range []string{r.ours, r.against} {
				if t := runs[line]; len(t.wall) <= round && !t.slow() && !t.missing() {
					if err := t.run(); err != nil {
						return fmt.Errorf("%s: %w", line, err)
					}
				}
			}
		}
	}
	fmt.Printf("%s, %s %s/%s, GOMAXPROCS %d, %d frames, %d rounds. %v\n\n", time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), frames, rounds, &near)
	printRows(list, runs)
	return nil
}

// printRows prints the rows as a Markdown table.
func printRows(list []row, runs map[string]*timed) {
	fmt.Println("| work | against | goal | clock | processor | ours, s | theirs, s | ours, MB |")
	fmt.Println("|---|---|---|--:|--:|--:|--:|--:|")
	for _, r := range list {
		ours, theirs := runs[r.ours], runs[r.against]
		if theirs.missing() || ours.missing() {
			fmt.Printf("| %s | %s | %s | not measured: no %s | | | | |\n", r.work, r.name, r.goal, theirs.args[0])
			continue
		}
		fmt.Printf("| %s | %s | %s | %s | %s | %.2f (%.2f) | %.2f (%.2f) | %d |\n", r.work, r.name, r.goal,
			r.ratio(median(ours.wall), median(theirs.wall)), r.ratio(median(ours.cpu), median(theirs.cpu)),
			median(ours.wall), median(ours.cpu), median(theirs.wall), median(theirs.cpu), ours.peak>>10)
	}
}
