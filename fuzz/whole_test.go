package fuzz_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
)

// FuzzWhole: codec.Whole takes a datagram that, step by step, is one message without
// padding, in it one cn_msg of id 1:1 and in that one event, and no other; it has the same
// values and the same memory then, and else stays as it was.
func FuzzWhole(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) {
		whole(t, b)
		for _, near := range nearly(b) {
			whole(t, near)
		}
	})
}

// nearly gives datagrams that are not whole if b is: bytes behind it, or lengths of the
// message and of the cn_msg, in either order, that do not reach as far.
func nearly(b []byte) (list [][]byte) {
	list = append(list, append(bytes.Clone(b), 0, 0, 0, 0), append(bytes.Clone(b), b...))
	for _, places := range [][]int{{0}, {3}, {32}, {33}, {0, 32}, {3, 33}} {
		near := bytes.Clone(b)
		for _, at := range places {
			if at < len(near) {
				near[at] -= 4
			}
		}
		list = append(list, near)
	}
	return list
}

func whole(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range append(orders, codec.OrderUnknown) {
		used := codec.Whole{
			Header: codec.NlMsghdr{Length: 1, Type: 2, Flags: 3, Seq: 4, PID: 5},
			Msg:    codec.CnMsg{ID: codec.CbID{Idx: 6, Val: 7}, Seq: 8, Ack: 9, Length: 10, Flags: 11, Data: []byte("used")},
			Event:  codec.ProcEvent{What: 12, CPU: 13, TimestampNs: 14, Data: []byte("used")},
		}
		got := used
		ok := got.Decode(o, b)
		want, one := inSteps(o, b)
		if !one {
			want = used
		} else if _, err := want.Event.Event(o); want.Event.ArmFits() != (err == nil) {
			t.Fatalf("%x, %v: ArmFits is %t: %v", b, o, want.Event.ArmFits(), err)
		}
		if ok != one || !reflect.DeepEqual(got, want) || !sameMemory(got.Msg.Data, want.Msg.Data) || !sameMemory(got.Event.Data, want.Event.Data) {
			t.Fatalf("%x, %v: %t, %+v\nin steps %t, %+v", b, o, ok, got, one, want)
		}
	}
}

// inSteps is what codec.Whole reads directly.
func inSteps(o codec.Order, b []byte) (w codec.Whole, one bool) {
	if o == codec.OrderUnknown {
		o = codec.LittleEndian // as every reader but a datagram has it
	}
	var d codec.Datagram
	if d.Decode(o, b); d.Err != nil || len(d.Messages) != 1 || len(d.Messages[0].Data) != len(b)-codec.NlMsghdrSize {
		return w, false
	}
	n := 0
	for cn, err := range codec.CnMsgs(o, d.Messages[0].Data) {
		if n++; err != nil || n > 1 || !cn.ID.IsProc() || cn.Len() != len(d.Messages[0].Data) {
			return codec.Whole{}, false
		}
		w.Header, w.Msg = d.Messages[0].Header, cn
		if _, err := w.Event.Decode(o, cn.Data); err != nil {
			return codec.Whole{}, false
		}
	}
	return w, n == 1
}

// sameMemory reports whether two slices are one, as long and with the same room behind.
func sameMemory(a, b []byte) bool {
	return len(a) == len(b) && cap(a) == cap(b) && (cap(a) == 0 || &a[:1][0] == &b[:1][0])
}
