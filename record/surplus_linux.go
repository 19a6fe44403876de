package record

import (
	"errors"
	"fmt"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record/audience"
)

// settle sends the IGNOREs that killed runs owe, as far as the kernel counts more than
// listen, and returns sentences about them.
func settle(folder, boot string) (said []string) {
	left, _ := owing(folder, boot)
	if len(left) == 0 {
		return nil
	}
	more, known := steady(func() (int64, bool) {
		here, err := audience.Look()
		if err != nil {
			return 0, false
		}
		return surplus(here, living(folder, boot, left))
	})
	for _, o := range left {
		switch {
		case !known:
			said = append(said, perhapsOwed(o.file.Name(), hasMasks()))
			o.file.Close()
			continue
		case more > 0:
			if err := takeBack(); err != nil {
				said = append(said, fmt.Sprintf("a run that was killed has left the kernel counting a listener too many, and that could not be taken back: %v", err))
				o.file.Close()
				continue
			}
			more--
			said = append(said, "a run that was killed had left the kernel counting a listener too many: it is taken back")
		}
		o.paid()
	}
	return said
}

// perhapsOwed says what to do where nobody here knows whether the kernel counts too many.
func perhapsOwed(note string, masks bool) string {
	how := "cnwire send --ignore --force takes it back"
	if masks { // then the IGNORE of a new socket changes nothing (R43)
		how = "a socket that sends an unknown operation and then an IGNORE takes it back (a line for that stands in record/DEPLOY.md)"
	}
	return "a run that was killed has left the kernel counting a listener too many, perhaps: how many listen is not known here, so nothing is taken back. " +
		"Only where nobody else listens, and cnwire listeners says that the kernel counts one or sends events, " + how + ", once; in any case rm " + note + " removes the note of it, and this is said no more"
}

// steady looks twice, and believes the look that sees less. A look takes its time: who
// comes behind it, or goes before it, is counted and not seen, and an IGNORE for that
// would silence somebody.
func steady(look func() (more int64, known bool)) (more int64, known bool) {
	if more, known = look(); !known || more < 1 {
		return more, known
	}
	again, known := look()
	return min(more, again), known
}

// surplus is how many more the kernel counts than listen, if that is known; of a count of
// none nothing can be owed, whoever took it. Up to 6.5 nobody knows who of a group's
// members asked; each may have, once, and so may taps, which are in no group: then only a
// count above these tells.
func surplus(h *audience.Here, taps int) (more int64, known bool) {
	least, ok := h.Count.Min()
	most, bounded := h.Count.Max()
	if bounded && most < 1 {
		return 0, true
	}
	if !ok || !bounded || least != most {
		return 0, false
	}
	n := int64(0)
	for i := range h.List {
		if l := &h.List[i]; l.State == listeners.Listens || !h.Kept && l.State == listeners.Unknown {
			n++
		}
	}
	if !h.Kept {
		n += int64(taps)
	}
	return least - n, h.Kept || least > n
}

// takeBack lowers the kernel's count by one. From 6.6 on an IGNORE alone does so for who
// has asked for something before: an unknown operation is something (R43).
func takeBack() (err error) {
	s, err := openSocket(&Options{Buffer: exchangeBuffer}, 0)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	r := requests{port: s.port}
	if hasMasks() {
		const nothing codec.McastOp = 0
		unknown, _ := r.make(nothing, 0)
		if err := s.send(unknown); err != nil {
			return err
		}
	}
	ignore, _ := r.make(codec.McastIgnore, 0)
	return s.send(ignore)
}
