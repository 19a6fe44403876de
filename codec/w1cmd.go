package codec

// W1NetlinkCmd is struct w1_netlink_cmd, from drivers/w1/w1_netlink.h (2.6.18): a
// command for a slave or a master, or what came of it. Several stand behind a
// [W1SlaveMsg] or a [W1MasterMsg], each with Length bytes behind it, without
// alignment.
//
//	 0     1     2     4
//	+-----+-----+-----+------------
//	| cmd | res | len | data[len]
//	+-----+-----+-----+------------
type W1NetlinkCmd struct {
	Cmd      uint8
	Reserved uint8  // res
	Length   uint16 // len: bytes behind the struct that are its own
}

// W1NetlinkCmdSize is the size of a W1NetlinkCmd on the wire, without its data.
const W1NetlinkCmdSize = 4

// Decode reads the command from the start of b, not its data. Fewer than 4 bytes are
// ErrShort.
func (c *W1NetlinkCmd) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1NetlinkCmdSize {
		return 0, short("w1_netlink_cmd", W1NetlinkCmdSize, len(b))
	}
	c.Cmd, c.Reserved, c.Length = b[0], b[1], o.Uint16(b[2:4])
	return W1NetlinkCmdSize, nil
}

// Append appends the command as it is stored: Length is not mended.
func (c *W1NetlinkCmd) Append(o Order, b []byte) []byte {
	return o.AppendUint16(append(b, c.Cmd, c.Reserved), c.Length)
}

// Len returns 4.
func (c *W1NetlinkCmd) Len() int { return W1NetlinkCmdSize }
