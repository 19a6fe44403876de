package codec

// CbID is struct cb_id, from include/uapi/linux/connector.h: whose message it
// is. The kernel delivers a message whose two numbers both equal those of a
// registered callback.
type CbID struct {
	Idx uint32 // idx: also the multicast group of the answers
	Val uint32 // val
}

// The ids that this package looks inside.
const (
	CnIdxProc      = 1          // CN_IDX_PROC: process events
	CnValProc      = 1          // CN_VAL_PROC
	CnIdxCifs      = 2          // CN_IDX_CIFS: never used
	CnValCifs      = 1          // CN_VAL_CIFS
	CnIdxW1        = 3          // CN_W1_IDX: 1-wire bus
	CnValW1        = 1          // CN_W1_VAL
	CnIdxV86d      = 4          // CN_IDX_V86D: uvesafb and its helper
	CnValUvesafb   = 1          // CN_VAL_V86D_UVESAFB
	CnIdxBB        = 5          // CN_IDX_BB, of nobody, and POHMELFS_CN_IDX
	CnValPohmelfs  = 0          // POHMELFS_CN_VAL
	CnIdxDst       = 6          // CN_DST_IDX: distributed storage
	CnValDst       = 1          // CN_DST_VAL
	CnIdxDm        = 7          // CN_IDX_DM: device mapper
	CnValDmLog     = 1          // CN_VAL_DM_USERSPACE_LOG
	CnIdxDrbd      = 8          // CN_IDX_DRBD
	CnValDrbd      = 1          // CN_VAL_DRBD
	CnIdxKvp       = 9          // CN_KVP_IDX: Hyper-V's key-value pairs
	CnValKvp       = 1          // CN_KVP_VAL
	CnIdxVss       = 10         // CN_VSS_IDX: Hyper-V's snapshots
	CnValVss       = 1          // CN_VSS_VAL
	CnIdxConnector = 0xffffffff // CN_IDX_CONNECTOR: the notifier of 2.6.14 to 2.6.32
	CnValConnector = 0xffffffff // CN_VAL_CONNECTOR
)

// IsProc reports whether the id is that of process events, 1:1.
func (id CbID) IsProc() bool { return id.Idx == CnIdxProc && id.Val == CnValProc }

// IsNotifier reports whether the id is that of the early kernels' notifier.
func (id CbID) IsNotifier() bool { return id.Idx == CnIdxConnector && id.Val == CnValConnector }

// CnMsg is struct cn_msg, from include/uapi/linux/connector.h.
//
//	 0       4       8       12      16  18  20
//	+-------+-------+-------+-------+---+---+----------
//	|  idx  |  val  |  seq  |  ack  |len|flg| data[len]
//	+-------+-------+-------+-------+---+---+----------
//
// len and flags have two bytes each and always had (R7), although the kernel's
// documentation gave len four of them until 5.10.
type CnMsg struct {
	ID     CbID
	Seq    uint32 // seq: for process events a per-CPU counter
	Ack    uint32 // ack
	Length uint16 // len: bytes of data that follow
	Flags  uint16 // flags: each user's own; 0 in process events since 3.12
	Data   []byte // Length bytes
}

// CnMsgSize is the size of a CnMsg's fixed part on the wire.
const CnMsgSize = 20

// Decode reads one cn_msg from the start of b and aliases b. It returns the
// bytes eaten; what follows may be a further cn_msg, with no padding between
// (R8). ErrShort: no room for the fixed part. ErrOverrun: len is more than the
// rest of b.
func (m *CnMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < CnMsgSize {
		return 0, short("cn_msg", CnMsgSize, len(b))
	}
	length := int(o.Uint16(b[16:18]))
	n = CnMsgSize + length
	if n > len(b) {
		return 0, &Error{"cn_msg", "len", 16, length, len(b) - CnMsgSize, ErrOverrun}
	}
	m.DecodeHead(o, b)
	m.Data = b[20:n:n]
	return n, nil
}

// DecodeHead reads the fixed part alone, for a message that a snaplen cut, and
// leaves Data empty. Fewer than 20 bytes are ErrShort.
func (m *CnMsg) DecodeHead(o Order, b []byte) (n int, err error) {
	if len(b) < CnMsgSize {
		return 0, short("cn_msg", CnMsgSize, len(b))
	}
	m.ID.Idx = o.Uint32(b[0:4])
	m.ID.Val = o.Uint32(b[4:8])
	m.Seq = o.Uint32(b[8:12])
	m.Ack = o.Uint32(b[12:16])
	m.Length = o.Uint16(b[16:18])
	m.Flags = o.Uint16(b[18:20])
	m.Data = nil
	return CnMsgSize, nil
}

// Append appends the message as it is stored: Length is not mended.
func (m *CnMsg) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, m.ID.Idx)
	b = o.AppendUint32(b, m.ID.Val)
	b = o.AppendUint32(b, m.Seq)
	b = o.AppendUint32(b, m.Ack)
	b = o.AppendUint16(b, m.Length)
	b = o.AppendUint16(b, m.Flags)
	return append(b, m.Data...)
}

// Len returns the bytes that Append writes.
func (m *CnMsg) Len() int { return CnMsgSize + len(m.Data) }

// FixLengths sets Length from Data, which must not exceed 65535 bytes; of
// those a kernel accepts 16384 in all (CONNECTOR_MAX_MSG_SIZE).
func (m *CnMsg) FixLengths() { m.Length = uint16(len(m.Data)) }
