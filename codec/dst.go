package codec

// DstCtl is what all machines have alike of struct dst_ctl, from include/linux/dst.h
// (2.6.30): a command to distributed storage, id 6:1. Its size, of 64 bits, is at byte
// 56, and at 52 on i386; what the command needs is behind that.
//
//	 0      32      36    40          44             48            52
//	+------+-------+-----+-----------+--------------+-------------+------
//	| name | flags | cmd | max_pages | scan timeout | max retries | size
//	+------+-------+-----+-----------+--------------+-------------+------
type DstCtl struct {
	Name             [32]byte
	Flags            uint32
	Cmd              uint32
	MaxPages         uint32
	TransScanTimeout uint32 // milliseconds
	TransMaxRetries  uint32
}

// DstCtlSize is the size of a DstCtl on the wire, and dstCtlLeast that of the smallest
// struct dst_ctl.
const (
	DstCtlSize  = 52
	dstCtlLeast = 60
)

// Decode reads the command from the start of b. Fewer than 52 bytes are ErrShort.
func (d *DstCtl) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < DstCtlSize {
		return 0, short("dst_ctl", DstCtlSize, len(b))
	}
	d.Name = [32]byte(b[0:32])
	d.Flags = o.Uint32(b[32:36])
	d.Cmd = o.Uint32(b[36:40])
	d.MaxPages = o.Uint32(b[40:44])
	d.TransScanTimeout = o.Uint32(b[44:48])
	d.TransMaxRetries = o.Uint32(b[48:52])
	return DstCtlSize, nil
}

// Append appends the command.
func (d *DstCtl) Append(o Order, b []byte) []byte {
	b = append(b, d.Name[:]...)
	b = o.AppendUint32(b, d.Flags)
	b = o.AppendUint32(b, d.Cmd)
	b = o.AppendUint32(b, d.MaxPages)
	b = o.AppendUint32(b, d.TransScanTimeout)
	return o.AppendUint32(b, d.TransMaxRetries)
}

// Len returns 52.
func (d *DstCtl) Len() int { return DstCtlSize }

// DstCtlAck is struct dst_ctl_ack without its cn_msg: the answer of distributed storage.
//
//	 0       4        16
//	+-------+--------+
//	| error | unused |
//	+-------+--------+
type DstCtlAck struct {
	Errno  int32    // error: 0, or the negative number of an error
	Unused [12]byte // what lay in the kernel's memory
}

// DstCtlAckSize is the size of a DstCtlAck on the wire.
const DstCtlAckSize = 16

// Decode reads the answer from the start of b. Fewer than 16 bytes are ErrShort.
func (a *DstCtlAck) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < DstCtlAckSize {
		return 0, short("dst_ctl_ack", DstCtlAckSize, len(b))
	}
	a.Errno = int32(o.Uint32(b[0:4]))
	a.Unused = [12]byte(b[4:16])
	return DstCtlAckSize, nil
}

// Append appends the answer.
func (a *DstCtlAck) Append(o Order, b []byte) []byte {
	return append(o.AppendUint32(b, uint32(a.Errno)), a.Unused[:]...)
}

// Len returns 16.
func (a *DstCtlAck) Len() int { return DstCtlAckSize }
