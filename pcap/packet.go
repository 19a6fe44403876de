package pcap

import "time"

// MaxSnapLen is how many bytes of one packet a record can hold. libpcap and
// Wireshark have the same limit (MAXIMUM_SNAPLEN, WTAP_MAX_PACKET_SIZE_STANDARD)
// for every link type that connector traffic comes with.
const MaxSnapLen = 262144

// Packet is one captured packet.
type Packet struct {
	// Data is what was captured. It aliases the Reader's buffer and is valid
	// until the next call of Next.
	Data []byte

	// Time is in UTC, to the nanosecond below what the file says. It is the
	// zero Time if the file does not say: simple packet blocks have none.
	Time time.Time

	// Ticks is the time stamp as it stands in the file, in units of the
	// interface's Resolution, without its TsOffset.
	Ticks uint64

	// Len is how long the packet was before a snap length cut it, as the file
	// says: a strange file may have it smaller than len(Data).
	Len uint32

	// Offset is where the record or block starts in the uncompressed stream.
	Offset int64

	// Interface is the same pointer for all packets of one interface.
	Interface *Interface

	// Comments are the packet's own, nil in a classic pcap as is all that
	// follows. Of more than 1000, which are noted, it has the first.
	Comments []string

	Flags     Optional[uint32] // epb_flags: bits 0 and 1 are the direction
	DropCount Optional[uint64] // epb_dropcount: packets lost between the one before and this

	// Options are all of the packet's options, as they stand in the file. They
	// alias the Reader's buffer as Data does.
	Options Options
}
