package exam

import (
	"encoding/hex"
	"strings"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// public are messages that others captured and published, with what they say of
// them. No other bytes of real connector traffic were found.
func (m *maker) public() {
	const exit = "4c0000000300000077b4190000000000010000000100000077b41900000000002800000000000080" +
		"01000000def71158f16d160023aa120023aa120000000000110000001caa12001caa1200"
	m.datagram(little, m.must(hex.DecodeString(exit)), "ok", about{
		name: "public/exit", accepts: []string{"R1", "R9", "R16"}, flags: []string{"swapped"}, source: "third-party",
		from: "github.com/little-dude/netlink issue 261", why: "An exit with its parent, from a kernel of 4.18 or later.",
		meaning: vectors.Fields{vectors.Text("kind", "event"), vectors.Number("status", 0), vectors.Bool("thread", false)},
	})
	const garlic = "github.com/fearful-symmetry/garlic garlic_test.go"
	const thread = "0100000001000000d5340000000000002800000000000080" + "0b000000111360ffaa720200" +
		"99690000dd2d000000000000ffffffff0000000000000000"
	m.publicCnMsg(thread, about{
		name: "public/thread-exit", accepts: []string{"R1", "R7", "R14"}, flags: []string{"swapped", "thread"}, source: "third-party", from: garlic + " testPayload",
		why: "The exit of a thread, without its nlmsghdr.",
	})
	const ack = "010000000100000045280000010000002800000000000000" + "05000000eb63699069240200" +
		"000000000000000000000000000000000000000000000000"
	m.publicCnMsg(ack, about{
		name: "public/ack", accepts: []string{"R1", "R7", "R12"}, flags: []string{"swapped"}, source: "third-party", from: garlic + " ackPacket",
		why: "The answer to a LISTEN with ack 0, without its nlmsghdr.",
	})
}

// publicCnMsg adds a cn_msg, and the proc_event in it.
func (m *maker) publicCnMsg(text string, a about) {
	b := m.must(hex.DecodeString(text))
	cn, _ := m.t.Struct("cn_msg")
	ev, _ := m.t.Struct("proc_event")
	head, data := b[:cn.Size], b[cn.Size:]
	m.add(vectors.Message, "cn_msg", little.word, b, a, vectors.Answer{OK: true, Fields: append(structFields(cn, little, head), vectors.Hex("data", data))})
	a.name += "/proc_event"
	fields, _ := datagramFields(m.t, little, m.must(m.t.Nlmsg(little, nil, b)), 0)
	var inner vectors.Fields
	for _, f := range fields {
		if name, ok := strings.CutPrefix(f.Name, "nlmsg[0].cn_msg[0]."); ok && strings.HasPrefix(name, "proc_event.") {
			f.Name = strings.TrimPrefix(name, "proc_event.")
			inner = append(inner, f)
		}
	}
	m.add(vectors.Message, ev.Name, little.word, data, a, vectors.Answer{OK: true, Fields: inner})
}
