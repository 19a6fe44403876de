package fuzz_test

import (
	"bytes"
	"errors"
	"reflect"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// receiver is what every type of codec is.
type receiver interface {
	Decode(o codec.Order, b []byte) (n int, err error)
	Append(o codec.Order, b []byte) []byte
	Len() int
}

// receivers returns a new value of each type that reads the start of any bytes.
func receivers() []receiver {
	list := []receiver{
		new(codec.Cooked), new(codec.Cooked2), new(codec.NlMsghdr), new(codec.McastOp), new(codec.ProcInput),
		new(codec.ProcEvent), new(codec.ProcEventTimespec32), new(codec.ProcEventTimespec64),
	}
	for _, v := range spec.Default().Set("proc_event_what") {
		if v.Arm != "" {
			e := codec.ProcEvent{What: codec.EventType(v.Value), Data: make([]byte, 64)}
			arm, _ := e.Event(codec.LittleEndian)
			list = append(list, arm)
		}
	}
	return list
}

// structs reads b as each type: what it eats it gives back, and where there is
// too little for it, it says so and stays as it was.
func structs(t fuzz.T, o codec.Order, b []byte) {
	filled := bytes.Repeat([]byte{0xa7}, 64)
	for _, r := range receivers() {
		r.Decode(o, filled)
		before := r.Append(o, nil)
		n, err := r.Decode(o, b)
		after := r.Append(o, nil)
		switch {
		case err == nil:
			if n > len(b) || n != r.Len() || !bytes.Equal(after, b[:n]) {
				t.Fatalf("%T, %v: %x, of which it eats %d, becomes %x", r, o, b, n, after)
			}
		case !errors.Is(err, codec.ErrShort) || n != 0 || !bytes.Equal(after, before):
			t.Fatalf("%T, %v: %x gives %d, %v, and %x becomes %x", r, o, b, n, err, before, after)
		}
	}
}

// untouched holds that a message that does not decode leaves its receiver.
func untouched(t fuzz.T, o codec.Order, tail []byte) {
	var m codec.Message
	m.Decode(o, request(o))
	before := m
	n, err := m.Decode(o, tail)
	if err == nil || n != 0 || !reflect.DeepEqual(m, before) {
		t.Fatalf("%x, %v: the tail gives %d, %v, and %+v is %+v", tail, o, n, err, before, m)
	}
}

// untouchedCnMsg does so for a cn_msg.
func untouchedCnMsg(t fuzz.T, o codec.Order, b []byte) {
	var m codec.CnMsg
	m.Decode(o, request(o)[codec.NlMsghdrSize:])
	before := m
	n, err := m.Decode(o, b)
	if err == nil || n != 0 || !reflect.DeepEqual(m, before) {
		t.Fatalf("%x, %v: gives %d, %v, and %+v is %+v", b, o, n, err, before, m)
	}
}
