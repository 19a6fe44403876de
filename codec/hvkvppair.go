package codec

// HvKvpPair is struct hv_kvp_exchg_msg_value, from include/uapi/linux/hyperv.h: a key and
// its value, each UTF-8 up to a NUL. It is a part of messages.
//
//	 0      4          8            12    524     2572
//	+------+----------+------------+-----+-------+
//	| type | key size | value size | key | value |
//	+------+----------+------------+-----+-------+
type HvKvpPair struct {
	ValueType uint32 // the driver leaves it 0: all its values are text
	KeySize   uint32 // the NUL too
	ValueSize uint32
	Key       [512]byte
	Value     [2048]byte
}

// decode reads the pair from the start of b, which is long enough.
func (p *HvKvpPair) decode(o Order, b []byte) {
	p.ValueType = o.Uint32(b[0:4])
	p.KeySize = o.Uint32(b[4:8])
	p.ValueSize = o.Uint32(b[8:12])
	p.Key = [512]byte(b[12:524])
	p.Value = [2048]byte(b[524:2572])
}

// append appends the pair as it is stored: the sizes are not mended.
func (p *HvKvpPair) append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, p.ValueType)
	b = o.AppendUint32(b, p.KeySize)
	b = o.AppendUint32(b, p.ValueSize)
	b = append(b, p.Key[:]...)
	return append(b, p.Value[:]...)
}

// HvKvpValue is struct hv_kvp_msg with struct hv_kvp_msg_get or hv_kvp_msg_set, from
// include/uapi/linux/hyperv.h: a key and its value.
type HvKvpValue struct {
	HvKvpMsg
	Pair HvKvpPair
}

// HvKvpValueSize is the size of a HvKvpValue on the wire.
const HvKvpValueSize = 2576

// Decode reads the message from the start of b. Fewer than 2576 bytes are ErrShort.
func (v *HvKvpValue) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpValueSize {
		return 0, short("hv_kvp_msg_value", HvKvpValueSize, len(b))
	}
	v.HvKvpMsg.Decode(o, b)
	v.Pair.decode(o, b[4:])
	return HvKvpValueSize, nil
}

// Append appends the message.
func (v *HvKvpValue) Append(o Order, b []byte) []byte {
	return v.Pair.append(o, v.HvKvpMsg.Append(o, b))
}

// Len returns 2576.
func (v *HvKvpValue) Len() int { return HvKvpValueSize }

// HvKvpEnumerate is struct hv_kvp_msg with struct hv_kvp_msg_enumerate, from
// include/uapi/linux/hyperv.h: which pair of a pool is asked for, and room for it.
type HvKvpEnumerate struct {
	HvKvpMsg
	Index uint32
	Pair  HvKvpPair
}

// HvKvpEnumerateSize is the size of a HvKvpEnumerate on the wire.
const HvKvpEnumerateSize = 2580

// Decode reads the message from the start of b. Fewer than 2580 bytes are ErrShort.
func (e *HvKvpEnumerate) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpEnumerateSize {
		return 0, short("hv_kvp_msg_enumerate", HvKvpEnumerateSize, len(b))
	}
	e.HvKvpMsg.Decode(o, b)
	e.Index = o.Uint32(b[4:8])
	e.Pair.decode(o, b[8:])
	return HvKvpEnumerateSize, nil
}

// Append appends the message.
func (e *HvKvpEnumerate) Append(o Order, b []byte) []byte {
	return e.Pair.append(o, o.AppendUint32(e.HvKvpMsg.Append(o, b), e.Index))
}

// Len returns 2580.
func (e *HvKvpEnumerate) Len() int { return HvKvpEnumerateSize }

// HvKvpDelete is struct hv_kvp_msg with struct hv_kvp_msg_delete, from
// include/uapi/linux/hyperv.h: the key that goes away.
type HvKvpDelete struct {
	HvKvpMsg
	KeySize uint32 // the NUL too
	Key     [512]byte
}

// HvKvpDeleteSize is the size of a HvKvpDelete on the wire.
const HvKvpDeleteSize = 520

// Decode reads the message from the start of b. Fewer than 520 bytes are ErrShort.
func (d *HvKvpDelete) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKvpDeleteSize {
		return 0, short("hv_kvp_msg_delete", HvKvpDeleteSize, len(b))
	}
	d.HvKvpMsg.Decode(o, b)
	d.KeySize = o.Uint32(b[4:8])
	d.Key = [512]byte(b[8:520])
	return HvKvpDeleteSize, nil
}

// Append appends the message as it is stored: the key's size is not mended.
func (d *HvKvpDelete) Append(o Order, b []byte) []byte {
	return append(o.AppendUint32(d.HvKvpMsg.Append(o, b), d.KeySize), d.Key[:]...)
}

// Len returns 520.
func (d *HvKvpDelete) Len() int { return HvKvpDeleteSize }
