package model

import "math/bits"

// MaxGroup is the highest multicast group. The connector asks for
// CN_NETLINK_USERS + 15 groups, which the documentation repeats; netlink gives
// 32 to whoever asks for fewer (net/netlink/af_netlink.c:netlink_kernel_create),
// and no kernel asks for more (R34).
const MaxGroup = 32

// Bind is bind(2) with a sockaddr_nl. A port of 0 leaves the choice to the
// kernel. groups is a bit mask, group g in bit g-1, and replaces what the socket
// was in before: not what NETLINK_ADD_MEMBERSHIP takes (R40).
func (s *Socket) Bind(port, groups uint32) Errno {
	if s.closed {
		return EBADF
	}
	if groups != 0 && !s.k.OddGroups && !s.admin() {
		return EPERM
	}
	if s.Port != 0 && port != s.Port {
		return EINVAL
	}
	for left := groups; left != 0; left &= left - 1 {
		if err := s.k.joins(s, uint32(bits.TrailingZeros32(left))+1); err != 0 {
			return err // one that is not allowed, and none is joined
		}
	}
	if s.Port == 0 {
		if err := s.take(port); err != 0 {
			return err
		}
	}
	s.groups = groups
	return 0
}

// Join is setsockopt(SOL_NETLINK, NETLINK_ADD_MEMBERSHIP): option 1, with the
// number of the group.
func (s *Socket) Join(group uint32) Errno {
	if err := s.member(group); err != 0 {
		return err
	}
	if err := s.k.joins(s, group); err != 0 {
		return err
	}
	s.groups |= 1 << (group - 1)
	return 0
}

// Leave is NETLINK_DROP_MEMBERSHIP: option 2, whatever the connector's
// documentation says. Up to 6.5 it takes the same privilege as joining.
func (s *Socket) Leave(group uint32) Errno {
	if err := s.member(group); err != 0 {
		return err
	}
	s.groups &^= 1 << (group - 1)
	return 0
}

// Groups returns the groups that the socket is in, as Bind takes them.
func (s *Socket) Groups() uint32 { return s.groups }

// In reports whether the socket is in a group.
func (s *Socket) In(group uint32) bool {
	return group >= 1 && group <= MaxGroup && s.groups>>(group-1)&1 == 1
}

// member is what net/netlink/af_netlink.c:netlink_setsockopt checks for both.
func (s *Socket) member(group uint32) Errno {
	if s.closed {
		return EBADF
	}
	if !s.k.OddGroups && !s.admin() {
		return EPERM
	}
	if group == 0 || group > MaxGroup {
		return EINVAL
	}
	return 0
}

// joins is drivers/connector/connector.c:cn_bind (6.6). It means to open group 1
// to everybody, and looks for bit 0 in the number of the group: every odd group
// is open.
func (k *Kernel) joins(s *Socket, group uint32) Errno {
	if k.OddGroups && group&1 == 0 && !s.admin() {
		return EPERM
	}
	return 0
}

// take gives the socket its port: the one it asks for, or the process id, or
// where that is taken a number that no process has.
func (s *Socket) take(port uint32) Errno {
	if port != 0 {
		if s.k.port(s.NetNS, port) != nil {
			return EADDRINUSE
		}
		s.Port = port
		return 0
	}
	for port = s.PID; port == 0 || s.k.port(s.NetNS, port) != nil; {
		if port < 1<<31 {
			port = 1<<32 - 4096
		}
		port--
	}
	s.Port = port
	return 0
}

// port returns the socket that has a port in a network, or nil.
func (k *Kernel) port(netns string, port uint32) *Socket {
	for _, s := range k.sockets {
		if s.Port == port && port != 0 && s.NetNS == netns {
			return s
		}
	}
	return nil
}

// heard reports whether anybody is in a group, in whatever network:
// net/netlink/af_netlink.c:netlink_has_listeners.
func (k *Kernel) heard(group uint32) bool {
	for _, s := range k.sockets {
		if s.In(group) {
			return true
		}
	}
	return false
}
