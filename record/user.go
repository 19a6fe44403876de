package record

import (
	"errors"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/internal/privilege"
)

// need is a capability that a recorder cannot do without, once it listens.
type need struct {
	capability privilege.Capability
	why        string
	without    string // what is missing without it
}

// needs are the capabilities that a recorder keeps. Nothing else of what it does
// wants one: its socket has its buffer by then.
func needs(masks bool, who Who) (list []need) {
	if !masks {
		list = append(list, need{privilege.NetAdmin, "before Linux 6.6 the kernel takes no IGNORE without it", "the IGNORE at the end will be refused"})
	}
	if who != WhoNone {
		list = append(list, need{privilege.SysPtrace, "--who reads executables and working directories of others by it", "--who does not see executables and working directories of others"})
	}
	return list
}

// Become becomes a user, by name or number, for all threads and for good, and
// gives up all privileges but those that the rest of the recording needs: before
// 6.6 CAP_NET_ADMIN, and CAP_SYS_PTRACE where Who looks. Notes says which are kept,
// and why. Open comes before it, the outputs behind it.
func (r *Recorder) Become(name string) error {
	if r.tap != nil {
		return errors.New("record: a tap needs its privileges as long as it looks")
	}
	list := needs(hasMasks(), r.who.level)
	var keep privilege.Set
	for _, n := range list {
		keep |= privilege.Of(n.capability)
	}
	kept, err := privilege.Become(name, keep)
	if err != nil {
		return fmt.Errorf("record: %w", err)
	}
	if !hasMasks() && !kept.Has(privilege.NetAdmin) {
		return errors.New("record: before Linux 6.6 the kernel takes no IGNORE without CAP_NET_ADMIN, which is not there to be kept")
	}
	r.become = keptNote(name, list, kept)
	return nil
}

// keptNote says which of the capabilities are kept, and why, and what is missing
// without the others; nothing where none was needed.
func keptNote(name string, list []need, kept privilege.Set) string {
	var said []string
	for _, n := range list {
		if kept.Has(n.capability) {
			said = append(said, fmt.Sprintf("%s is kept, for %s", n.capability, n.why))
		} else {
			said = append(said, fmt.Sprintf("%s is not there to be kept: %s", n.capability, n.without))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return "as " + name + ": " + strings.Join(said, "; ")
}
