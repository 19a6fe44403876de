package privilege

import "strings"

// Capability is the number of a capability, include/uapi/linux/capability.h.
type Capability uint8

const (
	NetAdmin  Capability = 12
	SysPtrace Capability = 19
)

// String returns CAP_NET_ADMIN or CAP_SYS_PTRACE.
func (c Capability) String() string {
	if c == NetAdmin {
		return "CAP_NET_ADMIN"
	}
	return "CAP_SYS_PTRACE"
}

// Set is a set of capabilities: bit n is capability n, as in /proc/PID/status.
type Set uint64

// Of makes a set.
func Of(list ...Capability) (s Set) {
	for _, c := range list {
		s |= 1 << c
	}
	return s
}

// Has reports whether one is in the set.
func (s Set) Has(c Capability) bool { return s>>c&1 != 0 }

// String names those that have a name here, with "and" between them.
func (s Set) String() string {
	var names []string
	for _, c := range []Capability{NetAdmin, SysPtrace} {
		if s.Has(c) {
			names = append(names, c.String())
		}
	}
	return strings.Join(names, " and ")
}
