package scenario

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// A parent that waits may reap its child before the kernel sends the EXIT, which has no
// parent then (kernel/exit.c:do_exit, 6.12): as a kernel with preempt=full did once. That
// is nothing to find fault with, and the child still has to end.
func TestPidnsReaped(t *testing.T) {
	s, _ := Find("pidns")
	k := Kernel{Release: "6.12.117", Arch: "amd64"}
	for _, c := range []struct {
		why, want string
		change    func(e *codec.Exit)
	}{
		{"as captured", "", func(*codec.Exit) {}},
		{"reaped", "", func(e *codec.Exit) { e.Parent = codec.Task{} }},
		{"another's child", "the EXIT's parent is", func(e *codec.Exit) { e.Parent.TGID++ }},
		{"another end", "the EXITs of", func(e *codec.Exit) { e.ExitCode = 0 }},
		{"another process", "the EXITs of", func(e *codec.Exit) { e.Process.TGID++ }},
	} {
		tr, err := Load(os.DirFS("../../../testdata/corpus/captures/amd64-6.12.117"), s.Name, k)
		if err != nil {
			t.Fatal(err)
		}
		for name, frames := range tr.Sockets {
			frames = slices.Clone(frames)
			for i := range frames {
				if e, ok := frames[i].Event.(*codec.Exit); ok && e.ExitCode == 5<<8 {
					changed := *e
					c.change(&changed)
					frames[i].Event = &changed
				}
			}
			tr.Sockets[name] = frames
		}
		var v Verdict
		s.Check(tr, &v)
		if text := strings.Join(v.Faults, "\n"); c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q, want %q", c.why, text, c.want)
		}
	}
}
