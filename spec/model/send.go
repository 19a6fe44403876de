package model

import "math/bits"

// Outcome is what came of one send.
type Outcome struct {
	Errno Errno // what sendto returned; 0 also for what the kernel drops

	// ToKernel says that the kernel's socket got the datagram. Then Drop is the
	// check of the receive path that dropped it, or what the callback of User did
	// not like about it, and DropNone where it was acted on. Nobody tells the
	// sender of either.
	ToKernel bool
	Drop     Drop
	User     ID

	// Overread counts the bytes behind the datagram that this generation reads as
	// if they belonged to it. The model takes them for 0; in a kernel they are
	// whatever was there.
	Overread int

	// Deliveries has everything that was queued somewhere because of this send,
	// in that order: copies for other users, the request itself, the answers.
	Deliveries []Delivery
}

// Send is sendto(2) with a sockaddr_nl: a port, 0 for the kernel, and a bit mask
// of groups of which the lowest counts. A message to a group goes there and to
// the port (R41).
func (s *Socket) Send(port, groups uint32, b []byte) (out Outcome) {
	group := uint32(0)
	if groups != 0 {
		group = uint32(bits.TrailingZeros32(groups)) + 1
	}
	switch p := &s.k.Profile; {
	case s.closed:
		return Outcome{Errno: EBADF}
	case len(b) == 0 && p.RefuseEmpty:
		return Outcome{Errno: ENODATA}
	case (group != 0 || port != 0 && p.PortAdmin) && !s.admin():
		return Outcome{Errno: EPERM}
	}
	if s.Port == 0 {
		s.take(0)
	}
	out.Deliveries = s.k.recorded(func() {
		d := Datagram{Bytes: b, Port: s.Port}
		if group != 0 {
			d.Groups = 1 << (group - 1)
			s.k.multicast(s, d, group, port, nil)
			d.Groups = 0
		}
		switch {
		case port != 0:
			out.Errno = s.k.unicast(s, d, port)
		case s.NetNS != "": // the kernel's socket is in the initial network alone (R32)
			out.Errno = ECONNREFUSED
		default:
			out.ToKernel = true
			tapped := 0
			if s.k.TapRequests {
				tapped = 1
			}
			s.k.log = append(s.k.log, Delivery{Datagram: d, ToKernel: true, Tapped: tapped})
			s.k.receive(s, b, &out)
		}
	})
	return out
}

// Answers returns the datagrams that the kernel sent, of those in Deliveries.
func (o *Outcome) Answers() []Delivery {
	var all []Delivery
	for _, d := range o.Deliveries {
		if d.Port == 0 {
			all = append(all, d)
		}
	}
	return all
}
