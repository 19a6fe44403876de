package codec

// DmUlogRequest is struct dm_ulog_request, from
// include/uapi/linux/dm-log-userspace.h (2.6.31): what the device mapper asks the
// program that keeps its log, id 7:1, and the full answer to it (R24). DataSize
// bytes follow it.
//
//	 0      8          137   140       144     148   152        156     160
//	+------+----------+-----+---------+-------+-----+----------+-------+-----
//	| luid | uuid 129 | pad | version | error | seq | req type | size  | data
//	+------+----------+-----+---------+-------+-----+----------+-------+-----
type DmUlogRequest struct {
	Luid        uint64 // an address in the kernel, which later logs get again
	UUID        [129]byte
	Pad         [3]byte
	Version     uint32 // since 2.6.38; before, the last of seven bytes that mean nothing
	Error       int32  // in answers 0, or the negative number of an error
	Seq         uint32 // an answer bears its request's
	RequestType uint32
	DataSize    uint32
}

// DmUlogRequestSize is the size of a DmUlogRequest on the wire, without its data.
const DmUlogRequestSize = 160

// Type returns what is asked: the low 8 bits of RequestType, as the kernel looks at
// them.
func (r *DmUlogRequest) Type() uint8 { return uint8(r.RequestType) }

// Decode reads the request from the start of b, not its data. Fewer than 160 bytes
// are ErrShort.
func (r *DmUlogRequest) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < DmUlogRequestSize {
		return 0, short("dm_ulog_request", DmUlogRequestSize, len(b))
	}
	r.Luid = o.Uint64(b[0:8])
	r.UUID = [129]byte(b[8:137])
	r.Pad = [3]byte(b[137:140])
	r.Version = o.Uint32(b[140:144])
	r.Error = o.Int32(b[144:148])
	r.Seq = o.Uint32(b[148:152])
	r.RequestType = o.Uint32(b[152:156])
	r.DataSize = o.Uint32(b[156:160])
	return DmUlogRequestSize, nil
}

// Append appends the request as it is stored: DataSize is not mended.
func (r *DmUlogRequest) Append(o Order, b []byte) []byte {
	b = o.AppendUint64(b, r.Luid)
	b = append(b, r.UUID[:]...)
	b = append(b, r.Pad[:]...)
	b = o.AppendUint32(b, r.Version)
	b = o.AppendUint32(b, uint32(r.Error))
	b = o.AppendUint32(b, r.Seq)
	b = o.AppendUint32(b, r.RequestType)
	return o.AppendUint32(b, r.DataSize)
}

// Len returns 160.
func (r *DmUlogRequest) Len() int { return DmUlogRequestSize }
