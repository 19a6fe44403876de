package main

import (
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"time"
)

// printHead says what ran: a table means nothing without it.
func printHead(w io.Writer, rounds int, length time.Duration) {
	fmt.Fprintf(w, "%s, %s %s/%s, GOMAXPROCS %d, %d rounds of %v a row\n",
		time.Now().UTC().Format(time.DateOnly), runtime.Version(), runtime.GOOS, runtime.GOARCH,
		runtime.GOMAXPROCS(0), rounds, length)
	named := map[string]bool{"": true}
	for _, r := range rows() {
		if !named[r.module] {
			named[r.module] = true
			fmt.Fprintf(w, "%s %s\n", r.module, version(r.module))
		}
	}
	fmt.Fprintln(w)
}

// version returns the version of a module that this program was built with.
func version(module string) string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			if m.Path == module {
				return m.Version
			}
		}
	}
	return "(version unknown)"
}

// printTable prints the entries as a Markdown table. Times are for one event;
// the ratio is that of the medians to the baseline row on the same event.
func printTable(w io.Writer, all []*entry) {
	base := make(map[string]float64)
	for _, e := range all {
		if e.row.name == baseline {
			base[e.event.name] = summarize(e.samples).median
		}
	}
	const line = "| %-5s | %-18s | %7s | %9s | %7s | %5s | %9s | %7s |\n"
	fmt.Fprintf(w, line, "event", "row", "ns min", "ns median", "ns max", "B/op", "allocs/op", "ratio")
	fmt.Fprintf(w, line, "---", "---", "--:", "--:", "--:", "--:", "--:", "--:")
	for _, e := range all {
		r := summarize(e.samples)
		ratio := ""
		if b := base[e.event.name]; b > 0 {
			ratio = fmt.Sprintf("%.1f", r.median/b)
		}
		fmt.Fprintf(w, line, e.event.name, e.row.name,
			fmt.Sprintf("%.1f", r.low), fmt.Sprintf("%.1f", r.median), fmt.Sprintf("%.1f", r.high),
			fmt.Sprint(r.bytes), fmt.Sprint(r.allocs), ratio)
	}
}
