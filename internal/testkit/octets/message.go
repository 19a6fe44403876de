package octets

import (
	"bytes"
	"encoding/binary"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
)

// Set has the numbers of a struct, by the names of its fields.
type Set = map[string]uint64

// Cooked puts the cooked header of a family before messages.
func Cooked(family uint16, messages ...[]byte) []byte {
	b := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte(family >> 8), byte(family)}
	return append(b, bytes.Join(messages, nil)...)
}

// Message returns an aligned netlink message.
func Message(t testkit.TB, o binary.ByteOrder, header Set, body ...[]byte) []byte {
	t.Helper()
	return spec.Align(testkit.Must(spec.Default().Nlmsg(o, header, body...))(t))
}

// Event returns a cn_msg with a process event: seq 9, CPU 1, timestamp 5.
func Event(t testkit.TB, o binary.ByteOrder, what uint64, arm Set) []byte {
	t.Helper()
	e := testkit.Must(spec.Default().Event(o, Set{"what": what, "cpu": 1, "timestamp_ns": 5}, arm))(t)
	return testkit.Must(spec.Default().CnMsg(o, Set{"id.idx": 1, "id.val": 1, "seq": 9}, e))(t)
}
