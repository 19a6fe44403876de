package model_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// w1Message is a w1_netlink_msg with a number and what is behind it; n is its len, or
// -1 for that of the data.
func w1Message(o binary.AppendByteOrder, kind byte, n int, number uint32, inside ...byte) []byte {
	if n < 0 {
		n = len(inside)
	}
	b := o.AppendUint16([]byte{kind, 0}, uint16(n))
	return append(o.AppendUint32(o.AppendUint32(b, number), 0), inside...)
}

// TestW1 asks a bus with the masters 2 and 1, by what w1_cn_callback checks one after
// the other. An answer is its ack (r: the request's seq and one, s: the request's), its
// type and its status, and what is behind the head.
func TestW1(t *testing.T) {
	o := binary.LittleEndian
	list := w1Message(o, 6, -1, 0)
	absent := w1Message(o, 4, -1, 9, 5, 0, 0, 0) // W1_CMD_RESET for master 9
	present := w1Message(o, 4, -1, 2, 5, 0, 0, 0)
	slave := w1Message(o, 5, -1, 7, 5, 0, 0, 0)
	empty, unknown := w1Message(o, 4, -1, 2), w1Message(o, 9, -1, 0, 1)
	const masters, enodev, eproto = "r 6 0 0200000001000000", "s 4 19 ", "s 4 71 "
	for _, c := range []struct {
		name  string
		flags uint16
		data  []byte
		want  []string
	}{
		{"list", 0, list, []string{masters}},
		{"no data", 0, nil, nil},
		{"no such master", 0, absent, []string{enodev}},
		{"the same twice", 0, slices.Concat(absent, absent), []string{enodev, enodev}},
		{"no such slave, and others go on", 0, slices.Concat(slave, list), []string{"s 5 19 ", masters}},
		{"no command, and nothing goes on", 0, slices.Concat(empty, list), []string{eproto}},
		{"unknown type", 0, slices.Concat(list, unknown, list), []string{masters, "s 9 71 "}},
		{"a master that there is", 0, slices.Concat(present, list), []string{masters}},
		{"too long, behind a list", 0, slices.Concat(list, w1Message(o, 4, 5, 9, 5, 0, 0, 0)), nil},
		{"less than a message, behind a list", 0, append(slices.Clone(list), 6, 0, 0), nil},
		{"an unknown flag", 6, list, []string{"s 6 22 "}},
		{"an unknown flag, and no data", 2, nil, []string{"s 0 22 "}},
		{"a bundle", 1, list, []string{masters}},
	} {
		k := startWith(t, "6.12", model.Config{})
		w, err := k.AddW1()
		if err != 0 {
			t.Fatal(err)
		}
		w.Masters = []uint32{2, 1}
		s, other := k.Open(model.Creds{PID: 7}, 0), k.Open(root(8), 0)
		s.Bind(0, 0)
		other.Join(3)
		request := testkit.Must(spec.Default().Message(o, nil, map[string]uint64{"id.idx": 3, "id.val": 1, "seq": 50, "ack": 9, "flags": uint64(c.flags)}, c.data))(t)
		out := s.Send(0, 0, request)
		var got []string
		for d, err := s.Recv(); err == 0; d, err = s.Recv() {
			b := d.Bytes
			ack := map[uint32]string{51: "r", 9: "s"}[o.Uint32(b[28:])]
			got = append(got, fmt.Sprintf("%s %d %d %x", ack, b[36], b[37], b[48:36+int(o.Uint16(b[32:]))]))
			if o.Uint32(b[24:]) != 50 || o.Uint16(b[38:]) != uint16(len(b)-48) {
				t.Errorf("%s: %x", c.name, b)
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if ignored := strings.Contains(c.name, "behind a list"); (out.Drop == model.DropPayload) != ignored || other.Queued() > 0 {
			t.Errorf("%s: dropped as %v, and another member has %d", c.name, out.Drop, other.Queued())
		}
	}
}

// A list of masters that is longer than a page is cut: 1016 numbers behind both heads
// of 32 bytes fill 4096. What nobody wrote is old memory.
func TestW1Masters(t *testing.T) {
	k := startWith(t, "6.12", model.Config{Order: binary.BigEndian, Old: 0xa7})
	w, _ := k.AddW1()
	for n := range uint32(1500) {
		w.Masters = append(w.Masters, 1500-n)
	}
	s := k.Open(model.Creds{PID: 7}, 0)
	s.Send(0, 0, testkit.Must(spec.Default().Message(binary.BigEndian, nil, map[string]uint64{"id.idx": 3, "id.val": 1, "seq": 50}, w1Message(binary.BigEndian, 6, -1, 0)))(t))
	var sizes []int
	next := uint32(1500)
	for d, err := s.Recv(); err == 0; d, err = s.Recv() {
		b := d.Bytes
		sizes = append(sizes, len(b))
		if !bytes.Equal(b[34:36], []byte{0xa7, 0xa7}) || !bytes.Equal(b[40:48], bytes.Repeat([]byte{0xa7}, 8)) || binary.BigEndian.Uint32(b[28:]) != 51 {
			t.Errorf("%x", b[:48])
		}
		for at := 48; at < len(b); at += 4 {
			if got := binary.BigEndian.Uint32(b[at:]); got != next {
				t.Fatalf("master %d, want %d", got, next)
			}
			next--
		}
	}
	if !slices.Equal(sizes, []int{16 + 4096, 48 + 4*484}) {
		t.Errorf("datagrams of %d bytes", sizes)
	}
}

// Events go to the group, with a number of the master's and ack 0; kernels whose
// answers differ are not modelled.
func TestW1Event(t *testing.T) {
	k := startWith(t, "6.12", model.Config{})
	w, _ := k.AddW1()
	s := k.Open(root(8), 0)
	s.Join(3)
	s.Bind(0, 1<<2)
	if _, err := w.Event("W1_MASTER_REMOVE", 4, 2); err != 0 {
		t.Error(err)
	}
	d, _ := s.Recv()
	want := []byte{48, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0}
	if !bytes.Equal(d.Bytes, want) {
		t.Errorf("%x, want %x", d.Bytes, want)
	}
	for release, want := range map[string]model.Errno{"3.14": model.ENOSYS, "3.15": model.ENOSYS, "3.16": 0} {
		if _, err := startWith(t, release, model.Config{}).AddW1(); err != want {
			t.Errorf("%s: %v, want %v", release, err, want)
		}
	}
}
