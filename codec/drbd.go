package codec

// DrbdNlCfg is struct drbd_nl_cfg_req and struct drbd_nl_cfg_reply, from
// include/linux/drbd.h (2.6.33): three numbers that start what DRBD, id 8:1, is asked,
// answers and tells. Tags without alignment are behind it.
//
//	 0             4       8                    12
//	+-------------+-------+--------------------+------
//	| packet_type | minor | flags, or ret_code | tags
//	+-------------+-------+--------------------+------
type DrbdNlCfg struct {
	PacketType int32 // in answers that tell of an error what lay in the kernel's memory
	Minor      uint32
	Code       int32 // flags in requests, ret_code in answers and events
}

// DrbdNlCfgSize is the size of a DrbdNlCfg on the wire, without its tags.
const DrbdNlCfgSize = 12

// Decode reads the numbers from the start of b. Fewer than 12 bytes are ErrShort.
func (d *DrbdNlCfg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < DrbdNlCfgSize {
		return 0, short("drbd_nl_cfg", DrbdNlCfgSize, len(b))
	}
	d.PacketType = int32(o.Uint32(b[0:4]))
	d.Minor = o.Uint32(b[4:8])
	d.Code = int32(o.Uint32(b[8:12]))
	return DrbdNlCfgSize, nil
}

// Append appends the numbers.
func (d *DrbdNlCfg) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(d.PacketType))
	b = o.AppendUint32(b, d.Minor)
	return o.AppendUint32(b, uint32(d.Code))
}

// Len returns 12.
func (d *DrbdNlCfg) Len() int { return DrbdNlCfgSize }
