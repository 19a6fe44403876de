package fuzz_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/spec"
)

// FuzzSplit: a datagram that is cut between two messages gives the same
// messages in two parts, and two datagrams that are joined give those of both,
// where the first ends aligned and nothing is wrong in it.
func FuzzSplit(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { split(t, b) })
}

func split(t fuzz.T, b []byte) {
	t.Helper()
	for _, o := range orders {
		var whole, left, right codec.Datagram
		whole.Decode(o, b)
		at := 0
		for i := 0; ; i++ {
			left.Decode(o, b[:at])
			right.Decode(o, b[at:])
			if left.Err != nil || !sameMessages(whole.Messages, left.Messages, right.Messages) || len(left.Messages) != i ||
				!bytes.Equal(right.Tail, whole.Tail) || !sameFault(whole.Err, right.Err, at) {
				t.Fatalf("%x, %v: split at %d\nleft  %+v\nright %+v\nwhole %+v", b, o, at, left, right, whole)
			}
			if i == len(whole.Messages) {
				break
			}
			at += whole.Messages[i].Len()
		}
		sound := spec.Align(append([]byte(nil), b[:at]...)) // always a datagram that another can follow
		join(t, o, sound, request(o))
		join(t, o, sound, b)
		join(t, o, request(o), b)
	}
}

// request is a LISTEN, from the table.
func request(o codec.Order) []byte {
	listen, err := spec.Default().New(byteOrder(o), "proc_cn_mcast_op", map[string]uint64{"mcast_op": 1})
	if err != nil {
		panic(err)
	}
	b, err := spec.Default().Message(byteOrder(o), nil, map[string]uint64{"id.idx": 1, "id.val": 1}, listen)
	if err != nil {
		panic(err)
	}
	return b
}

// join decodes first and second joined, and each alone.
func join(t fuzz.T, o codec.Order, first, second []byte) {
	joined := append(append([]byte(nil), first...), second...)
	var a, b, ab codec.Datagram
	a.Decode(o, first)
	b.Decode(o, second)
	ab.Decode(o, joined)
	if a.Err != nil || !sameMessages(ab.Messages, a.Messages, b.Messages) || !bytes.Equal(ab.Tail, b.Tail) || !sameFault(ab.Err, b.Err, len(first)) {
		t.Fatalf("%v: %x and %x\nfirst  %+v\nsecond %+v\njoined %+v", o, first, second, a, b, ab)
	}
	var u, v, uv codec.Outline
	u.Decode(o, codec.FamilyConnector, first, len(first))
	v.Decode(o, codec.FamilyConnector, second, len(second))
	uv.Decode(o, codec.FamilyConnector, joined, len(joined))
	for i, s := range uv.Spans {
		want := codec.Span{}
		if i < len(u.Spans) {
			want = u.Spans[i]
		} else if i-len(u.Spans) < len(v.Spans) {
			want = v.Spans[i-len(u.Spans)]
			want.Off += len(first)
		}
		if s != want || len(uv.Spans) != len(u.Spans)+len(v.Spans) {
			t.Fatalf("%v: %x and %x: span %d of the joined is %+v, want %+v", o, first, second, i, s, want)
		}
	}
}

func sameMessages(whole []codec.Message, parts ...[]codec.Message) bool {
	for _, part := range parts {
		for _, m := range part {
			if len(whole) == 0 || m.Header != whole[0].Header || !bytes.Equal(m.Data, whole[0].Data) || !bytes.Equal(m.Pad, whole[0].Pad) {
				return false
			}
			whole = whole[1:]
		}
	}
	return len(whole) == 0
}

// sameFault reports whether part is whole, found off bytes later.
func sameFault(whole, part error, off int) bool {
	if whole == nil || part == nil {
		return whole == nil && part == nil
	}
	e := *part.(*codec.Error)
	e.Offset += off
	return e == *whole.(*codec.Error)
}
