package scenario

import "github.com/cnwire/cnwire/codec"

// ptrace attaches to a child and lets it go.
func ptrace() Scenario {
	return Scenario{
		Name: "ptrace",
		Does: "a tracer attaches to a child by PTRACE_ATTACH and detaches, then again by PTRACE_SEIZE",
		Proves: []string{
			"both ways to attach send PTRACE with the tracer, and PTRACE_DETACH one with tracer 0",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x51, 0x510)
			p := w.Start("traced", Gate())
			w.Trace(p)
			p.Release()
			p.Wait()
			w.Settle()
			done(w, a, 0x52, 0x520)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			v.Kinds(a, t.Fact("traced"), "FORK PTRACE PTRACE PTRACE PTRACE EXIT")
			traces, _ := Of[*codec.Ptrace](About(a, t.Fact("traced")))
			for i, p := range traces {
				want := t.Fact("runner")
				if i%2 == 1 {
					want = 0
				}
				v.That(int64(p.Tracer.TGID) == want, "PTRACE %d: tracer %d, want %d", i+1, p.Tracer.TGID, want)
			}
		},
	}
}
