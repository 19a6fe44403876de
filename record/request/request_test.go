package request_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/record/request"
	"github.com/cnwire/cnwire/spec"
)

// native is this machine's byte order, as the table takes it.
var native = binary.NativeEndian

// made is a datagram made from the table.
func made(t testing.TB, header, cn octets.Set, data []byte) []byte {
	t.Helper()
	return octets.Message(t, native, header, testkit.Must(spec.Default().CnMsg(native, cn, data))(t))
}

// set sets fields, NAME=TEXT each.
func set(t testing.TB, r *request.Request, fields ...string) *request.Request {
	t.Helper()
	for _, f := range fields {
		name, text, _ := strings.Cut(f, "=")
		if err := r.Set(name, text); err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// Every field stands where the table has it, in this machine's order, and the
// lengths follow from the data.
func TestDatagram(t *testing.T) {
	for _, c := range []struct {
		what       string
		request    *request.Request
		header, cn octets.Set
		data       []byte
	}{
		{"all fields", set(t, request.New(codec.CbID{Idx: 0x01020304, Val: 0x05060708}, nil), "seq=0x11121314", "ack=0x21222324", "flags=0x3132",
			"nlmsg_type=0x4142", "nlmsg_flags=0x5152", "nlmsg_seq=0x61626364", "nlmsg_pid=0x71727374", "data=01:02 03"),
			octets.Set{"nlmsg_type": 0x4142, "nlmsg_flags": 0x5152, "nlmsg_seq": 0x61626364, "nlmsg_pid": 0x71727374},
			octets.Set{"id.idx": 0x01020304, "id.val": 0x05060708, "seq": 0x11121314, "ack": 0x21222324, "flags": 0x3132}, []byte{1, 2, 3}},
		{"convention", set(t, request.New(codec.CbID{Idx: 3, Val: 1}, nil), "ack=9"),
			octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": uint64(os.Getpid())}, octets.Set{"id.idx": 3, "id.val": 1, "seq": 1, "ack": 9}, nil},
		{"seq is both", set(t, request.New(codec.CbID{Idx: 3, Val: 1}, nil), "seq=4294967295", "ack=0", "nlmsg_pid=0"),
			octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1<<32 - 1}, octets.Set{"id.idx": 3, "id.val": 1, "seq": 1<<32 - 1}, nil},
		{"LISTEN", set(t, request.Listen(0), "ack=100", "nlmsg_pid=0"),
			octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1, "ack": 100},
			octetsOf(t, "proc_cn_mcast_op", octets.Set{"mcast_op": 1})},
		{"IGNORE with a mask", set(t, request.Ignore(codec.EventExec|codec.EventExit), "ack=100", "nlmsg_pid=0"),
			octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1, "ack": 100},
			octetsOf(t, "proc_input", octets.Set{"mcast_op": 2, "event_type": 0x80000002})},
		{"most data", set(t, request.New(codec.CbID{Idx: 3, Val: 1}, make([]byte, 1<<16-1)), "ack=0", "nlmsg_pid=0"),
			octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1}, octets.Set{"id.idx": 3, "id.val": 1, "seq": 1}, make([]byte, 1<<16-1)},
	} {
		got, err := c.request.Datagram()
		if err != nil {
			t.Errorf("%s: %v", c.what, err)
		}
		if d := octets.Diff(made(t, c.header, c.cn, c.data), got, octets.Datagram(native)); d != "" {
			t.Errorf("%s: %s", c.what, d)
		}
	}
}

// octetsOf is a struct of the table.
func octetsOf(t testing.TB, name string, set octets.Set) []byte {
	t.Helper()
	s, ok := spec.Default().Struct(name)
	if !ok {
		t.Fatalf("the table has no struct %s", name)
	}
	b := make([]byte, s.Size)
	for field, v := range set {
		if err := spec.Default().Put(native, b, name, field, v); err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// A program's own ack is one that nobody else has.
func TestRandomAck(t *testing.T) {
	seen := map[uint32]bool{}
	for range 100 {
		ack := request.New(codec.CbID{}, nil).Message.Ack
		if ack+1 == 0 || ack == 0 || seen[ack] {
			t.Fatalf("ack %d", ack)
		}
		seen[ack] = true
	}
}

func TestSetRefuses(t *testing.T) {
	for _, c := range [][3]string{
		{"seq", "4294967296", `"4294967296" is no number from 0 to 4294967295`},
		{"seq", "-1", "is no number"}, {"seq", "", "is no number"}, {"ack", "0xg", "is no number"},
		{"flags", "65536", "from 0 to 65535"}, {"nlmsg_type", "0x10000", "from 0 to 65535"},
		{"data", "010", "two hexadecimal digits"}, {"data", "0x0g", "two hexadecimal digits"},
		{"len", "4", `unknown field "len": one of seq, ack, flags, nlmsg_type, nlmsg_flags, nlmsg_seq, nlmsg_pid, data`},
	} {
		r := request.New(codec.CbID{}, []byte{7})
		before := r.Message
		if err := r.Set(c[0], c[1]); err == nil || !strings.Contains(err.Error(), c[2]) {
			t.Errorf("%s=%s: %v", c[0], c[1], err)
		}
		if r.Message.Seq != before.Seq || r.Message.Ack != before.Ack {
			t.Errorf("%s=%s: it is %+v", c[0], c[1], r.Message)
		}
	}
	r := request.New(codec.CbID{}, make([]byte, 1<<16))
	if b, err := r.Datagram(); err == nil || !strings.Contains(err.Error(), "65536 bytes of data: cn_msg.len counts 65535 at most") {
		t.Errorf("%d bytes, %v", len(b), err)
	}
}

func TestParseData(t *testing.T) {
	for text, want := range map[string][]byte{"": {}, "0x0102": {1, 2}, "0a:0B 0c\t0d\n": {10, 11, 12, 13}} {
		if b, err := request.ParseData(text); err != nil || !bytes.Equal(b, want) {
			t.Errorf("%q: % x, %v", text, b, err)
		}
	}
}
