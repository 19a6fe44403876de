package codec

import "encoding/binary"

// Cooked is struct sll_header, the header of LINKTYPE_NETLINK (253) and, with
// ARPHRD 824, of LINKTYPE_LINUX_SLL (113), from libpcap's pcap/sll.h.
//
//	 0       2       4       6                       14      16
//	+-------+-------+-------+-----------------------+-------+----------
//	|pkttype|hatype | halen |         addr          | proto | datagram
//	+-------+-------+-------+-----------------------+-------+----------
//
// It is the one part of a frame that is always big-endian (R2).
type Cooked struct {
	PacketType uint16  // sll_pkttype: 4 in practice; 6 to user space, 7 to the kernel
	HaType     uint16  // sll_hatype: ARPHRD_NETLINK, 824
	HaLen      uint16  // sll_halen: 0 on nlmon
	Addr       [8]byte // sll_addr: unused here, and not always zero (R2)
	Protocol   uint16  // sll_protocol: the netlink family; NETLINK_CONNECTOR is 11
}

// CookedSize is the size of a Cooked on the wire.
const CookedSize = 16

// What a Cooked says of the frames that this package decodes.
const (
	ArphrdNetlink   = 824 // ARPHRD_NETLINK, from include/uapi/linux/if_arp.h
	FamilyConnector = 11  // NETLINK_CONNECTOR, from include/uapi/linux/netlink.h
	PacketToUser    = 6   // PACKET_USER, from include/uapi/linux/if_packet.h
	PacketToKernel  = 7   // PACKET_KERNEL
	PacketOutgoing  = 4   // PACKET_OUTGOING, what nlmon's frames carry
)

// Decode reads the header from the start of b, whatever o is. Fewer than 16
// bytes are ErrShort.
func (c *Cooked) Decode(_ Order, b []byte) (n int, err error) {
	if len(b) < CookedSize {
		return 0, short("sll_header", CookedSize, len(b))
	}
	c.PacketType = binary.BigEndian.Uint16(b[0:2])
	c.HaType = binary.BigEndian.Uint16(b[2:4])
	c.HaLen = binary.BigEndian.Uint16(b[4:6])
	c.Addr = [8]byte(b[6:14])
	c.Protocol = binary.BigEndian.Uint16(b[14:16])
	return CookedSize, nil
}

// Append appends the header as it is stored.
func (c *Cooked) Append(_ Order, b []byte) []byte {
	b = binary.BigEndian.AppendUint16(b, c.PacketType)
	b = binary.BigEndian.AppendUint16(b, c.HaType)
	b = binary.BigEndian.AppendUint16(b, c.HaLen)
	b = append(b, c.Addr[:]...)
	return binary.BigEndian.AppendUint16(b, c.Protocol)
}

// Len returns 16.
func (c *Cooked) Len() int { return CookedSize }
