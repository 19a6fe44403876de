package pcap

import "time"

// LinkType says how the packets of an interface begin. The registry is
// https://www.tcpdump.org/linktypes.html; its numbers outgrew 8 bits long ago.
type LinkType uint32

const (
	LinkTypeLinuxSLL  LinkType = 113 // Linux "cooked" header, what the device "any" gives
	LinkTypeNetlink   LinkType = 253 // netlink, below a cooked header of its own
	LinkTypeLinuxSLL2 LinkType = 276 // the second version of the cooked header
)

// MaxSnapLen is how many bytes of one packet a record can hold. libpcap and
// Wireshark have the same limit (MAXIMUM_SNAPLEN, WTAP_MAX_PACKET_SIZE_STANDARD)
// for every link type that connector traffic comes with.
const MaxSnapLen = 262144

// Resolution is the unit of an interface's time stamps, written as pcapng
// writes if_tsresol: n is 10 to the -n seconds, with the upper bit set 2 to
// the -n.
type Resolution uint8

const (
	Microseconds Resolution = 6
	Nanoseconds  Resolution = 9
)

// Interface is where packets were captured. A classic pcap has exactly one.
type Interface struct {
	ID         int        // counted from 0 within the section
	LinkType   LinkType   // how its packets begin
	SnapLen    uint32     // as the file says, which may be 0 or less than the packets have
	Name       string     // empty in a classic pcap
	Section    int        // counted from 1; 0 in a classic pcap, which has none
	BigEndian  bool       // byte order of the headers around the packets, not of the packets
	Resolution Resolution // of its time stamps
}

// Packet is one captured packet.
type Packet struct {
	// Data is what was captured. It aliases the Reader's buffer and is valid
	// until the next call of Next.
	Data []byte

	// Time is in UTC. It has what resolution the Interface has.
	Time time.Time

	// Len is how long the packet was before a snap length cut it, as the file
	// says: a strange file may have it smaller than len(Data).
	Len uint32

	// Offset is where the record's header stands in the uncompressed stream.
	Offset int64

	// Interface is the same pointer for all packets of one interface.
	Interface *Interface

	// Comments are the packet's own, nil in a classic pcap.
	Comments []string
}
