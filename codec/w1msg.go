package codec

// W1NetlinkMsg is struct w1_netlink_msg, from drivers/w1/w1_netlink.h (2.6.18), id
// 3:1. The data of a cn_msg is one or more of them, each with Length bytes behind it,
// without alignment. Which slave or master one is about depends on Type:
// [W1SlaveMsg] and [W1MasterMsg] are the same bytes with that read. Here they stay
// bytes, as nothing is in them: with W1_LIST_MASTERS, and in types that nobody knows.
//
//	 0      1        2     4          12
//	+------+--------+-----+----------+------------
//	| type | status | len | id, 8    | data[len]
//	+------+--------+-----+----------+------------
type W1NetlinkMsg struct {
	Type   uint8
	Status uint8  // in answers 0, or the low 8 bits of an error number
	Length uint16 // len: bytes behind the struct that are its own
	ID     [8]byte
}

// W1NetlinkMsgSize is the size of a W1NetlinkMsg, a W1SlaveMsg and a W1MasterMsg on
// the wire, without what stands behind them.
const W1NetlinkMsgSize = 12

// Decode reads the message from the start of b, not what stands behind it. Fewer
// than 12 bytes are ErrShort.
func (m *W1NetlinkMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1NetlinkMsgSize {
		return 0, short("w1_netlink_msg", W1NetlinkMsgSize, len(b))
	}
	m.Type, m.Status, m.Length = b[0], b[1], o.Uint16(b[2:4])
	m.ID = [8]byte(b[4:12])
	return W1NetlinkMsgSize, nil
}

// Append appends the message as it is stored: Length is not mended.
func (m *W1NetlinkMsg) Append(o Order, b []byte) []byte {
	b = o.AppendUint16(append(b, m.Type, m.Status), m.Length)
	return append(b, m.ID[:]...)
}

// Len returns 12.
func (m *W1NetlinkMsg) Len() int { return W1NetlinkMsgSize }

// W1SlaveMsg is a [W1NetlinkMsg] about a slave: of type W1_SLAVE_ADD (0),
// W1_SLAVE_REMOVE (1) or W1_SLAVE_CMD (5).
type W1SlaveMsg struct {
	Type   uint8
	Status uint8
	Length uint16
	Slave  W1RegNum // id.id
}

// Decode reads the message from the start of b, not what stands behind it. Fewer
// than 12 bytes are ErrShort.
func (m *W1SlaveMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1NetlinkMsgSize {
		return 0, short("w1_netlink_msg_slave", W1NetlinkMsgSize, len(b))
	}
	m.Type, m.Status, m.Length = b[0], b[1], o.Uint16(b[2:4])
	m.Slave.ID = o.Uint64(b[4:12])
	return W1NetlinkMsgSize, nil
}

// Append appends the message as it is stored: Length is not mended.
func (m *W1SlaveMsg) Append(o Order, b []byte) []byte {
	b = o.AppendUint16(append(b, m.Type, m.Status), m.Length)
	return m.Slave.Append(o, b)
}

// Len returns 12.
func (m *W1SlaveMsg) Len() int { return W1NetlinkMsgSize }

// W1MasterMsg is a [W1NetlinkMsg] about a master: of type W1_MASTER_ADD (2),
// W1_MASTER_REMOVE (3) or W1_MASTER_CMD (4).
type W1MasterMsg struct {
	Type     uint8
	Status   uint8
	Length   uint16
	Master   W1Master // id.mst.id
	Reserved [4]byte  // id.mst.res
}

// Decode reads the message from the start of b, not what stands behind it. Fewer
// than 12 bytes are ErrShort.
func (m *W1MasterMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1NetlinkMsgSize {
		return 0, short("w1_netlink_msg_master", W1NetlinkMsgSize, len(b))
	}
	m.Type, m.Status, m.Length = b[0], b[1], o.Uint16(b[2:4])
	m.Master.ID = o.Uint32(b[4:8])
	m.Reserved = [4]byte(b[8:12])
	return W1NetlinkMsgSize, nil
}

// Append appends the message as it is stored: Length is not mended.
func (m *W1MasterMsg) Append(o Order, b []byte) []byte {
	b = o.AppendUint16(append(b, m.Type, m.Status), m.Length)
	b = m.Master.Append(o, b)
	return append(b, m.Reserved[:]...)
}

// Len returns 12.
func (m *W1MasterMsg) Len() int { return W1NetlinkMsgSize }
