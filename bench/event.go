package main

import (
	"encoding/binary"
	"encoding/hex"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// event is one event as two kernels sent it: a datagram of 76 bytes in either
// byte order.
type event struct {
	name   string
	what   codec.EventType
	little []byte // from Linux 6.18 on x86-64
	big    []byte // from Linux 6.1 on s390x; of the same kind, not the same values
}

// native returns the datagram in the byte order of this machine, the only one
// that the peers read.
func (e event) native() []byte {
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return e.little
	}
	return e.big
}

// events are the four that both kernels send most. Each line of bytes is a
// struct: nlmsghdr, cn_msg, proc_event up to its union, the union.
var events = []event{
	{
		name: "EXIT",
		what: codec.EventExit,
		little: datagram(`
			4c000000 0300 0000 9c0c0100 00000000
			01000000 01000000 9c0c0100 00000000 2800 0000
			00000080 01000000 2e7988e0b9030000
			e0750000 e0750000 00000000 11000000 df750000 df750000`),
		big: datagram(`
			0000004c 0003 0000 0000003c 00000000
			00000001 00000001 0000003c 00000000 0028 0000
			80000000 00000000 000000066faed94d
			00000083 00000083 00000009 00000011 00000001 00000001`),
	},
	{
		name: "FORK",
		what: codec.EventFork,
		little: datagram(`
			4c000000 0300 0000 990c0100 00000000
			01000000 01000000 990c0100 00000000 2800 0000
			01000000 01000000 5c5879e0b9030000
			b6750000 b6750000 df750000 df750000 00000000 00000000`),
		big: datagram(`
			0000004c 0003 0000 00000001 00000000
			00000001 00000001 00000001 00000000 0028 0000
			00000001 00000001 0000000641b062fc
			00000052 00000001 0000005b 0000005b 00000000 00000000`),
	},
	{
		name: "EXEC",
		what: codec.EventExec,
		little: datagram(`
			4c000000 0300 0000 05220100 00000000
			01000000 01000000 05220100 00000000 2800 0000
			02000000 00000000 14f67de0b9030000
			df750000 df750000 00000000 00000000 00000000 00000000`),
		big: datagram(`
			0000004c 0003 0000 00000002 00000000
			00000001 00000001 00000002 00000000 0028 0000
			00000002 00000001 00000006421960e2
			0000005b 0000005b 00000000 00000000 00000000 00000000`),
	},
	{
		name: "COMM",
		what: codec.EventComm,
		little: datagram(`
			4c000000 0300 0000 a80c0100 00000000
			01000000 01000000 a80c0100 00000000 2800 0000
			00020000 01000000 67a45e0bba030000
			e7750000 e7750000 6162636465666768696a6b6c6d6e6f00`),
		big: datagram(`
			0000004c 0003 0000 00000025 00000000
			00000001 00000001 00000025 00000000 0028 0000
			00000200 00000001 0000000653aaaf9e
			0000006e 0000006e 612d766572792d6c6f6e672d636f6d00`),
	},
}

// datagram reads hexadecimal digits, whatever space stands between them.
func datagram(digits string) []byte {
	b, err := hex.DecodeString(strings.Join(strings.Fields(digits), ""))
	if err != nil {
		panic(err)
	}
	return b
}
