package flags_test

import (
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/internal/flags"
)

// line is a command line with a flag of each kind that can be a number.
type line struct {
	Count    uint64         `short:"c"`
	Life     int64          `name:"life"`
	Timeout  time.Duration  `default:"0s"`
	Interval *time.Duration `name:"interval"`
	Names    []string       `name:"names"`
	All      bool           `name:"all"`
}

func parse(t *testing.T, args string) []*kong.Path {
	t.Helper()
	k, err := kong.New(new(line))
	if err != nil {
		t.Fatal(err)
	}
	ctx, err := k.Parse(strings.Fields(args))
	if err != nil {
		t.Fatalf("%s: %v", args, err)
	}
	return ctx.Path
}

// Flags that were not given are not looked at, whatever their defaults.
func TestPositive(t *testing.T) {
	for args, want := range map[string]string{
		"": "", "--names a --all": "", "--count 1 --life 1 --timeout 1ns --interval 1ns": "",
		"-c 18446744073709551615 --life 9223372036854775807": "",
		"--all -c 0":     "-c: 0 is too small: it counts from 1",
		"--count 0":      "-c: 0 is too small: it counts from 1",
		"--life 0":       "--life: 0 is too small: it counts from 1",
		"--life=-1":      "--life: -1 is too small: it counts from 1",
		"--timeout 0s":   "--timeout: 0s is too short",
		"--timeout=-1s":  "--timeout: -1s is too short",
		"--interval 0s":  "--interval: 0s is too short",
		"--interval=-1m": "--interval: -1m0s is too short",
	} {
		got := ""
		if err := flags.Positive(parse(t, args)); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: %q, want %q", args, got, want)
		}
	}
}

func TestFirst(t *testing.T) {
	path := parse(t, "--life 2 -c 1 --all")
	for _, c := range []struct{ among, want string }{{"life count", "--life"}, {"all count", "-c"}, {"names", ""}, {"all", "--all"}} {
		if got := flags.First(path, func(name string) bool { return strings.Contains(c.among, name) }); got != c.want {
			t.Errorf("%s: %q, want %q", c.among, got, c.want)
		}
	}
}
