package fuzz_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit/octets"
)

// FuzzRoundTrip: every input comes back as it was, as a datagram and through
// every type down to the arms; a receiver that was used before decodes as a new
// one does, and one that gets an error stays as it was; what is decoded shares
// the input's memory and cannot grow over what stands behind it.
func FuzzRoundTrip(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { roundTrip(t, b) })
}

func roundTrip(t fuzz.T, b []byte) {
	t.Helper()
	was := bytes.Clone(b)
	for _, o := range append(orders, codec.OrderUnknown) {
		datagram(t, o, b)
	}
	for _, o := range orders {
		var d codec.Datagram
		d.Decode(o, b)
		off := 0
		for i := range d.Messages {
			n := d.Messages[i].Len()
			message(t, o, b[off:off+n:off+n], &d.Messages[i])
			off += n
		}
		untouched(t, o, b[off:])
		structs(t, o, b)
	}
	if !bytes.Equal(b, was) {
		t.Fatalf("decoding changed its input: %x was %x", b, was)
	}
}

func datagram(t fuzz.T, o codec.Order, b []byte) {
	var d, used codec.Datagram
	n, err := d.Decode(o, b)
	if n != len(b) || err != nil || d.Len() != len(b) || (len(d.Tail) > 0) != (d.Err != nil) || o != codec.OrderUnknown && d.Order != o {
		t.Fatalf("%x, %v: Decode returns %d, %v and %+v", b, o, n, err, d)
	}
	const before = "before"
	// A datagram knows its order and does not listen to another.
	for _, other := range append(orders, codec.OrderUnknown) {
		if got := d.Append(other, []byte(before)); string(got) != before+string(b) {
			t.Fatalf("%x, %v: Append gives %x", b, o, got)
		}
	}
	if got, err := d.MarshalBinary(); err != nil || !bytes.Equal(got, b) {
		t.Fatalf("%x, %v: MarshalBinary gives %x, %v", b, o, got, err)
	}
	used.Decode(o.Swapped(), append(request(o.Swapped()), 0xff))
	if used.Decode(o, b); len(used.Messages) != len(d.Messages) || len(d.Messages) > 0 && !reflect.DeepEqual(used.Messages, d.Messages) ||
		!bytes.Equal(used.Tail, d.Tail) || used.Order != d.Order || !sameFault(used.Err, d.Err, 0) {
		t.Fatalf("%x, %v: used before it is %+v, new %+v", b, o, used, d)
	}
	for i := range d.Messages {
		fenced(t, b, d.Messages[i].Data)
		fenced(t, b, d.Messages[i].Pad)
	}
	copied := bytes.Clone(b)
	if err := used.UnmarshalBinary(copied); err != nil {
		t.Fatalf("%x: UnmarshalBinary: %v", b, err)
	}
	clear(copied)
	if got := used.Append(o, nil); !bytes.Equal(got, b) {
		t.Fatalf("%x: UnmarshalBinary kept hold of its input: %x", b, got)
	}
}

// message takes one message apart, and holds that each part makes its bytes.
func message(t fuzz.T, o codec.Order, b []byte, m *codec.Message) {
	same(t, "Message", m.Append(o, nil), b, octets.Datagram(byteOrder(o)))
	same(t, "NlMsghdr", m.Header.Append(o, nil), b[:codec.NlMsghdrSize], octets.Struct("nlmsghdr"))
	if end := codec.NlMsghdrSize + len(m.Data); end > codec.NlMsghdrSize {
		shorter := b[: end-1 : end-1]
		before := *m
		if n, err := m.Decode(o, shorter); n != 0 || err == nil || !reflect.DeepEqual(*m, before) {
			t.Fatalf("%x, %v: without its last byte, Decode gives %d, %v, and %+v is %+v", b, o, n, err, before, *m)
		}
	}
	rest := m.Data
	for cn, err := range codec.CnMsgs(o, m.Data) {
		if err != nil {
			untouchedCnMsg(t, o, rest)
			return
		}
		n := cn.Len()
		same(t, "CnMsg", cn.Append(o, nil), rest[:n], octets.Struct("cn_msg"))
		fenced(t, rest, cn.Data)
		untouchedCnMsg(t, o, rest[:n-1])
		data(t, o, cn.Data)
		rest = rest[n:]
	}
	if len(rest) >= codec.CnMsgSize {
		t.Fatalf("%x, %v: CnMsgs leaves %d bytes", m.Data, o, len(rest))
	}
}

// data reads a payload as everything that it may be.
func data(t fuzz.T, o codec.Order, b []byte) {
	var e codec.ProcEvent
	if _, err := e.Decode(o, b); err == nil {
		same(t, "ProcEvent", e.Append(o, nil), b, octets.Struct("proc_event"))
		fenced(t, b, e.Data)
		if ev, err := e.Event(o); err == nil {
			same(t, "Event", append(ev.Append(o, nil), e.Data[ev.Len():]...), e.Data, nil)
			if ev.What() != e.What {
				t.Fatalf("%x, %v: %T for %v", b, o, ev, e.What)
			}
		}
	}
	structs(t, o, b)
}

// same fails unless what a type made is what it was made of.
func same(t fuzz.T, name string, got, want []byte, outline octets.Outline) {
	if d := octets.Diff(want, got, outline); d != "" {
		t.Fatalf("%s%s", name, d)
	}
}

// fenced fails if an append to part, which aliases b, would write into b.
func fenced(t fuzz.T, b, part []byte) {
	if cap(part) != len(part) {
		t.Fatalf("%x has %x within it, with room for %d bytes: an append would overwrite what follows", b, part, cap(part)-len(part))
	}
}
