package audience

import (
	"errors"
	"os"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record/tap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// errElsewhere is that the connector is in another network namespace.
var errElsewhere = errors.New("the connector is in the machine's first network namespace, and this is another, or the kernel has none: look there")

// Look looks who listens now. As root it knows what each asked for, from Linux 6.6 on, and
// as a rule what the kernel counts; else whether that sends events.
func Look() (*Here, error) {
	h, err := Glance()
	if _, known := h.Count.Min(); err == nil && !known {
		h.Count = probe()
	}
	return h, err
}

// Glance is Look without the last, for who has no time.
func Glance() (h *Here, err error) {
	asked, err := tap.ReadSockets()
	h = &Here{Count: counted(&asked), Kept: asked.Kept, Why: err}
	h.List, err = list(&asked)
	return h, err
}

func counted(s *tap.Sockets) (c listeners.Count) {
	if s.Counted {
		c = listeners.Exactly(int64(s.Count))
	}
	return c
}

// list puts together what is known of each socket that is in a group or asked for events.
func list(asked *tap.Sockets) (all []listeners.Listener, err error) {
	f, err := os.Open("/proc/net/netlink")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sockets, kernel, err := table(f)
	if err != nil {
		return nil, err
	}
	if !kernel {
		return nil, errElsewhere
	}
	known := map[uint32]tap.Socket{}
	for _, s := range asked.List {
		known[s.Port] = s
	}
	owners := owners()
	for _, s := range sockets {
		said, ok := known[s.port]
		if s.groups == 0 && !said.Asked {
			continue // it hears nothing, and asked for nothing
		}
		l := listener(&s)
		if ok {
			asks(&l, &said, asked.Kept)
		}
		if pid, ok := owners[s.inode]; ok {
			owned(&l, pid)
		}
		all = append(all, l)
	}
	return all, nil
}

// listener is what the table says.
func listener(s *socket) listeners.Listener {
	l := listeners.Listener{Port: s.port, State: listeners.Member, Queue: &s.queue, Drops: &s.drops, Since: genealogy.NoTime, Until: genealogy.NoTime}
	for g := range uint32(32) {
		if s.groups&(1<<g) != 0 {
			l.Groups = append(l.Groups, g+1)
		}
	}
	if s.groups&(1<<(codec.CnIdxProc-1)) != 0 {
		l.State = listeners.Unknown
	}
	return l
}

// asks is what the kernel keeps of what it asked for.
func asks(l *listeners.Listener, s *tap.Socket, kept bool) {
	switch {
	case !kept:
	case !s.Asked:
		l.State = listeners.Member
	case s.Op == uint32(codec.McastListen):
		l.State = listeners.Listens
	case s.Op == uint32(codec.McastIgnore):
		l.State = listeners.Ignores
	}
	if s.Asked {
		l.Wants(s.Mask)
	}
}
