package codec

// HvKvpMsg is the head of struct hv_kvp_msg, from include/uapi/linux/hyperv.h: what
// Hyper-V's driver for key-value pairs asks the program hv_kvp_daemon for, id 9:1, over
// the connector (since 3.3 or 3.4). A type for each operation has it and what that
// takes; behind it are the bytes that the largest message has more: the struct has 7432,
// up to 3.6 2580.
//
//	 0    1      2     4
//	+----+------+-----+------
//	| op | pool | pad | body
//	+----+------+-----+------
type HvKvpMsg struct {
	Operation uint8
	Pool      uint8
	Pad       uint16 // 0
}

// HvKvpMsgSize is the size of a HvKvpMsg on the wire.
const HvKvpMsgSize = 4

// What Operation says, KVP_OP_GET and so on.
const (
	KvpOpGet       = 0
	KvpOpSet       = 1
	KvpOpDelete    = 2
	KvpOpEnumerate = 3
	KvpOpGetIPInfo = 4
	KvpOpSetIPInfo = 5
	KvpOpRegister1 = 100
	KvpOpRegister  = 4 // up to 3.6
)

// Decode reads the head from the start of b. Fewer than 4 bytes are ErrShort.
func (m *HvKvpMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpMsgSize {
		return 0, short("hv_kvp_msg", HvKvpMsgSize, len(b))
	}
	m.Operation = b[0]
	m.Pool = b[1]
	m.Pad = o.Uint16(b[2:4])
	return HvKvpMsgSize, nil
}

// Append appends the head.
func (m *HvKvpMsg) Append(o Order, b []byte) []byte {
	return o.AppendUint16(append(b, m.Operation, m.Pool), m.Pad)
}

// Len returns 4.
func (m *HvKvpMsg) Len() int { return HvKvpMsgSize }

// HvKvpError is the start of a struct hv_kvp_msg in answers, from
// include/uapi/linux/hyperv.h (3.7): int error stands in the place of the head. What was
// asked it does not say; behind it is the request's, filled in.
type HvKvpError struct {
	Status uint32 // error: 0, or a status of Hyper-V's, from 0x80000000 on
}

// HvKvpErrorSize is the size of a HvKvpError on the wire.
const HvKvpErrorSize = 4

// Decode reads the status from the start of b. Fewer than 4 bytes are ErrShort.
func (e *HvKvpError) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpErrorSize {
		return 0, short("hv_kvp_msg_error", HvKvpErrorSize, len(b))
	}
	e.Status = o.Uint32(b[0:4])
	return HvKvpErrorSize, nil
}

// Append appends the status.
func (e *HvKvpError) Append(o Order, b []byte) []byte { return o.AppendUint32(b, e.Status) }

// Len returns 4.
func (e *HvKvpError) Len() int { return HvKvpErrorSize }

// HvKvpRegister is struct hv_kvp_msg with struct hv_kvp_register, from
// include/uapi/linux/hyperv.h: the program says that it is there, and the driver answers
// with its version.
//
//	 0     4         516
//	+------+---------+------
//	| head | version | zeros
//	+------+---------+------
type HvKvpRegister struct {
	HvKvpMsg
	Version [512]byte
}

// HvKvpRegisterSize is the size of a HvKvpRegister on the wire.
const HvKvpRegisterSize = 516

// Decode reads the registration from the start of b. Fewer than 516 bytes are ErrShort.
func (r *HvKvpRegister) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpRegisterSize {
		return 0, short("hv_kvp_msg_register", HvKvpRegisterSize, len(b))
	}
	r.HvKvpMsg.Decode(o, b)
	r.Version = [512]byte(b[4:516])
	return HvKvpRegisterSize, nil
}

// Append appends the registration.
func (r *HvKvpRegister) Append(o Order, b []byte) []byte {
	return append(r.HvKvpMsg.Append(o, b), r.Version[:]...)
}

// Len returns 516.
func (r *HvKvpRegister) Len() int { return HvKvpRegisterSize }
