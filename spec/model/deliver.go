package model

// Delivery is one datagram on its way to one or more sockets.
type Delivery struct {
	Datagram
	ToKernel bool
	To       uint32    // the port, of one that went to a single socket
	Got      []*Socket // have it in their queue
	Lost     []*Socket // had no room (R39)
	Filtered []*Socket // did not want it (R45)

	// Tapped counts the frames that a netlink tap shows of it, on a kernel whose
	// tap takes the connector's family.
	Tapped int
}

// Part is a cn_msg that the kernel sends.
type Part struct {
	ID       ID
	Seq, Ack uint32
	Flags    uint16
	Data     []byte
}

// filter says whether a socket wants a message.
type filter func(*Socket) bool

// Transmit is drivers/connector/connector.c:cn_netlink_send_mult: one datagram
// with one nlmsghdr and the parts behind each other. Where it goes (R37):
//
//	port 0, group 0   the group of the user who has registered the first part's id
//	port 0, group g   group g
//	port p, group 0   the socket with that port (3.15)
//	port p, group g   group g without the socket with that port
//
// It fails as the kernel's function does: ENODEV if nobody has registered the
// id, ESRCH without a listener, ECONNREFUSED without the port, EAGAIN if its
// queue is full. ENOSYS is the model's own, for what the generation cannot do,
// and EMSGSIZE for parts whose length does not fit in the u16 it is passed in.
func (k *Kernel) Transmit(parts []Part, port, group uint32) ([]Delivery, Errno) {
	var err Errno
	return k.recorded(func() { err = k.send(parts, port, group, nil) }), err
}

func (k *Kernel) send(parts []Part, port, group uint32, want filter) Errno {
	total := -20
	for _, p := range parts {
		total += 20 + len(p.Data)
	}
	switch {
	case len(parts) == 0, len(parts) > 1 && !k.Multiple, port != 0 && !k.Unicast:
		return ENOSYS
	case total > 1<<16-1:
		return EMSGSIZE
	}
	if port == 0 && group == 0 {
		u := k.user(parts[0].ID)
		if u == nil {
			return ENODEV
		}
		group = u.group()
	}
	if port == 0 && k.Unheard && !k.heard(group) {
		return ESRCH
	}
	d := Datagram{Bytes: k.datagram(parts)}
	if group == 0 && port != 0 {
		return k.unicast(nil, d, port)
	}
	if group >= 1 && group <= MaxGroup {
		d.Groups = 1 << (group - 1)
	}
	err := k.multicast(nil, d, group, port, want)
	if !k.Unheard {
		return 0
	}
	return err
}

// datagram returns the bytes of a message that the kernel sends (R38).
func (k *Kernel) datagram(parts []Part) []byte {
	var body []byte
	for _, p := range parts {
		body = append(body, must(k.table.CnMsg(k.Order, map[string]uint64{
			"id.idx": uint64(p.ID.Idx), "id.val": uint64(p.ID.Val),
			"seq": uint64(p.Seq), "ack": uint64(p.Ack), "flags": uint64(p.Flags),
		}, p.Data))...)
	}
	length := 16 + len(body)
	pad := -length & 3
	set := map[string]uint64{"nlmsg_type": 3, "nlmsg_seq": uint64(parts[0].Seq)}
	if k.CountPad {
		set["nlmsg_len"] = uint64(length + pad)
	}
	b := must(k.table.Nlmsg(k.Order, set, body))
	for range pad {
		if k.CountPad { // and so does not write it
			b = append(b, k.Old)
		} else {
			b = append(b, 0)
		}
	}
	return b
}

// multicast is net/netlink/af_netlink.c:do_one_broadcast for each socket. It
// leaves out the sender, whoever has the port, and, since the kernel's own port
// is 0, sockets that were never bound.
func (k *Kernel) multicast(from *Socket, d Datagram, group, port uint32, want filter) Errno {
	out := Delivery{Datagram: d}
	netns := ""
	if from != nil {
		netns = from.NetNS
	}
	for _, s := range k.sockets {
		switch {
		case !s.In(group), s == from, s.Port == port, s.NetNS != netns:
		case want != nil && !want(s):
			out.Filtered = append(out.Filtered, s)
		case s.enqueue(d):
			out.Got = append(out.Got, s)
		default:
			out.Lost = append(out.Lost, s)
		}
	}
	k.record(out)
	if len(out.Got) == 0 {
		return ESRCH
	}
	return 0
}

// unicast is net/netlink/af_netlink.c:netlink_unicast to a user socket, by a
// sender who does not wait for room.
func (k *Kernel) unicast(from *Socket, d Datagram, port uint32) Errno {
	netns := ""
	if from != nil {
		netns = from.NetNS
	}
	s := k.port(netns, port)
	if s == nil {
		return ECONNREFUSED
	}
	out := Delivery{Datagram: d, To: port}
	err := Errno(0)
	switch {
	case !s.full():
		s.enqueue(d)
		out.Got = []*Socket{s}
	default:
		err = EAGAIN
		out.Lost = []*Socket{s}
		if from == nil { // one that user space sends is refused, not lost
			s.overrun()
		}
	}
	k.record(out)
	return err
}

// record notes a delivery, unless there was nobody to deliver to. Each socket that it is queued at is a frame of the tap
// (R39), which sees the initial network here.
func (k *Kernel) record(d Delivery) {
	if len(d.Got)+len(d.Lost)+len(d.Filtered) == 0 {
		return
	}
	if k.Tap {
		for _, s := range d.Got {
			if s.NetNS == "" {
				d.Tapped++
			}
		}
	}
	k.log = append(k.log, d)
}
