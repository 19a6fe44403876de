package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// Nearly every datagram of the process events that kernels sent is whole, in the order of
// its machine and not in the other, and has the values of the table. What it takes and
// what not is FuzzWhole's.
func TestWhole(t *testing.T) {
	asked, whole := 0, map[codec.Order]int{}
	eachFrame(t, func(f frame) {
		claims, err := spec.Default().Walk(byteOrder(f.order), codec.FamilyConnector, f.datagram, f.wire)
		if err != nil || f.wire != len(f.datagram) {
			return
		}
		value := map[string]uint64{}
		for _, c := range claims {
			if c.Bytes == nil {
				value[c.Struct+"."+c.Field] += c.Value
			}
		}
		if _, ok := value["proc_event.what"]; !ok {
			return
		}
		asked++
		var w codec.Whole
		if w.Decode(f.order.Swapped(), f.datagram) {
			t.Fatalf("%v: whole in the other order", f)
		}
		if !w.Decode(f.order, f.datagram) {
			return
		}
		whole[f.order]++
		got := map[string]uint64{
			"nlmsghdr.nlmsg_len": uint64(w.Header.Length), "nlmsghdr.nlmsg_type": uint64(w.Header.Type),
			"nlmsghdr.nlmsg_flags": uint64(w.Header.Flags), "nlmsghdr.nlmsg_seq": uint64(w.Header.Seq),
			"nlmsghdr.nlmsg_pid": uint64(w.Header.PID), "cn_msg.id.idx": uint64(w.Msg.ID.Idx), "cn_msg.id.val": uint64(w.Msg.ID.Val),
			"cn_msg.seq": uint64(w.Msg.Seq), "cn_msg.ack": uint64(w.Msg.Ack), "cn_msg.len": uint64(w.Msg.Length),
			"cn_msg.flags": uint64(w.Msg.Flags), "proc_event.what": uint64(w.Event.What), "proc_event.cpu": uint64(w.Event.CPU),
			"proc_event.timestamp_ns": w.Event.TimestampNs,
		}
		for field, v := range got {
			if value[field] != v {
				t.Fatalf("%v: %s is %d, the table says %d", f, field, v, value[field])
			}
		}
	})
	if n := whole[codec.LittleEndian] + whole[codec.BigEndian]; n*100 < asked*95 || whole[codec.BigEndian] < 1000 {
		t.Errorf("%v of %d are whole", whole, asked)
	}
}
