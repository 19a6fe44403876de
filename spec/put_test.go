package spec_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Each field of each struct, in both orders: Put writes its bytes and no other.
func TestPutEveryField(t *testing.T) {
	table := spec.Default()
	rapid.Check(t, func(t *rapid.T) {
		// Two primes that repeat at no size of a field.
		noise := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 167, 167).Draw(t, "noise"), 45)
		value := bytes.Repeat(rapid.SliceOfN(rapid.Byte(), 131, 131).Draw(t, "value"), 16)
		for _, s := range table.Structs() {
			around := noise[:s.Size+64] // nothing behind it is written either
			for _, f := range s.Fields {
				for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
					got, want := bytes.Clone(around), bytes.Clone(around)
					v := value[:f.Size]
					copy(want[f.Offset:], v)
					var err error
					if f.Type.Number() {
						err = table.Put(o, got, s.Name, f.Name, number(v, o == binary.BigEndian || s.BigEndian))
					} else {
						err = table.PutBytes(got, s.Name, f.Name, v)
					}
					if err != nil || !bytes.Equal(got, want) {
						t.Fatalf("%s.%s, %v: %v%s", s.Name, f.Name, o, err, octets.Diff(want, got, octets.Struct(s.Name)))
					}
				}
			}
		}
	})
}

// number puts bytes together by hand, since a test of Put cannot use Put's tools.
func number(b []byte, big bool) (v uint64) {
	for i := range b {
		if big {
			v = v<<8 | uint64(b[i])
		} else {
			v |= uint64(b[i]) << (8 * i)
		}
	}
	return v
}

func TestPutRefuses(t *testing.T) {
	table, o := spec.Default(), binary.LittleEndian
	put := func(size int, name, field string, v uint64) error {
		return table.Put(o, make([]byte, size), name, field, v)
	}
	for _, c := range []struct {
		err  error
		want string // empty: accepted
	}{
		{put(20, "cn_msg", "len", 0xffff), ""},
		{put(20, "cn_msg", "len", 0x10000), "does not fit"},
		{put(18, "cn_msg", "len", 1), ""},
		{put(17, "cn_msg", "len", 1), "have 17"},
		{put(20, "cn_msg", "length", 1), "no field"},
		{put(20, "cn_mgs", "len", 1), "no struct"},
		{put(16, "proc_event.fork", "child_pid", 0xffffffff), ""},
		{put(16, "proc_event.fork", "child_pid", ^uint64(0)), ""}, // -1
		{put(16, "proc_event.fork", "child_pid", 1<<32), "does not fit"},
		{put(16, "proc_event.fork", "child_pid", ^uint64(1<<31)), "does not fit"}, // -1 - 1<<31
		{put(16, "proc_event.uid", "ruid", ^uint64(0)), "does not fit"},
		{put(40, "proc_event", "timestamp_ns", ^uint64(0)), ""},
		{put(40, "proc_event", "event_data", 0), "no number"},
		{table.PutBytes(make([]byte, 20), "cn_msg", "len", nil), "is a number"},
		{table.PutBytes(make([]byte, 24), "proc_event.comm", "comm", make([]byte, 17)), "do not fit"},
		{table.PutBytes(make([]byte, 23), "proc_event.comm", "comm", nil), "have 23"},
	} {
		if c.want == "" && c.err != nil || c.want != "" && (c.err == nil || !strings.Contains(c.err.Error(), c.want)) {
			t.Errorf("error %v, want %q", c.err, c.want)
		}
	}
}

func TestPutBytesClearsTheRest(t *testing.T) {
	b := bytes.Repeat([]byte{0xff}, 24)
	if err := spec.Default().PutBytes(b, "proc_event.comm", "comm", []byte("init")); err != nil {
		t.Fatal(err)
	}
	if want := "\xff\xff\xff\xff\xff\xff\xff\xffinit\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"; string(b) != want {
		t.Errorf("got %q, want %q", b, want)
	}
}

