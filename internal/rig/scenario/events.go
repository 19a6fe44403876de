package scenario

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
)

// events has one short life for each kind of event.
func events() Scenario {
	codes := []struct {
		label string
		code  uint32
		steps []Step
	}{
		{"exit 0", 0, []Step{Exit(0)}},
		{"exit 3", 3 << 8, []Step{Exit(3)}},
		{"exit 255", 255 << 8, []Step{Exit(255)}},
		{"SIGTERM", sigTERM, []Step{DefaultSignal(sigTERM), Kill(sigTERM)}},
		{"SIGKILL", sigKILL, []Step{Kill(sigKILL)}},
	}
	return Scenario{
		Name: "events",
		Does: "one child for each kind of event: forks and a vfork, a thread, an exec, ends by code, by signal and with a core dump, other uids, gids and a session, a name, a tracer",
		Proves: []string{
			"every kind of event that process events have",
			"exit_code is a wait status: exit(3) is 0x300, SIGKILL is 9",
			"a change of the saved uid alone is reported with the real and effective uids as they were",
			"setting the uid that one has already is not reported",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x11, 0x100)
			for _, c := range codes {
				w.Child(c.label, c.steps...)
			}
			w.Child("uid", SetUID(1001, 1002))
			w.Child("saved uid", SetSavedUID(1003))
			w.Child("same uid", SetUID(0, 0))
			w.Child("gid", SetGID(1004, 1005))
			w.Child("sid", SetSID())
			w.Child("comm", SetName("cnwire"))
			w.Child("exec", Exec("true"))
			w.Child("core", CoreLimit(0), DefaultSignal(sigABRT), Kill(sigABRT))
			w.Tool("true") // by vfork
			w.Tool("threads", "1")
			p := w.Start("traced", Gate())
			w.Trace(p)
			p.Release()
			p.Wait()
			w.Settle()
			done(w, a, 0x12, 0x200)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			v.Answer(a, "a", 0x100, 0)
			for _, c := range codes {
				mine := About(a, t.Fact(c.label))
				v.Kinds(a, t.Fact(c.label), "FORK EXIT")
				exits, _ := Of[*codec.Exit](mine)
				v.That(len(exits) == 1 && exits[0].ExitCode == c.code, "%s: %+v", c.label, exits)
				forks, _ := Of[*codec.Fork](mine)
				v.That(len(forks) == 1 && int64(forks[0].Parent.TGID) == t.Fact("runner"), "%s: %+v", c.label, forks)
			}
			v.Kinds(a, t.Fact("uid"), "FORK UID EXIT")
			uids, _ := Of[*codec.UID](About(a, t.Fact("uid")))
			v.That(len(uids) == 1 && uids[0].RUID == 1001 && uids[0].EUID == 1002, "uid: %+v", uids)
			v.Kinds(a, t.Fact("saved uid"), "FORK UID EXIT")
			v.Kinds(a, t.Fact("same uid"), "FORK EXIT")
			v.Kinds(a, t.Fact("gid"), "FORK GID EXIT")
			v.Kinds(a, t.Fact("sid"), "FORK SID EXIT")
			v.Kinds(a, t.Fact("comm"), "FORK COMM EXIT")
			v.Kinds(a, t.Fact("core"), "FORK COREDUMP EXIT")
			v.Kinds(a, t.Fact("traced"), "FORK PTRACE PTRACE PTRACE PTRACE EXIT")
			kinds := Kinds(About(a, t.Fact("exec")))
			v.That(slices.Contains(kinds, "EXEC"), "exec: %s", kinds)
			seen := Kinds(a)
			for _, kind := range []string{"NONE", "FORK", "EXEC", "UID", "GID", "SID", "PTRACE", "COMM", "COREDUMP", "EXIT"} {
				v.That(slices.Contains(seen, kind), "no %s", kind)
			}
		},
	}
}
