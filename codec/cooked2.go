package codec

import "encoding/binary"

// Cooked2 is struct sll2_header, the header of LINKTYPE_LINUX_SLL2 (276), from
// libpcap's pcap/sll.h.
//
//	 0       2       4               8       10  11  12                      20
//	+-------+-------+---------------+-------+---+---+-----------------------+----------
//	| proto |reservd|    if_index   |hatype |typ|len|         addr          | datagram
//	+-------+-------+---------------+-------+---+---+-----------------------+----------
//
// Like Cooked it is always big-endian (R2).
type Cooked2 struct {
	Protocol   uint16  // sll2_protocol: the netlink family, where HaType says netlink
	Reserved   uint16  // sll2_reserved_mbz
	IfIndex    uint32  // sll2_if_index
	HaType     uint16  // sll2_hatype: ARPHRD_NETLINK, 824
	PacketType uint8   // sll2_pkttype
	HaLen      uint8   // sll2_halen
	Addr       [8]byte // sll2_addr
}

// Cooked2Size is the size of a Cooked2 on the wire.
const Cooked2Size = 20

// Decode reads the header from the start of b, whatever o is. Fewer than 20
// bytes are ErrShort.
func (c *Cooked2) Decode(_ Order, b []byte) (n int, err error) {
	if len(b) < Cooked2Size {
		return 0, short("sll2_header", Cooked2Size, len(b))
	}
	c.Protocol = binary.BigEndian.Uint16(b[0:2])
	c.Reserved = binary.BigEndian.Uint16(b[2:4])
	c.IfIndex = binary.BigEndian.Uint32(b[4:8])
	c.HaType = binary.BigEndian.Uint16(b[8:10])
	c.PacketType = b[10]
	c.HaLen = b[11]
	c.Addr = [8]byte(b[12:20])
	return Cooked2Size, nil
}

// Append appends the header as it is stored.
func (c *Cooked2) Append(_ Order, b []byte) []byte {
	b = binary.BigEndian.AppendUint16(b, c.Protocol)
	b = binary.BigEndian.AppendUint16(b, c.Reserved)
	b = binary.BigEndian.AppendUint32(b, c.IfIndex)
	b = binary.BigEndian.AppendUint16(b, c.HaType)
	b = append(b, c.PacketType, c.HaLen)
	return append(b, c.Addr[:]...)
}

// Len returns 20.
func (c *Cooked2) Len() int { return Cooked2Size }
