package exam

import (
	"bytes"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// named are bytes with a name.
type named struct {
	name string
	b    []byte
}

// unordered makes datagrams whose byte order the decoder has to find out.
func (m *maker) unordered() {
	m.both(func(l encoding) {
		for _, c := range []named{
			{"listen", l.listen()}, {"fork", l.fork()}, {"several", slices.Concat(l.listen(), l.fork())},
			{"empty-payload", l.must(l.t.Nlmsg(l.o, nil))},
		} {
			l.detected(c.b, "ok", about{name: "order/" + c.name + "/was=" + l.o.word, accepts: []string{"R3"}, flags: []string{"detect", "endian"},
				why: "A sound first length makes sense in one order alone."})
		}
		l.detected(append(l.listen(), 0, 0, 0), "short at 40", about{name: "order/behind/was=" + l.o.word, accepts: []string{"R3"}, refuses: []string{"R4"}, flags: []string{"detect"},
			why: "Bytes behind the last message do not hide the order."})
	})
	for _, c := range []named{{"zeros", make([]byte, 40)}, {"ones", bytes.Repeat([]byte{0xff}, 40)}, {"three", []byte{40, 0, 0}}} {
		m.add(vectors.Datagram, "datagram", "unknown", c.b, about{name: "order/" + c.name, refuses: []string{"R3"}, flags: []string{"detect"}, why: "Neither order gives a message."},
			vectors.Answer{Class: spec.ClassOrder, At: "nlmsghdr", Offset: new(int), Fields: vectors.Fields{vectors.Hex("tail", c.b)}})
	}
}

// detected is datagram, but that the question does not say the order.
func (l encoding) detected(b []byte, want string, a about) {
	l.datagram(l.o, b, want, a)
	v := &l.list[len(l.list)-1]
	v.Order = "unknown"
	v.Name = "datagram/" + a.name
}
