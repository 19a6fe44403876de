package audience

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis/listeners"
)

// Here is who listens on this machine.
type Here struct {
	List      []listeners.Listener
	Sentences []string // what the list does not say
}

// tell says what the counter is, and how it goes with those who listen; kept reports
// whether the kernel said what they asked for.
func (h *Here) tell(c listeners.Count, kept bool) {
	n := 0
	for i := range h.List {
		if h.List[i].State == listeners.Listens {
			n++
		}
	}
	say := func(format string, a ...any) { h.Sentences = append(h.Sentences, fmt.Sprintf(format, a...)) }
	least, hasMin := c.Min()
	most, hasMax := c.Max()
	exact := hasMin && hasMax && least == most
	switch {
	case exact:
		say("the kernel counts %d listeners", least)
	case hasMin:
		say("the kernel sends events: it counts at least %d", least)
	case hasMax:
		say("the kernel sends no events: it counts at most %d", most)
	}
	switch {
	case hasMax && most < 1 && n > 0:
		say("%d listen, and hear nothing: somebody sent an IGNORE too many (SPEC.md R43); a LISTEN from a new socket wakes the kernel", n)
	case hasMin && kept && least > int64(n):
		say("%d more than listen: somebody ended, or closed a socket, without an IGNORE, and is counted until the machine restarts (SPEC.md R43)", least-int64(n))
	case exact && kept && least < int64(n):
		say("%d fewer than listen: somebody's IGNOREs took from them (SPEC.md R43), and as many more silence all", int64(n)-least)
	}
}
