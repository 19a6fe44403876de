package testkit_test

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// listener takes the place of a test and keeps what it is told.
type listener struct{ told []string }

func (*listener) Helper() {}
func (l *listener) Errorf(format string, a ...any) {
	l.told = append(l.told, fmt.Sprintf(format, a...))
}
func (l *listener) Fatal(a ...any)                 { l.told = append(l.told, "fatal: "+fmt.Sprint(a...)) }
func (l *listener) Fatalf(format string, a ...any) { l.Fatal(fmt.Sprintf(format, a...)) }

func TestMust(t *testing.T) {
	var l listener
	if v := testkit.Must(7, nil)(&l); v != 7 || len(l.told) > 0 {
		t.Errorf("%d, %q", v, l.told)
	}
	testkit.Must(7, errors.New("no seven"))(&l)
	if !slices.Equal(l.told, []string{"fatal: no seven"}) {
		t.Errorf("told %q", l.told)
	}
}

func TestTally(t *testing.T) {
	c := testkit.Tally{}
	c.Property(t, func(t *rapid.T) {
		n := c["runs"]
		c.Add("every", true)
		c.Add("tenth", n%10 == 0)
		c.Add("never", false)
	})
	if c["runs"] < 1000 || c["every"] != c["runs"] {
		t.Fatalf("%v", c)
	}
	var l listener
	c.Check(&l, 10, "every", "tenth")
	if len(l.told) > 0 {
		t.Errorf("told %q", l.told)
	}
	c.Check(&l, 9, "every", "tenth", "never")
	want := []string{
		fmt.Sprintf("%q came %d times in %d runs: the generator misses it", "tenth", c["tenth"], c["runs"]),
		fmt.Sprintf("%q came 0 times in %d runs: the generator misses it", "never", c["runs"]),
	}
	if !slices.Equal(l.told, want) {
		t.Errorf("told %q\nwant %q", l.told, want)
	}
	l.told = nil
	if testkit.Tally(nil).Check(&l, 9, "never"); len(l.told) != 1 {
		t.Errorf("of no runs: told %q", l.told)
	}
}

// Few runs are fewer than rapid's hundred, and say nothing of what comes seldom; none at all do.
func TestFew(t *testing.T) {
	f := flag.Lookup("rapid.checks")
	usual := f.Value.String()
	defer f.Value.Set(usual)
	for runs, few := range map[string]bool{"1": true, "99": true, "100": testing.Short(), "60000": testing.Short()} {
		if err := f.Value.Set(runs); err != nil || testkit.Few() != few {
			t.Errorf("%s runs are few: %t; %v", runs, testkit.Few(), err)
		}
	}
	for runs, want := range map[int]int{0: 1, 1: 0, 99: 0, 100: 1} {
		c, l := testkit.Tally{"runs": runs}, new(listener)
		if c.Check(l, 100, "never"); len(l.told) != want {
			t.Errorf("of %d runs: %q", runs, l.told)
		}
	}
}
