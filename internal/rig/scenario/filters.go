package scenario

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// filters shows what a mask lets through (6.6 and later).
func filters() Scenario {
	return Scenario{
		Name: "filters",
		Does: "listeners without a mask, with EXIT, with NONZERO_EXIT, with a mask of unknown bits, and a member of the group that sent IGNORE",
		Proves: []string{
			"a mask lets through the events it names; EXIT with a status other than 0 passes NONZERO_EXIT, and has what 0x80000000 all the same",
			"a listener with a mask receives no answer, not even its own",
			"its gaps in the per-CPU seq are no losses",
			"a mask of unknown bits alone counts as all events",
		},
		On: Kernel.Filters,
		Run: func(w World) {
			a := attentive(w, "a", 0xc1, 0xc10)
			masks := []struct {
				name string
				mask uint32
			}{{"exits", uint32(codec.EventExit)}, {"failures", uint32(codec.EventNonzeroExit)}, {"unknown", spec.Default().UnknownEvent()}}
			sockets := []Socket{}
			for i, m := range masks {
				s := w.Open(m.name, Options{})
				s.Join(1)
				s.Send(proc(s, uint32(0xc2+i), uint32(0xc20+16*i), opListen, m.mask).Bytes())
				sockets = append(sockets, s)
			}
			gone := w.Open("ignoring", Options{})
			gone.Join(1)
			listen(gone, 0xc6, 0xc60)
			ignore(gone, 0xc7, 0xc70)
			w.Settle()
			w.Child("good", Exit(0))
			w.Child("bad", Exit(3))
			w.Child("killed", Kill(sigKILL))
			w.Child("named", SetName("cnwire"))
			w.Settle()
			for i, s := range sockets {
				ignore(s, uint32(0xc8+i), uint32(0xc80+16*i))
			}
			done(w, a, 0xcc, 0xcc0)
			for _, s := range append(sockets, gone) {
				s.Close()
			}
		},
		Check: func(t *Trace, v *Verdict) {
			for name, want := range map[string][4]string{
				"a":        {"FORK EXIT", "FORK EXIT", "FORK EXIT", "FORK COMM EXIT"},
				"unknown":  {"FORK EXIT", "FORK EXIT", "FORK EXIT", "FORK COMM EXIT"},
				"exits":    {"EXIT", "EXIT", "EXIT", "EXIT"},
				"failures": {"", "EXIT", "EXIT", ""},
				"ignoring": {},
			} {
				for i, label := range []string{"good", "bad", "killed", "named"} {
					v.Kinds(t.Sockets[name], t.Fact(label), want[i])
				}
			}
			for _, ack := range []uint32{0xc10, 0xc20, 0xc30, 0xc40, 0xc60} {
				v.Answer(t.Sockets["a"], "a", ack, 0)
			}
			for _, name := range []string{"exits", "failures"} {
				frames := t.Sockets[name]
				v.That(len(Answers(frames)) == 0, "%s received %d answers", name, len(Answers(frames)))
				v.That(!slices.ContainsFunc(frames, func(f Frame) bool { return f.Proc.What != codec.EventExit }), "%s received other events", name)
			}
			v.Answer(t.Sockets["unknown"], "unknown", 0xc40, 0)
		},
	}
}
