package model_test

import (
	"encoding/binary"
	"strings"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// helper is a test or a property.
type helper = testkit.TB

// start starts a little-endian kernel of a release.
func start(t helper, release string) *model.Kernel {
	t.Helper()
	return startWith(t, release, model.Config{})
}

func startWith(t helper, release string, c model.Config) *model.Kernel {
	t.Helper()
	var err error
	if c.Release, err = spec.ParseVersion(release); err != nil {
		t.Fatal(err)
	}
	k, err := model.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// root is a process that may do everything.
func root(pid uint32) model.Creds { return model.Creds{PID: pid, NetAdmin: true} }

// listener opens a socket of root that is in group 1.
func listener(t helper, k *model.Kernel, pid uint32, room int) *model.Socket {
	t.Helper()
	s := k.Open(root(pid), room)
	if err := s.Bind(0, 1); err != 0 {
		t.Fatal(err)
	}
	return s
}

// request returns a message for an id as user space sends it, with true lengths.
func request(t helper, o binary.ByteOrder, id model.ID, seq, ack uint32, data []byte) []byte {
	t.Helper()
	b, err := spec.Default().Message(o, nil, map[string]uint64{
		"id.idx": uint64(id.Idx), "id.val": uint64(id.Val), "seq": uint64(seq), "ack": uint64(ack)}, data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var procID = model.ID{Idx: 1, Val: 1}

// ask returns a request for process events: an operation, and a mask if one is given.
func ask(t helper, k *model.Kernel, seq, ack, op uint32, mask ...uint32) []byte {
	t.Helper()
	data := make([]byte, 4+4*len(mask))
	for i, v := range append([]uint32{op}, mask...) {
		k.Order.PutUint32(data[4*i:], v)
	}
	return request(t, k.Order, procID, seq, ack, data)
}

const (
	listen = 1
	ignore = 2
)

// values walks a datagram and returns what is in it, by struct and field.
func values(t helper, k *model.Kernel, b []byte) map[string]uint64 {
	t.Helper()
	claims, err := spec.Default().Walk(k.Order, 11, b, len(b))
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]uint64{}
	for _, c := range claims {
		m[c.Struct+"."+c.Field] = c.Value
	}
	return m
}

// names says which of the sockets are in the list, by letters.
func names(list []*model.Socket, all ...*model.Socket) string {
	s := ""
	for _, x := range list {
		for i, y := range all {
			if x == y {
				s += string(rune('a' + i))
			}
		}
	}
	return s
}

// eventOf returns the event that a datagram tells of, for a kernel to tell it
// again.
func eventOf(t helper, k *model.Kernel, b []byte) model.Event {
	t.Helper()
	claims, err := spec.Default().Walk(k.Order, 11, b, len(b))
	if err != nil {
		t.Fatal(err)
	}
	e := model.Event{Fields: map[string]uint64{}}
	for _, c := range claims {
		switch {
		case c.Field == "what":
			e.What = uint32(c.Value)
		case c.Field == "comm":
			e.Comm = c.Bytes
		case strings.HasPrefix(c.Struct, "proc_event."):
			e.Fields[c.Field] = c.Value
		}
	}
	return e
}

// mustEmit emits an event that the release has.
func mustEmit(t helper, k *model.Kernel, e model.Event) []model.Delivery {
	t.Helper()
	d, err := k.Emit(e)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
