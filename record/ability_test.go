package record

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cnwire/cnwire/record/tap"
)

// What can be done follows from what there is: README.md, record/DEPLOY.md.
func TestAbilities(t *testing.T) {
	const tapped = "yes --tap: programs in the kernel see each message, whoever sends it\nyes --tap=nlmon: programs in the kernel see what nlmon would show\n"
	all := facts{user: 0, release: "Linux 6.18.1", masks: true, proc: procFacts{programs: 9}, becomes: true}
	for name, c := range map[string]struct {
		change func(*facts)
		want   string
	}{
		"root": {func(*facts) {}, `yes process events: the kernel, Linux 6.18.1, answers user 0
yes --events: the kernel itself keeps away what is not asked for
yes --buffer: as large as is asked for
yes exact drop counts: the kernel says how much it drops (SO_MEMINFO)
yes --who: names: of all processes, with parent, user, cgroup and command line
yes --who: executables and working directories: of all processes
yes --user: this may become another user
` + tapped},
		"a user": {func(f *facts) {
			f.user, f.note, f.becomes, f.proc.forbidden = 1000, "the socket's buffer has 10 bytes, not 20", false, 8
			f.tap = fmt.Errorf("tap: BPF programs need more: run it as root; %s (not permitted)", tap.Instead)
			f.nlmon = fmt.Errorf("tap: no nlmon: load it: %s", tap.Instead)
		}, `yes process events: the kernel, Linux 6.18.1, answers user 1000
yes --events: the kernel itself keeps away what is not asked for
no --buffer: the socket's buffer has 10 bytes, not 20
yes exact drop counts: the kernel says how much it drops (SO_MEMINFO)
yes --who: names: of all processes, with parent, user, cgroup and command line
no --who: executables and working directories: those of 8 of 9 processes may not be known: other users' need CAP_SYS_PTRACE
no --user: becoming another user needs CAP_SETUID and CAP_SETGID: run it as root
no --tap: BPF programs need more: run it as root
no --tap=nlmon: no nlmon: load it
`},
		"before 6.6, little of /proc": {func(f *facts) {
			f.release, f.masks, f.drops, f.proc = "Linux 4.19.0", false, errors.New("no"), procFacts{hides: true, programs: 1}
		}, `yes process events: the kernel, Linux 4.19.0, answers user 0
yes --events: a filter of the socket keeps away what is not asked for, for the kernel knows no masks before Linux 6.6
yes --buffer: as large as is asked for
no exact drop counts: the kernel does not say how much it drops (no): losses are seen in the counters of the CPUs alone
no --who: names: /proc hides processes of other users (its option hidepid): CAP_SYS_PTRACE, or the group of its option gid, sees them
no --who: executables and working directories: /proc hides processes of other users (its option hidepid): CAP_SYS_PTRACE, or the group of its option gid, sees them
yes --user: this may become another user
` + tapped},
		"root, and a process that not even root may look at": {func(f *facts) { f.traces, f.proc.forbidden = true, 1 }, `yes process events: the kernel, Linux 6.18.1, answers user 0
yes --events: the kernel itself keeps away what is not asked for
yes --buffer: as large as is asked for
yes exact drop counts: the kernel says how much it drops (SO_MEMINFO)
yes --who: names: of all processes, with parent, user, cgroup and command line
yes --who: executables and working directories: of all processes but 1 of 9, which something else than CAP_SYS_PTRACE keeps from being looked at
yes --user: this may become another user
` + tapped},
		"devices that killed runs left": {func(f *facts) {
			f.err, f.removed = errors.New("record: the kernel refused"), []string{"cnwire3", "cnwire9"}
		},
			"no process events: the kernel refused\n" + strings.TrimSuffix(tapped, "\n") +
				"; the nlmon device cnwire3 is removed, which a run that was killed had left behind; the nlmon device cnwire9 is removed, which a run that was killed had left behind\n"},
		"refused": {func(f *facts) { f.err = errors.New("record: the kernel refused") }, "no process events: the kernel refused\n" + tapped},
	} {
		f := all
		c.change(&f)
		var got strings.Builder
		for _, a := range f.abilities() {
			if a.OK {
				got.WriteString("yes ")
			} else {
				got.WriteString("no ")
			}
			got.WriteString(a.What + ": " + a.Why + "\n")
		}
		if diff := cmp.Diff(c.want, got.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for _, c := range []struct {
		change func(*facts)
		why    string
	}{
		{func(f *facts) { f.foreign = "another namespace" }, "another namespace"},
		{func(f *facts) { f.proc.err = errors.New("gone") }, "there is no /proc to look at: gone"},
	} {
		f := all
		c.change(&f)
		list := f.abilities()
		if names, links := list[4], list[5]; names.OK || links.OK || names.Why != c.why || links.Why != c.why {
			t.Errorf("%+v, want %s", list, c.why)
		}
	}
}
