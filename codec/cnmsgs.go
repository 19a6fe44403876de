package codec

import "iter"

// CnMsgs ranges over the cn_msgs of a connector message's payload, first to
// last (R8). What follows the last one and is too short for another stays
// unclaimed: kernels before 3.10 count padding into nlmsg_len (R5), and user
// space may send more than the kernel reads. A payload that is too short for
// one, or a len that goes beyond the payload, is yielded as an error, whose
// place counts from the start of data, and ends the range.
//
// The CnMsg that is yielded aliases data.
func CnMsgs(o Order, data []byte) iter.Seq2[CnMsg, error] {
	return func(yield func(CnMsg, error) bool) {
		for off := 0; off < len(data); {
			var m CnMsg
			n, err := m.Decode(o, data[off:])
			if err != nil {
				if off > 0 && len(data)-off < CnMsgSize {
					return
				}
				yield(CnMsg{}, at(err, off))
				return
			}
			if !yield(m, nil) {
				return
			}
			off += n
		}
	}
}
