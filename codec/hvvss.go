package codec

// HvVssMsg is struct hv_vss_msg, from include/uapi/linux/hyperv.h (3.10): what Hyper-V
// wants of the file systems for a snapshot, id 10:1, over the connector, or that the
// program is there which has them frozen.
//
//	 0    1          8       12
//	+----+----------+-------+
//	| op | reserved | flags |
//	+----+----------+-------+
type HvVssMsg struct {
	Operation uint8
	Pad       [2]byte
	Reserved  uint8 // 0: by it a registration differs from a status
	Pad2      [4]byte
	Flags     uint32
}

// HvVssMsgSize is the size of a HvVssMsg on the wire.
const HvVssMsgSize = 12

// What Operation says when the program registers, VSS_OP_REGISTER and VSS_OP_REGISTER1.
const (
	VssOpRegister  = 128
	VssOpRegister1 = 129 // 4.2: it wants an answer, a HvVssRegistered
)

// Decode reads the message from the start of b. Fewer than 12 bytes are ErrShort.
func (m *HvVssMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvVssMsgSize {
		return 0, short("hv_vss_msg", HvVssMsgSize, len(b))
	}
	m.Operation = b[0]
	m.Pad = [2]byte(b[1:3])
	m.Reserved = b[3]
	m.Pad2 = [4]byte(b[4:8])
	m.Flags = o.Uint32(b[8:12])
	return HvVssMsgSize, nil
}

// Append appends the message.
func (m *HvVssMsg) Append(o Order, b []byte) []byte {
	b = append(b, m.Operation, m.Pad[0], m.Pad[1], m.Reserved)
	b = append(b, m.Pad2[:]...)
	return o.AppendUint32(b, m.Flags)
}

// Len returns 12.
func (m *HvVssMsg) Len() int { return HvVssMsgSize }

// HvVssError is a HvVssMsg in answers: int error stands in the place of the operation.
type HvVssError struct {
	Status   uint32 // error: 0, or a status of Hyper-V's, from 0x80000000 on
	Reserved [4]byte
	Flags    uint32
}

// HvVssErrorSize is the size of a HvVssError on the wire.
const HvVssErrorSize = 12

// Decode reads the answer from the start of b. Fewer than 12 bytes are ErrShort.
func (e *HvVssError) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvVssErrorSize {
		return 0, short("hv_vss_msg_error", HvVssErrorSize, len(b))
	}
	e.Status = o.Uint32(b[0:4])
	e.Reserved = [4]byte(b[4:8])
	e.Flags = o.Uint32(b[8:12])
	return HvVssErrorSize, nil
}

// Append appends the answer.
func (e *HvVssError) Append(o Order, b []byte) []byte {
	b = append(o.AppendUint32(b, e.Status), e.Reserved[:]...)
	return o.AppendUint32(b, e.Flags)
}

// Len returns 12.
func (e *HvVssError) Len() int { return HvVssErrorSize }

// HvVssRegistered is the driver's answer to REGISTER1,
// drivers/hv/hv_snapshot.c:vss_handle_handshake (4.2): the same number, in 32 bits.
type HvVssRegistered struct {
	Operation uint32
}

// HvVssRegisteredSize is the size of a HvVssRegistered on the wire.
const HvVssRegisteredSize = 4

// Decode reads the answer from the start of b. Fewer than 4 bytes are ErrShort.
func (r *HvVssRegistered) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvVssRegisteredSize {
		return 0, short("hv_vss_registered", HvVssRegisteredSize, len(b))
	}
	r.Operation = o.Uint32(b[0:4])
	return HvVssRegisteredSize, nil
}

// Append appends the answer.
func (r *HvVssRegistered) Append(o Order, b []byte) []byte { return o.AppendUint32(b, r.Operation) }

// Len returns 4.
func (r *HvVssRegistered) Len() int { return HvVssRegisteredSize }
