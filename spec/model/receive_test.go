package model_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// What Linux 6.18 was seen to take and to drop. The requests have 4 bytes of
// data, and their nlmsg_len is what the case says.
func TestReceiveMeasured(t *testing.T) {
	for _, c := range []struct {
		name   string
		length uint32 // nlmsg_len
		sent   int
		cn     uint16
		want   model.Drop
	}{
		{"a word more than nlmsg_len needs", 41, 44, 4, model.DropNone},
		{"100 bytes behind", 40, 140, 4, model.DropNone},
		{"the largest payload", 16400, 16400, 4, model.DropNone},
		{"one byte more", 16401, 16401, 4, model.DropHigh},
		{"0", 0, 40, 4, model.DropLow},
		{"15", 15, 40, 4, model.DropLow},
		{"16", 16, 40, 4, model.DropLow},
		{"35", 35, 40, 4, model.DropLow},
		{"39", 39, 40, 4, model.DropLen},
		{"41 with 40 sent", 41, 40, 4, model.DropOverrun},
		{"all ones", 0xffffffff, 40, 4, model.DropOverrun},
		{"len beyond the data", 40, 40, 8, model.DropLen},
		{"header only", 36, 36, 0, model.DropPayload},
		{"half a header", 40, 15, 4, model.DropShort},
	} {
		k := start(t, "6.18")
		a := listener(t, k, 100, 0)
		b := ask(t, k, 7, 100, listen)
		k.Order.PutUint32(b, c.length)
		k.Order.PutUint16(b[32:], c.cn)
		b = append(b, make([]byte, 16401)...)[:c.sent]
		out := a.Send(0, 0, b)
		if out.Errno != 0 || !out.ToKernel || out.Drop != c.want || out.Overread != 0 {
			t.Errorf("%s: %+v, want %v", c.name, out, c.want)
		}
		if answered := len(out.Answers()) == 1 && a.Queued() == 1; answered != (c.want == model.DropNone) {
			t.Errorf("%s: answered is %v", c.name, answered)
		}
	}
	k := start(t, "6.18")
	if out := k.Open(root(1), 0).Send(0, 0, nil); out.Errno != model.ENODATA {
		t.Errorf("nothing: %+v", out)
	}
}

// Of nlmsghdr and cn_msg only lengths and id matter.
func TestReceiveIgnores(t *testing.T) {
	k := start(t, "6.18")
	a := listener(t, k, 100, 0)
	b := ask(t, k, 7, 100, listen)
	for _, place := range []int{4, 5, 6, 7, 8, 11, 12, 15, 34, 35} { // type, flags, seq, pid; flags
		b[place] ^= 0xff
	}
	if out := a.Send(0, 0, b); out.Drop != model.DropNone || k.Listeners() != 1 {
		t.Errorf("%+v", out)
	}
	// Two nlmsghdrs, and two cn_msgs in one: the first acts alone (R36).
	for _, two := range [][]byte{
		append(ask(t, k, 8, 0, listen), ask(t, k, 9, 0, ignore)...),
		request(t, k.Order, procID, 8, 0, append([]byte{1, 0, 0, 0}, ask(t, k, 9, 0, ignore)[16:]...)),
	} {
		if len(two) == 64 {
			k.Order.PutUint16(two[32:], 4)
		}
		s := listener(t, k, 101, 0)
		before := k.Listeners()
		if out := s.Send(0, 0, two); out.Drop != model.DropNone || len(out.Answers()) != 1 || k.Listeners() != before+1 {
			t.Errorf("%+v, counter from %d to %d", out, before, k.Listeners())
		}
	}
}

