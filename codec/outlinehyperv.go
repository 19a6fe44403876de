package codec

// The lengths of a struct hv_kvp_msg: since 3.7, and before.
const (
	kvpMsgSize    = 7432
	kvpMsgOldSize = 2580
)

// hvFailed is where the statuses of Hyper-V's begin that are none of success.
const hvFailed = 0x80000000

// kvp outlines a message of Hyper-V's key-value pairs from off to end.
func (u *Outline) kvp(length, off, end int) {
	switch {
	case length == HvKuMsgSize:
		u.add(StructHvKuMsg, 2, off, end)
	case length < kvpMsgOldSize, off+4 > min(end, len(u.b)): // what it is, four bytes tell
		u.add(RawData, 2, off, end)
	case length >= kvpMsgSize && u.isStatus(off):
		u.starts(StructHvKvpError, HvKvpErrorSize, off, end)
	default:
		s, size := kvpOf(u.b[off], length)
		u.starts(s, size, off, end)
	}
}

// kvpOf returns what a message of an operation is.
func kvpOf(operation uint8, length int) (Struct, int) {
	switch {
	case operation == KvpOpRegister1, operation == KvpOpRegister && length == kvpMsgOldSize:
		return StructHvKvpRegister, HvKvpRegisterSize
	case operation == KvpOpGet, operation == KvpOpSet:
		return StructHvKvpValue, HvKvpValueSize
	case operation == KvpOpDelete:
		return StructHvKvpDelete, HvKvpDeleteSize
	case operation == KvpOpEnumerate:
		return StructHvKvpEnumerate, HvKvpEnumerateSize
	case (operation == KvpOpGetIPInfo || operation == KvpOpSetIPInfo) && length >= kvpMsgSize:
		return StructHvKvpIP, HvKvpIPSize
	}
	return StructHvKvpMsg, HvKvpMsgSize
}

// vss outlines a message of Hyper-V's snapshots from off to end.
func (u *Outline) vss(length, off, end int) {
	switch {
	case length == HvVssRegisteredSize:
		u.add(StructHvVssRegistered, 2, off, end)
	case length < HvVssMsgSize, off+HvVssMsgSize > min(end, len(u.b)): // nothing less than all of it tells
		u.add(RawData, 2, off, end)
	case !registers(u.b[off:]) && u.isStatus(off):
		u.starts(StructHvVssError, HvVssErrorSize, off, end)
	default:
		u.starts(StructHvVssMsg, HvVssMsgSize, off, end)
	}
}

// registers reports whether a message of snapshots, of 12 bytes or more, is a
// registration: big-endian statuses have the same first byte.
func registers(b []byte) bool { return (b[0] == VssOpRegister || b[0] == VssOpRegister1) && b[3] == 0 }

// isStatus reports whether a status stands at off, and no operation.
func (u *Outline) isStatus(off int) bool {
	status := u.o.Uint32(u.b[off:])
	return status == 0 || status >= hvFailed
}

// starts outlines a struct of size bytes at off, and what stands behind it up to end.
func (u *Outline) starts(s Struct, size, off, end int) {
	behind := min(off+size, end)
	u.add(s, 2, off, behind)
	u.add(RawData, 2, behind, end)
}
