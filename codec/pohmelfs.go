package codec

// PohmelfsCtl is struct pohmelfs_ctl, from drivers/staging/pohmelfs/netfs.h (2.6.30), up
// to the address that ends it, of 128 bytes: a command to the file system POHMELFS, id
// 5:0, about a server. Which command, cn_msg.flags tells.
//
//	 0     4      8       12        14     16     18       20
//	+-----+------+-------+---------+------+------+--------+---------
//	| idx | type | proto | addrlen | perm | prio | family | address
//	+-----+------+-------+---------+------+------+--------+---------
type PohmelfsCtl struct {
	Idx    uint32 // number of the configuration
	Type   uint32 // of the socket
	Proto  uint32
	Addr   uint16 // addrlen: bytes of the address
	Perm   uint16
	Prio   uint16
	Family uint16 // addr.sa_family
}

// PohmelfsCtlSize is the size of a PohmelfsCtl on the wire, and pohmelfsAddr that of the
// address behind it.
const (
	PohmelfsCtlSize = 20
	pohmelfsAddr    = 128
)

// Decode reads the command from the start of b. Fewer than 20 bytes are ErrShort.
func (c *PohmelfsCtl) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < PohmelfsCtlSize {
		return 0, short("pohmelfs_ctl", PohmelfsCtlSize, len(b))
	}
	c.Idx = o.Uint32(b[0:4])
	c.Type = o.Uint32(b[4:8])
	c.Proto = o.Uint32(b[8:12])
	c.Addr = o.Uint16(b[12:14])
	c.Perm = o.Uint16(b[14:16])
	c.Prio = o.Uint16(b[16:18])
	c.Family = o.Uint16(b[18:20])
	return PohmelfsCtlSize, nil
}

// Append appends the command.
func (c *PohmelfsCtl) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, c.Idx)
	b = o.AppendUint32(b, c.Type)
	b = o.AppendUint32(b, c.Proto)
	b = o.AppendUint16(b, c.Addr)
	b = o.AppendUint16(b, c.Perm)
	b = o.AppendUint16(b, c.Prio)
	return o.AppendUint16(b, c.Family)
}

// Len returns 20.
func (c *PohmelfsCtl) Len() int { return PohmelfsCtlSize }

// PohmelfsAck is struct pohmelfs_cn_ack between its cn_msg and its pohmelfs_ctl: an
// answer of POHMELFS.
//
//	 0       4         8        20
//	+-------+---------+--------+--------------
//	| error | msg_num | unused | pohmelfs_ctl
//	+-------+---------+--------+--------------
type PohmelfsAck struct {
	Errno  int32 // error: 0, or the negative number of an error
	MsgNum int32 // how many answers are still to come
	Unused [12]byte
}

// PohmelfsAckSize is the size of a PohmelfsAck on the wire.
const PohmelfsAckSize = 20

// Decode reads the answer from the start of b. Fewer than 20 bytes are ErrShort.
func (a *PohmelfsAck) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < PohmelfsAckSize {
		return 0, short("pohmelfs_cn_ack", PohmelfsAckSize, len(b))
	}
	a.Errno = int32(o.Uint32(b[0:4]))
	a.MsgNum = int32(o.Uint32(b[4:8]))
	a.Unused = [12]byte(b[8:20])
	return PohmelfsAckSize, nil
}

// Append appends the answer.
func (a *PohmelfsAck) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(a.Errno))
	b = o.AppendUint32(b, uint32(a.MsgNum))
	return append(b, a.Unused[:]...)
}

// Len returns 20.
func (a *PohmelfsAck) Len() int { return PohmelfsAckSize }
