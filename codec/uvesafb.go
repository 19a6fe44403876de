package codec

// UvesafbTask is struct uvesafb_task, from include/uapi/video/uvesafb.h (2.6.24),
// with the struct v86_regs in it: a call of the video BIOS that the frame buffer
// uvesafb has the program v86d make, id 4:1, and what came of it (R24). BufLen bytes
// follow it.
//
//	 0       1     4         8           48          60
//	+-------+-----+---------+-----------+-----------+--------
//	| flags | pad | buf_len | ebx … esp | cs … gs   | buffer
//	+-------+-----+---------+-----------+-----------+--------
type UvesafbTask struct {
	Flags  uint8
	Pad    [3]byte
	BufLen int32

	EBX, ECX, EDX, ESI, EDI, EBP, EAX, EIP, EFlags, ESP uint32
	CS, SS, ES, DS, FS, GS                              uint16
}

// UvesafbTaskSize is the size of a UvesafbTask on the wire, without its buffer.
const UvesafbTaskSize = 60

// Decode reads the task from the start of b, not its buffer. Fewer than 60 bytes are
// ErrShort.
func (t *UvesafbTask) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < UvesafbTaskSize {
		return 0, short("uvesafb_task", UvesafbTaskSize, len(b))
	}
	t.Flags = b[0]
	t.Pad = [3]byte(b[1:4])
	t.BufLen = o.Int32(b[4:8])
	t.EBX = o.Uint32(b[8:12])
	t.ECX = o.Uint32(b[12:16])
	t.EDX = o.Uint32(b[16:20])
	t.ESI = o.Uint32(b[20:24])
	t.EDI = o.Uint32(b[24:28])
	t.EBP = o.Uint32(b[28:32])
	t.EAX = o.Uint32(b[32:36])
	t.EIP = o.Uint32(b[36:40])
	t.EFlags = o.Uint32(b[40:44])
	t.ESP = o.Uint32(b[44:48])
	t.CS = o.Uint16(b[48:50])
	t.SS = o.Uint16(b[50:52])
	t.ES = o.Uint16(b[52:54])
	t.DS = o.Uint16(b[54:56])
	t.FS = o.Uint16(b[56:58])
	t.GS = o.Uint16(b[58:60])
	return UvesafbTaskSize, nil
}

// Append appends the task as it is stored: BufLen is not mended.
func (t *UvesafbTask) Append(o Order, b []byte) []byte {
	b = append(b, t.Flags)
	b = append(b, t.Pad[:]...)
	b = o.AppendUint32(b, uint32(t.BufLen))
	b = o.AppendUint32(b, t.EBX)
	b = o.AppendUint32(b, t.ECX)
	b = o.AppendUint32(b, t.EDX)
	b = o.AppendUint32(b, t.ESI)
	b = o.AppendUint32(b, t.EDI)
	b = o.AppendUint32(b, t.EBP)
	b = o.AppendUint32(b, t.EAX)
	b = o.AppendUint32(b, t.EIP)
	b = o.AppendUint32(b, t.EFlags)
	b = o.AppendUint32(b, t.ESP)
	b = o.AppendUint16(b, t.CS)
	b = o.AppendUint16(b, t.SS)
	b = o.AppendUint16(b, t.ES)
	b = o.AppendUint16(b, t.DS)
	b = o.AppendUint16(b, t.FS)
	return o.AppendUint16(b, t.GS)
}

// Len returns 60.
func (t *UvesafbTask) Len() int { return UvesafbTaskSize }