// R35: the checks of each generation, from what a person wrote down of their
// bounds and not from the profiles.
func TestReceiveProperty(t *testing.T) {
	generations := []struct {
		release     string
		header      int64 // bytes of nlmsghdr that the bounds leave out
		least, most int64
		checkLen    bool
	}{
		{"2.6.14", 0, 20, 1024, false}, {"2.6.23", 0, 20, 1024, false}, {"2.6.24", 0, 20, 16384, false}, {"3.11", 0, 20, 16384, false},
		{"3.12", 16, 20, 16384, false}, {"3.18", 16, 20, 16384, false}, {"3.19", 16, 20, 16384, true}, {"5.10", 16, 20, 16384, true}, {"7.1", 16, 20, 16384, true},
	}
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		g := rapid.SampledFrom(generations).Draw(t, "generation")
		size := rapid.SampledFrom([]int{0, 15, 16, 20, 24, 28, 30, 32, 34, 35, 36, 36, 37, 40, 40, 44, 100, 1000, 1024, 1025, 1040, 16384, 16385, 16400, 16401, 20000}).Draw(t, "size")
		near := rapid.SampledFrom([]int64{0, 16, 20, 36, 40, 1024, 1040, 16384, 16400, int64(size), 1 << 32}).Draw(t, "near")
		length := uint32(max(0, min(near+rapid.Int64Range(-1, 1).Draw(t, "by"), 1<<32-1)))
		if rapid.IntRange(0, 2).Draw(t, "exact") == 0 {
			size = rapid.SampledFrom([]int{24, 30, 34, 36, 40, 40, 44, 100, 1000, 1025, 16385, 16401, 20000}).Draw(t, "exact size")
			length = uint32(size)
		}
		cnLen := uint16(rapid.SampledFrom([]int{0, 4, 5, int(length) - 36, int(length) - 35, int(length) - 35, int(length) - 20, 65535}).Draw(t, "len"))
		known := rapid.IntRange(0, 3).Draw(t, "known") > 0
		o := rapid.SampledFrom([]binary.ByteOrder{binary.LittleEndian, binary.BigEndian}).Draw(t, "order")

		k := startWith(t, g.release, model.Config{Order: o})
		var got *model.Message
		k.Add(model.ID{Idx: 5, Val: 6}, "x", func(m *model.Message) { got = m })
		b := make([]byte, 20000)
		o.PutUint32(b, length)
		o.PutUint32(b[16:], 5)
		o.PutUint32(b[20:], map[bool]uint32{true: 6, false: 7}[known])
		o.PutUint16(b[32:], cnLen)
		b[36+min(int(cnLen), 19900)] = 0xee // the byte behind the data
		b = b[:size:size]                   // a read behind the datagram panics
		out := k.Open(root(1), 0).Send(0, 0, b)

		payload := int64(length) - g.header
		idThere, lenThere := size >= 24, size >= 34
		want := model.DropNone
		switch {
		case size == 0 && g.release == "7.1":
			if out.Errno != model.ENODATA {
				t.Fatalf("empty: %+v", out)
			}
			return
		case size < 16:
			want = model.DropShort
		case payload < g.least:
			want = model.DropLow
		case int64(size) < int64(length):
			want = model.DropOverrun
		case payload > g.most:
			want = model.DropHigh
		case g.checkLen && int64(length) < 36+int64(cnLen):
			want = model.DropLen
		case !known || !idThere:
			want = model.DropID
		}
		if out.Drop != want || out.Errno != 0 {
			t.Fatalf("%s, %d bytes, nlmsg_len %d, len %d: %+v, want %v", g.release, size, length, cnLen, out, want)
		}
		if (got != nil) != (want == model.DropNone) {
			t.Fatalf("callback called: %v, drop %v", got != nil, want)
		}
		if got != nil && lenThere && (len(got.Data) != int(cnLen) || got.Len != cnLen || out.Overread != max(0, 36+int(cnLen)-size)) {
			t.Fatalf("%d bytes of data, %d read beyond; len %d of %d", len(got.Data), out.Overread, cnLen, size)
		}
		seen[want.String()]++
		seen.Add("below a header, taken", got != nil && size < 36)
		seen.Add("read beyond", out.Overread > 0)
	})
	seen.Check(t, 100, "none", "shorter than nlmsghdr", "nlmsg_len too low", "nlmsg_len beyond the datagram", "nlmsg_len too high",
		"cn_msg.len beyond nlmsg_len", "id not registered", "below a header, taken", "read beyond")
}
