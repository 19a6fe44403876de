package tap

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// written is a record as a program writes it, field by field from the beginning: wire.go.
func written(kind, length, captured uint32, result int32, tid uint32, data []byte) []byte {
	o := binary.NativeEndian
	b := o.AppendUint64(nil, 1_000_000_007)    // when
	b = o.AppendUint64(b, 100<<32|uint64(tid)) // process, thread
	b = o.AppendUint64(b, 7<<32|1000)          // group, user
	for _, n := range []uint32{kind, 3, length, captured, 4242, 1, uint32(result), 0xf0000001} {
		b = o.AppendUint32(b, n)
	}
	b = append(b, "sh\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"...)
	return append(b, data...)
}

func TestDecode(t *testing.T) {
	var r raw
	if err := r.decode(written(kindRequest, 40, 4, -3, 101, []byte{1, 2, 3, 4, 0, 0})); err != nil {
		t.Fatal(err)
	}
	want := raw{kind: kindRequest, time: 1_000_000_007, pid: 100, tid: 101, uid: 1000, gid: 7, cpu: 3, length: 40, port: 4242, group: 1,
		result: -3, pidNS: 0xf0000001, comm: [16]byte([]byte("sh\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff")), data: []byte{1, 2, 3, 4}}
	if d := cmp.Diff(want, r, cmp.AllowUnexported(raw{})); d != "" {
		t.Error(d)
	}
	var m Message
	m.set(&r)
	if m.Comm != "sh" || !m.ToKernel || m.Known || !bytes.Equal(m.Data, []byte{1, 2, 3, 4}) || m.Length != 40 {
		t.Errorf("%+v", m)
	}
}

// Of a frame the word that others have their result in is the receiver's port, 0 for the
// kernel's: then it is a request, unless a program's socket has none.
func TestDecodeFrame(t *testing.T) {
	for _, c := range []struct {
		kind     uint32
		receiver int32
		from     uint32
		want     Message
	}{
		{kindUnbound, 0, 4242, Message{From: 4242, Known: true}},
		{kindFrame, 0, 4242, Message{ToKernel: true, Port: 4242}},
		{kindFrame, 7, 4242, Message{Port: 7, From: 4242, Known: true}},
		{kindFrame, -5, 0, Message{Port: 0xfffffffb, Known: true}},
	} {
		b := written(c.kind, 4, 4, c.receiver, 101, []byte{1, 2, 3, 4})
		binary.NativeEndian.PutUint32(b[40:], c.from)
		var r raw
		if err := r.decode(b); err != nil {
			t.Fatal(err)
		}
		var m Message
		m.set(&r)
		if m.ToKernel != c.want.ToKernel || m.Port != c.want.Port || m.From != c.want.From || m.Known != c.want.Known || m.Result != 0 ||
			!bytes.Equal(m.Data, []byte{1, 2, 3, 4}) || m.Length != 4 || !m.settled {
			t.Errorf("to %d: %+v", c.receiver, m)
		}
	}
}

// What no program of ours writes is refused, whatever its lengths say.
func TestDecodeRefuses(t *testing.T) {
	good := written(kindRequest, 4, 4, 0, 1, []byte{1, 2, 3, 4})
	for name, b := range map[string][]byte{
		"nothing":               nil,
		"a head that was cut":   good[:len(good)-5],
		"kind 0":                written(0, 4, 4, 0, 1, make([]byte, 4)),
		"kind 7":                written(7, 4, 4, 0, 1, make([]byte, 4)),
		"more than there is":    written(kindRequest, 5, 5, 0, 1, make([]byte, 4)),
		"more than the message": written(kindRequest, 3, 4, 0, 1, make([]byte, 4)),
		"4 GiB":                 written(kindRequest, 1<<32-1, 1<<32-1, 0, 1, nil),
	} {
		if err := new(raw).decode(b); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if err := new(raw).decode(good); err != nil {
		t.Error(err)
	}
}

// The kernel's bytes are made as drivers/connector/connector.c:cn_netlink_send_mult makes
// them: SPEC.md R6, and R5 for the padding. The expected bytes are an ack as a kernel sent
// it (6.18), and a made one of 5 bytes.
func TestDatagram(t *testing.T) {
	ack := []byte{
		0x4c, 0, 0, 0, 3, 0, 0, 0, 0x97, 0x0c, 1, 0, 0, 0, 0, 0,
		1, 0, 0, 0, 1, 0, 0, 0, 0x97, 0x0c, 1, 0, 0x65, 0, 0, 0, 0x28, 0, 0, 0,
		0, 0, 0, 0, 1, 0, 0, 0, 0x58, 0x8a, 0x7d, 0xd4, 0xb9, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
	}
	odd := []byte{
		0x29, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0,
		3, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0xa, 0xb, 0xc, 0xd, 0xe, 0, 0, 0,
	}
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		t.Skip("The bytes are a little-endian kernel's.")
	}
	const header = 16
	for _, c := range []struct {
		want          []byte
		length, given int
	}{{ack, 60, 60}, {odd, 25, 25}, {odd, 25, 23}} {
		got, length := datagram(nil, c.want[header:][:c.given], c.length)
		want := c.want
		if c.given < c.length { // it was cut: nothing stands behind
			want = want[:header+c.given]
		}
		if !bytes.Equal(got, want) || length != len(c.want) {
			t.Errorf("%d of %d bytes: %x, length %d", c.given, c.length, got, length)
		}
	}
}
