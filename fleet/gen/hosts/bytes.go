package hosts

import (
	"encoding/binary"

	"github.com/cnwire/cnwire/spec"
)

// set has the numbers of a struct, by the names of its fields.
type set = map[string]uint64

// coder makes the bytes of one host's messages.
type coder struct {
	order binary.ByteOrder
	what  set // names of events, less what they begin with
	ops   set
}

func newCoder(big bool) *coder {
	c := &coder{order: binary.LittleEndian, what: set{}, ops: set{}}
	if big {
		c.order = binary.BigEndian
	}
	for _, v := range spec.Default().Set("proc_event_what") {
		c.what[v.Name[len("PROC_EVENT_"):]] = v.Value
	}
	for _, v := range spec.Default().Set("proc_cn_mcast_op") {
		c.ops[v.Name[len("PROC_CN_MCAST_"):]] = v.Value
	}
	return c
}

// must is for what only a mistake in this package can make fail.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// cooked is the header before each frame (SPEC.md R2).
func cooked(kind uint64) []byte {
	t := spec.Default()
	hatype, _ := t.Number("arphrd", "ARPHRD_NETLINK")
	return must(t.New(binary.BigEndian, "sll_header", set{"sll_pkttype": kind, "sll_hatype": hatype, "sll_protocol": 11}))
}

// event is the frame of an event.
func (c *coder) event(word string, head, arm set, seq uint32, comm string) []byte {
	t := spec.Default()
	all := set{"what": c.what[word]}
	for k, v := range head {
		all[k] = v
	}
	e := must(t.Event(c.order, all, arm))
	if comm != "" {
		s, _ := t.Struct("proc_event")
		data, _ := s.Field("event_data")
		if err := t.PutBytes(e[data.Offset:], "proc_event.comm", "comm", []byte(comm)); err != nil {
			panic(err)
		}
	}
	return c.frame(set{}, set{"id.idx": 1, "id.val": 1, "seq": uint64(seq)}, e)
}

// request is the frame of a request to the process events, of a socket.
func (c *coder) request(op string, port, seq, ack uint32) []byte {
	data := must(spec.Default().New(c.order, "proc_cn_mcast_op", set{"mcast_op": c.ops[op]}))
	return c.frame(set{"nlmsg_pid": uint64(port)}, set{"id.idx": 1, "id.val": 1, "seq": uint64(seq), "ack": uint64(ack)}, data)
}

// answer is the frame of what the kernel says to a request: no error. It is of no CPU.
func (c *coder) answer(at uint64, seq, ack uint32) []byte {
	e := must(spec.Default().Event(c.order, set{"what": 0, "cpu": 0xffffffff, "timestamp_ns": at}, set{"err": 0}))
	return c.frame(set{}, set{"id.idx": 1, "id.val": 1, "seq": uint64(seq), "ack": uint64(ack) + 1}, e)
}

func (c *coder) frame(header, cn set, data []byte) []byte {
	return append(cooked(4), must(spec.Default().Message(c.order, header, cn, data))...)
}
