// Command rig makes the captures of testdata/corpus again, from nothing: it gets
// the newest kernel of each series from Debian, by the machine's own mirror and with
// sources, lists and a cache of its own, changes the list of families that
// its netlink tap lets through, boots it under emulation, has package scenario
// act on it, and stores what tcpdump and the sockets saw if it shows what it must.
// A series that the mirror lacks is named, and its captures stay as they are.
// What package record wrote beside them (the scenario record) is examined as well, and
// not stored: record/testdata has it of three kernels.
//
//	go run ./internal/rig                        all kernels, and this machine's own
//	go run ./internal/rig amd64-6.1 live         some of them
//	go run ./internal/rig -only loss,wrap …      some scenarios
//	go run ./internal/rig -fetched …             with the packages that are there, without asking Debian
//	go run ./internal/rig -judge …               boot nothing, and examine what the last run left
//	go run ./internal/rig -keep …                store nothing in the corpus
//	go run ./internal/rig -tap …                 hold what record/tap sees against nlmon, and store nothing
//	go run ./internal/rig -heldout …             draw traffic of all users, compare what cnwire reads of it with
//	                                             testdata/corpus/vectors/decoder.py, and store nothing
//	go run ./internal/rig -stock …               as shipped: what record/tap sees of the scenario events, into taps
//	go run ./internal/rig -tap -forks 20000 …    and at a storm of forks, which takes minutes
//	go run ./internal/rig -tap -release 6.12.95 amd64-6.12    another release than the newest; stores nothing
//	go run ./internal/rig -tap amd64-6.19        a series that the corpus has not; stores nothing
//	go run ./internal/rig -boot lockdown=integrity …          with more for the kernel to begin with; stores nothing
//
// It runs from the top of the repository, as root, on Debian. What it downloads
// and builds stays in $CNWIRE_RIG_CACHE, or in cnwire-rig of the user's cache.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// options are those of the command line.
type options struct {
	only    []string // scenarios; empty is all
	fetched bool
	judge   bool
	keep    bool
	tap     bool
	heldout bool
	stock   bool // the kernel as it is shipped, whose nlmon has nothing to see
	release string
	boot    string // parameters of the kernel, besides
	forks   int    // of a storm
	cache   string
	kernels []string
}

const corpusFolder = "testdata/corpus"

func main() {
	var o options
	only := flag.String("only", "", "scenarios, separated by commas")
	flag.BoolVar(&o.fetched, "fetched", false, "use the packages that are there")
	flag.BoolVar(&o.judge, "judge", false, "examine what the last run left")
	flag.BoolVar(&o.keep, "keep", false, "leave the corpus as it is")
	flag.BoolVar(&o.tap, "tap", false, "have record/tap look on, and hold it against nlmon")
	flag.BoolVar(&o.heldout, "heldout", false, "draw traffic of all users, and hold what cnwire reads of it against another decoder")
	flag.BoolVar(&o.stock, "stock", false, "change nothing in the kernel, and have record/tap capture")
	flag.StringVar(&o.release, "release", "", "this release of the series, and not the newest")
	flag.StringVar(&o.boot, "boot", "", "parameters that the kernel is given besides")
	flag.IntVar(&o.forks, "forks", 0, "how many forks a storm has that a tap looks on, with -tap; 20000 take some minutes")
	flag.Parse()
	if o.stock && *only == "" {
		*only = "events"
	}
	o.keep = o.keep || o.tap || o.heldout || o.release != "" || o.boot != ""
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	o.kernels = flag.Args()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "rig:", err)
		os.Exit(1)
	}
}

func run(o options) (err error) {
	if o.cache = os.Getenv("CNWIRE_RIG_CACHE"); o.cache == "" {
		dir, err := os.UserCacheDir()
		if err != nil {
			return err
		}
		o.cache = filepath.Join(dir, "cnwire-rig")
	}
	for _, name := range o.only {
		if _, ok := scenario.Find(name); !ok {
			return fmt.Errorf("no scenario %q", name)
		}
	}
	names := []string{"live"}
	var wanted []series
	for _, k := range kernels {
		names = append(names, k.name)
		if len(o.kernels) == 0 || slices.Contains(o.kernels, k.name) {
			wanted = append(wanted, k)
		}
	}
	for _, name := range o.kernels {
		if slices.Contains(names, name) {
			continue
		}
		s, ok := another(name)
		if !ok || !o.keep {
			return fmt.Errorf("no kernel %q; there are %s, and with -tap or -keep amd64-MAJOR.MINOR", name, strings.Join(names, ", "))
		}
		wanted = append(wanted, s)
	}
	for i := range wanted {
		wanted[i].release = o.release
	}
	if !o.fetched {
		if err := prepare(o, wanted); err != nil {
			return err
		}
	}
	for _, s := range wanted {
		err = errors.Join(err, emulated(o, s))
	}
	if len(o.kernels) == 0 || slices.Contains(o.kernels, "live") {
		err = errors.Join(err, live(o))
	}
	return err
}

// wanted are the scenarios that a kernel shall run.
func (o options) wanted(k scenario.Kernel) (list []scenario.Scenario) {
	if o.heldout {
		return o.heldoutOn(k)
	}
	for _, s := range scenario.All() {
		if s.RunsOn(k) && (len(o.only) == 0 || slices.Contains(o.only, s.Name)) {
			list = append(list, s)
		}
	}
	return list
}
