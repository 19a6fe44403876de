// Command commands times whole commands of cnwire beside the programs that they are
// measured against, and prints the table of BENCHMARKS.md. All rows are timed once a
// round, one after the other, so that a drift of the machine's speed reaches all.
//
//	go run ./commands                 from bench/: 200 000 frames, three rounds
//	go run ./commands -match md5sum -frames 1000000 -rounds 5
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
	match := flag.String("match", "", "only the rows whose WORK, AGAINST matches this `regexp`, as md5sum")
	flag.Parse()
	want, err := regexp.Compile(*match)
	if err != nil || flag.NArg() > 0 || *frames < 10_000 || *rounds < 1 {
		flag.Usage()
		os.Exit(2)
	}
	folder, err := os.MkdirTemp("", "cnwire-commands-*")
	if err == nil {
		defer os.RemoveAll(folder)
		err = table(folder, chosen(want), *frames, *rounds)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "commands:", err)
		os.RemoveAll(folder)
		os.Exit(1)
	}
}

// table makes the captures, times all, and prints.
func table(folder string, list []row, frames, rounds int) error {
	top, err := filepath.Abs("..")
	if err != nil {
		return err
	}
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
	for round := range rounds {
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
	fmt.Printf("%s, %s %s/%s, GOMAXPROCS %d, %d frames, %d rounds\n\n", time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0), frames, rounds)
	print(list, runs)
	return nil
}

// print prints the rows as a Markdown table.
func print(list []row, runs map[string]*timed) {
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
