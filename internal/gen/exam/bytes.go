package exam

import (
	"maps"

	"github.com/cnwire/cnwire/spec"
)

// encoding makes bytes in one order; errors go to its maker.
type encoding struct {
	*maker
	o byteOrder
}

// both calls f with either byte order.
func (m *maker) both(f func(l encoding)) {
	f(encoding{m, little})
	f(encoding{m, big})
}

// with returns the numbers of both sets; those of more hold.
func with(some, more set) set {
	all := maps.Clone(some)
	maps.Copy(all, more)
	return all
}

// proc are the numbers of a cn_msg of the process events.
var proc = set{"id.idx": 1, "id.val": 1, "seq": 0x01020304, "ack": 0}

// message lays a datagram of one message of id 1:1.
func (l encoding) message(data []byte) []byte { return l.exact(nil, nil, data) }

// exact does so with other numbers than usual.
func (l encoding) exact(nl, cn set, data []byte) []byte {
	return l.must(l.t.Message(l.o, nl, with(proc, cn), data))
}

// of lays a struct.
func (l encoding) of(name string, numbers set) []byte { return l.must(l.t.New(l.o, name, numbers)) }

// event lays a proc_event; see spec.Table.Event.
func (l encoding) event(what uint64, arm set) []byte {
	return l.must(l.t.Event(l.o, set{"what": what, "cpu": 3, "timestamp_ns": 0x0102030405060708}, arm))
}

// listen is the shortest message: 40 bytes.
func (l encoding) listen() []byte {
	return l.exact(nil, set{"seq": 7, "ack": 100}, l.of("proc_cn_mcast_op", set{"mcast_op": 1}))
}

// fork is an event of which every pid is another: 76 bytes.
func (l encoding) fork() []byte { return l.message(l.event(1, distinct(l.t, "proc_event.fork"))) }

// distinct returns another number for each field.
func distinct(t *spec.Table, name string) set {
	s, _ := t.Struct(name)
	numbers := set{}
	for i, f := range s.Fields {
		if f.Type.Number() {
			numbers[f.Name] = uint64(1001 + 1111*i)
		}
	}
	return numbers
}
