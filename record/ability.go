package record

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/record/tap"
)

// Ability is something that a recorder may be able to do on this machine, for this
// user: OK says whether it is, and Why in a sentence how, or what keeps it.
type Ability struct {
	What string
	OK   bool
	Why  string
}

// Abilities tries what a recorder can do here. The first is to hear process events
// at all, and without it there is no other but a tap, which needs other rights. It
// listens for a moment, and the kernel counts as many listeners afterwards as before; taps
// look for a moment too, that of nlmon's frames by a device of its own, and those that
// killed runs left behind are removed, which its Why says.
func Abilities() []Ability { return surroundings().abilities() }

// facts are what abilities follow from.
type facts struct {
	user    int
	release string // of the kernel
	err     error  // of listening; where there is one, nothing of the following is known
	masks   bool
	note    string // what the buffer has not
	drops   error  // of asking for drop counts
	foreign string // why numbers in /proc are others than in events
	proc    procFacts
	becomes bool // another user
	traces  bool // it has CAP_SYS_PTRACE
	tap     error
	nlmon   error
	removed []string // nlmon devices that were left behind
}

// procFacts are what /proc shows.
type procFacts struct {
	err       error // it is not there
	hides     bool  // processes of others are not in it
	programs  int   // processes that have an executable, so no threads of the kernel
	forbidden int   // of these, where it may not be known
}

func (f *facts) abilities() []Ability {
	if f.err != nil {
		return f.taps([]Ability{{"process events", false, strings.TrimPrefix(f.err.Error(), "record: ")}})
	}
	list := []Ability{{"process events", true, fmt.Sprintf("the kernel, %s, answers user %d", f.release, f.user)}}
	add := func(what string, ok bool, yes, no string) {
		if !ok {
			yes = no
		}
		list = append(list, Ability{what, ok, yes})
	}
	if f.masks {
		add("--events", true, "the kernel itself keeps away what is not asked for", "")
	} else {
		add("--events", true, "a filter of the socket keeps away what is not asked for, for the kernel knows no masks before Linux 6.6", "")
	}
	add("--buffer", f.note == "", "as large as is asked for", f.note)
	add("exact drop counts", f.drops == nil, "the kernel says how much it drops (SO_MEMINFO)",
		fmt.Sprintf("the kernel does not say how much it drops (%v): losses are seen in the counters of the CPUs alone", f.drops))
	f.who(add)
	add("--user", f.becomes, "this may become another user", "becoming another user needs CAP_SETUID and CAP_SETGID: run it as root")
	return f.taps(list)
}

// taps says what taps there can be.
func (f *facts) taps(list []Ability) []Ability {
	for _, t := range []struct {
		what, yes string
		err       error
	}{
		{"--tap", "programs in the kernel see each message, whoever sends it", f.tap},
		{"--tap=nlmon", "programs in the kernel see what nlmon would show", f.nlmon},
	} {
		if t.err != nil {
			list = append(list, Ability{t.what, false, tapKeeps(t.err)})
			continue
		}
		list = append(list, Ability{t.what, true, t.yes})
	}
	for _, name := range f.removed {
		list[len(list)-1].Why += "; " + removedDevice(name)
	}
	return list
}

// tapKeeps is what keeps a tap away, without what a recording of the socket can do all
// the same, and without what the kernel said.
func tapKeeps(err error) string {
	why, _, _ := strings.Cut(strings.TrimPrefix(err.Error(), "tap: "), tap.Instead)
	return strings.TrimRight(why, ";: ")
}

// who says what of processes can be looked up.
func (f *facts) who(add func(what string, ok bool, yes, no string)) {
	const names, links = "--who: names", "--who: executables and working directories"
	why := f.foreign
	switch {
	case why != "":
	case f.proc.err != nil:
		why = fmt.Sprintf("there is no /proc to look at: %v", f.proc.err)
	case f.proc.hides:
		why = "/proc hides processes of other users (its option hidepid): CAP_SYS_PTRACE, or the group of its option gid, sees them"
	}
	add(names, why == "", "of all processes, with parent, user, cgroup and command line", why)
	yes := "of all processes"
	if n := f.proc.forbidden; n > 0 && f.traces {
		yes = fmt.Sprintf("of all processes but %d of %d, which something else than CAP_SYS_PTRACE keeps from being looked at", n, f.proc.programs)
	} else if n > 0 && why == "" {
		why = fmt.Sprintf("those of %d of %d processes may not be known: other users' need CAP_SYS_PTRACE", n, f.proc.programs)
	}
	add(links, why == "", yes, why)
}
