package codec

// W1RegNum is struct w1_reg_num, from include/linux/w1.h: the number of a slave on a
// 1-wire bus, one number of 64 bits in the host's order. It is also what commands
// find, one behind the other.
type W1RegNum struct{ ID uint64 }

// W1RegNumSize is the size of a W1RegNum on the wire.
const W1RegNumSize = 8

// Family returns the low 8 bits: what kind of device it is.
func (r W1RegNum) Family() uint8 { return uint8(r.ID) }

// Serial returns the 48 bits that tell a device from all others of its family.
func (r W1RegNum) Serial() uint64 { return r.ID << 8 >> 16 }

// CRC returns the high 8 bits: the checksum of the others.
func (r W1RegNum) CRC() uint8 { return uint8(r.ID >> 56) }

// Decode reads the number from the start of b. Fewer than 8 bytes are ErrShort.
func (r *W1RegNum) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1RegNumSize {
		return 0, short("w1_reg_num", W1RegNumSize, len(b))
	}
	r.ID = o.Uint64(b[0:8])
	return W1RegNumSize, nil
}

// Append appends the number.
func (r *W1RegNum) Append(o Order, b []byte) []byte { return o.AppendUint64(b, r.ID) }

// Len returns 8.
func (r *W1RegNum) Len() int { return W1RegNumSize }

// W1Master is the number of a master of a 1-wire bus: in an answer to
// W1_LIST_MASTERS one behind the other (drivers/w1/w1_netlink.c:w1_process_command_root,
// 6.12).
type W1Master struct{ ID uint32 }

// W1MasterSize is the size of a W1Master on the wire.
const W1MasterSize = 4

// Decode reads the number from the start of b. Fewer than 4 bytes are ErrShort.
func (m *W1Master) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < W1MasterSize {
		return 0, short("w1_masters", W1MasterSize, len(b))
	}
	m.ID = o.Uint32(b[0:4])
	return W1MasterSize, nil
}

// Append appends the number.
func (m *W1Master) Append(o Order, b []byte) []byte { return o.AppendUint32(b, m.ID) }

// Len returns 4.
func (m *W1Master) Len() int { return W1MasterSize }
