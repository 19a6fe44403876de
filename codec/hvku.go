package codec

// HvKuMsg is struct hv_ku_msg, from drivers/staging/hv/hv_kvp.h (2.6.39): a key and a
// value of Hyper-V's, id 9:1, as kernels up to 3.2 sent and took them. What is to be
// done with them stands in seq of the cn_msg.
//
//	 0       4     516     2564
//	+-------+-----+-------+
//	| index | key | value |
//	+-------+-----+-------+
type HvKuMsg struct {
	Index uint32
	Key   [512]byte
	Value [2048]byte
}

// HvKuMsgSize is the size of a HvKuMsg on the wire.
const HvKuMsgSize = 2564

// Decode reads the pair from the start of b. Fewer than 2564 bytes are ErrShort.
func (m *HvKuMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < HvKuMsgSize {
		return 0, short("hv_ku_msg", HvKuMsgSize, len(b))
	}
	m.Index = o.Uint32(b[0:4])
	m.Key = [512]byte(b[4:516])
	m.Value = [2048]byte(b[516:2564])
	return HvKuMsgSize, nil
}

// Append appends the pair.
func (m *HvKuMsg) Append(o Order, b []byte) []byte {
	b = append(o.AppendUint32(b, m.Index), m.Key[:]...)
	return append(b, m.Value[:]...)
}

// Len returns 2564.
func (m *HvKuMsg) Len() int { return HvKuMsgSize }
