package scenario

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
)

// pidreuse gives one pid to two processes, one after the other.
func pidreuse() Scenario {
	return Scenario{
		Name: "pidreuse",
		Does: "a child dies; the kernel is told to give its pid again (ns_last_pid), and another child gets it",
		Proves: []string{
			"one pid is that of two processes within one capture: a FORK of a pid that had its EXIT begins another life",
		},
		On: guest,
		Run: func(w World) {
			a := attentive(w, "a", 0x91, 0x910)
			pid := w.Child("first", Exit(1))
			w.Write("/proc/sys/kernel/ns_last_pid", strconv.Itoa(pid-1))
			w.Child("second", SetSID(), Exit(2))
			w.Settle()
			done(w, a, 0x92, 0x920)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			v.That(t.Fact("first") == t.Fact("second"), "the pids are %d and %d", t.Fact("first"), t.Fact("second"))
			v.Kinds(a, t.Fact("first"), "FORK EXIT FORK SID EXIT")
			exits, _ := Of[*codec.Exit](About(a, t.Fact("first")))
			v.That(len(exits) == 2 && exits[0].ExitCode == 1<<8 && exits[1].ExitCode == 2<<8, "%+v", exits)
		},
	}
}
