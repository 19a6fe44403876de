package audience

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis/listeners"
)

// Here is who listens on this machine.
type Here struct {
	List  []listeners.Listener
	Count listeners.Count // the kernel's counter, as far as it is known
	Kept  bool            // the kernel said what each asked for
	Why   error           // what kept that from being known, or nil
}

// Sentences say what the list does not.
func (h *Here) Sentences() (list []string) {
	if h.Why != nil {
		list = append(list, fmt.Sprintf("what they asked for is not known: %v", h.Why))
	}
	least, hasMin := h.Count.Min()
	most, hasMax := h.Count.Max()
	switch {
	case hasMin && hasMax && least == most:
		list = append(list, fmt.Sprintf("the kernel's count of listeners is %d", least))
	case hasMin:
		list = append(list, fmt.Sprintf("the kernel sends events: it counts at least %d", least))
	case hasMax:
		list = append(list, fmt.Sprintf("the kernel sends no events: it counts at most %d", most))
	}
	if odd := h.Odd(); odd != "" {
		list = append(list, odd)
	}
	return list
}

// Odd says how the counter does not go with those who listen, or is empty (R43).
func (h *Here) Odd() string {
	n := int64(0)
	for i := range h.List {
		if h.List[i].State == listeners.Listens {
			n++
		}
	}
	least, hasMin := h.Count.Min()
	most, hasMax := h.Count.Max()
	switch {
	case hasMax && most < 1 && n > 0:
		return fmt.Sprintf("%d listen, and hear nothing: somebody sent an IGNORE too many (SPEC.md R43); a LISTEN from a new socket wakes the kernel", n)
	case hasMin && h.Kept && least > n:
		return fmt.Sprintf("the kernel counts %d more than listen: somebody ended, or closed a socket, without an IGNORE, and is counted until the machine restarts (SPEC.md R43)", least-n)
	case hasMax && h.Kept && most < n:
		return fmt.Sprintf("the kernel counts %d fewer than listen: somebody's IGNOREs took from them (SPEC.md R43), and as many more silence all", n-most)
	}
	return ""
}
