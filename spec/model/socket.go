package model

// Creds says who a process is. The zero value is an unprivileged one in the
// initial namespaces.
type Creds struct {
	PID      uint32 // process id: what the socket's port becomes if it is free
	UID      uint32
	NetAdmin bool // CAP_NET_ADMIN over the user namespace that it is in
	SysAdmin bool // CAP_SYS_ADMIN over the initial one

	// Namespaces by any name; "" is the initial one.
	UserNS, PIDNS, NetNS string
}

// admin reports whether the process has CAP_NET_ADMIN over its network: one that
// another user namespace gave it counts in another network only.
func (c *Creds) admin() bool { return c.NetAdmin && (c.UserNS == "" || c.NetNS != "") }

// Socket is a NETLINK_CONNECTOR socket of a process.
type Socket struct {
	Creds
	Port      uint32 // nl_pid; 0 until it is bound, by Bind or by sending
	Room      int    // how many datagrams its receive buffer holds; 0: any number
	NoENOBUFS bool   // NETLINK_NO_ENOBUFS: overflows are not told
	Drops     int    // the column of /proc/net/netlink

	k         *Kernel
	groups    uint32 // group g is bit g-1
	queue     []Datagram
	congested bool
	err       Errno
	state     *state
	closed    bool
}

// Datagram is what a socket receives at once.
type Datagram struct {
	Bytes  []byte
	Port   uint32 // nl_pid of the sender, 0 for the kernel
	Groups uint32 // nl_groups: the bit of the group it was sent to, or 0
}

// Open opens a socket whose receive buffer holds room datagrams, any number if
// that is 0.
func (k *Kernel) Open(c Creds, room int) *Socket {
	s := &Socket{Creds: c, Room: room, k: k}
	k.sockets = append(k.sockets, s)
	return s
}

// Close closes the socket. It leaves its groups and loses its filter, but the
// listener counter keeps the LISTEN that it sent (R43).
func (s *Socket) Close() {
	for i, other := range s.k.sockets {
		if other == s {
			s.k.sockets = append(s.k.sockets[:i:i], s.k.sockets[i+1:]...)
			break
		}
	}
	s.closed, s.groups, s.queue, s.state = true, 0, nil, nil
}

// Queued returns how many datagrams wait to be received.
func (s *Socket) Queued() int { return len(s.queue) }

// Recv takes the next datagram. An overflow is told first, once, as ENOBUFS; an
// empty queue is EAGAIN (R39).
func (s *Socket) Recv() (Datagram, Errno) {
	if s.closed {
		return Datagram{}, EBADF
	}
	var d Datagram
	err := s.err
	switch s.err = 0; {
	case err != 0:
	case len(s.queue) == 0:
		err = EAGAIN
	default:
		d, s.queue = s.queue[0], s.queue[1:]
	}
	if len(s.queue) == 0 { // net/netlink/af_netlink.c:netlink_rcv_wake
		s.congested = false
	}
	return d, err
}

// enqueue queues a datagram, or counts it as lost. A socket that overflowed
// takes nothing until its queue has been emptied (R39).
func (s *Socket) enqueue(d Datagram) bool {
	if !s.full() {
		s.queue = append(s.queue, d)
		return true
	}
	s.overrun()
	return false
}

// full reports whether the next datagram would be lost.
func (s *Socket) full() bool { return s.congested || s.Room > 0 && len(s.queue) >= s.Room }

// overrun is net/netlink/af_netlink.c:netlink_overrun.
func (s *Socket) overrun() {
	if !s.NoENOBUFS && !s.congested {
		s.congested, s.err = true, ENOBUFS
	}
	s.Drops++
}