// The captured FORK, made from names.
func TestMessage(t *testing.T) {
	table, o := spec.Default(), binary.LittleEndian
	ev := noError(table.Event(o,
		map[string]uint64{"what": 1, "cpu": 1, "timestamp_ns": 0x3b9e079585c},
		map[string]uint64{"parent_pid": 0x75b6, "parent_tgid": 0x75b6, "child_pid": 0x75df, "child_tgid": 0x75df}))(t)
	got := noError(table.Message(o, nil, map[string]uint64{"id.idx": 1, "id.val": 1, "seq": 0x10c99}, ev))(t)
	want := unhex(t, "4c00000003000000990c0100000000000100000001000000990c0100000000002800000001000000010000005c5879e0b9030000b6750000b6750000df750000df7500000000000000000000")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// The same names in the other order, byte by byte.
func TestMessageBigEndian(t *testing.T) {
	got := noError(spec.Default().Message(binary.BigEndian,
		map[string]uint64{"nlmsg_pid": 0x01020304},
		map[string]uint64{"id.idx": 1, "id.val": 1, "seq": 7, "ack": 0x64, "flags": 0x8001}, []byte{0xa1, 0xa2, 0xa3}))(t)
	want := []byte{
		0, 0, 0, 39, // nlmsg_len
		0, 3, // nlmsg_type
		0, 0, // nlmsg_flags
		0, 0, 0, 7, // nlmsg_seq
		1, 2, 3, 4, // nlmsg_pid
		0, 0, 0, 1, // id.idx
		0, 0, 0, 1, // id.val
		0, 0, 0, 7, // seq
		0, 0, 0, 0x64, // ack
		0, 3, // len
		0x80, 1, // flags
		0xa1, 0xa2, 0xa3, // data
		0, // padding
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A length that is set stays as it is, so that broken messages can be made.
func TestMessageKeepsLengths(t *testing.T) {
	nl, cn := map[string]uint64{"nlmsg_len": 1, "nlmsg_type": 2, "nlmsg_seq": 3}, map[string]uint64{"len": 4, "seq": 5}
	b := noError(spec.Default().Message(binary.LittleEndian, nl, cn))(t)
	if b[0] != 1 || b[4] != 2 || b[8] != 3 || b[32] != 4 || b[24] != 5 {
		t.Errorf("got %x", b)
	}
	if len(nl) != 3 || len(cn) != 2 {
		t.Error("the maps have changed")
	}
}

func TestMessageRefuses(t *testing.T) {
	table, o := spec.Default(), binary.LittleEndian
	wrong := map[string]uint64{"no_such_field": 1}
	for name, f := range map[string]func() ([]byte, error){
		"New":        func() ([]byte, error) { return table.New(o, "no_such_struct", nil) },
		"Nlmsg":      func() ([]byte, error) { return table.Nlmsg(o, wrong) },
		"CnMsg":      func() ([]byte, error) { return table.CnMsg(o, wrong) },
		"long CnMsg": func() ([]byte, error) { return table.CnMsg(o, nil, make([]byte, 0x10000)) },
		"Event":      func() ([]byte, error) { return table.Event(o, wrong, nil) },
		"Event arm":  func() ([]byte, error) { return table.Event(o, nil, wrong) },
		"no arm": func() ([]byte, error) {
			return table.Event(o, map[string]uint64{"what": uint64(table.UnknownEvent())}, nil)
		},
		"Message":     func() ([]byte, error) { return table.Message(o, wrong, nil) },
		"Message cn":  func() ([]byte, error) { return table.Message(o, nil, wrong) },
		"large value": func() ([]byte, error) { return table.New(o, "cn_msg", map[string]uint64{"len": 1 << 16}) },
	} {
		if b, err := f(); err == nil || b != nil {
			t.Errorf("%s: got %d bytes, %v", name, len(b), err)
		}
	}
}

func TestAlign(t *testing.T) {
	for n, want := range []int{0, 4, 4, 4, 4, 8} {
		b := bytes.Repeat([]byte{1}, n)
		if got := spec.Align(b); len(got) != want || !bytes.HasPrefix(got, b) || bytes.ContainsRune(got[n:], 1) {
			t.Errorf("%d bytes became %x", n, got)
		}
	}
}
