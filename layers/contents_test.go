package layers_test

import (
	"bytes"
	"errors"
	"math"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
	"pgregory.net/rapid"
)

// checkBytes holds that each byte of a frame is in one layer's Contents, Pad or
// Trailer, or in the failure, and that a Payload goes from the next layer, or
// the failure, to the end of the frame.
func checkBytes(t rapid.TB, b []byte, ls []gopacket.Layer, failure gopacket.ErrorLayer) {
	t.Helper()
	var got, pad, trailer []byte
	var starts []int
	for _, l := range ls {
		if startsMessage(l) {
			got, trailer, pad = slices.Concat(got, trailer, pad), nil, nil
		}
		switch l := l.(type) {
		case *layers.Netlink:
			pad = l.Pad
		case *layers.Connector:
			trailer = l.Trailer
		}
		starts = append(starts, len(got))
		got = append(got, l.LayerContents()...)
		if c := l.LayerContents(); cap(c) > len(c) {
			t.Fatalf("%x: to append to the Contents of %v writes into what is behind", b, l.LayerType())
		}
	}
	got = slices.Concat(got, trailer, pad)
	starts = append(starts, len(got))
	if failure != nil {
		got = append(got, failure.LayerContents()...)
	}
	if !bytes.Equal(got, b) {
		t.Fatalf("%x: its layers have %x", b, got)
	}
	for i, l := range ls {
		if want := b[starts[i+1]:]; !bytes.Equal(l.LayerPayload(), want) {
			t.Fatalf("%x: Payload of layer %d, %v, is %x, want %x", b, i, l.LayerType(), l.LayerPayload(), want)
		}
	}
}

// startsMessage reports whether a layer is behind all that the message before it
// has: it is a header, or what a cut left of one.
func startsMessage(l gopacket.Layer) bool {
	d, ok := l.(*layers.Data)
	return l.LayerType() == layers.LayerTypeNetlink || ok && d.Struct == codec.StructNlMsghdr
}

// TestAloneContents: what each layer takes of bytes that come without a frame,
// for every number of them, and what it hands on. The two are those bytes and no
// copy, and end where they end.
func TestAloneContents(t *testing.T) {
	all := func(n int) int { return n }
	for l, b := range alone() {
		whole := len(b)
		upToWhole := func(n int) int { return min(n, whole) }
		fixed := func(size int) func(int) int { return func(int) int { return size } }
		var least int                             // bytes that the layer needs
		var contents, behind func(n int) (to int) // where its Contents and its Payload end
		switch l.(type) {
		case *layers.Cooked:
			least, contents, behind = 16, fixed(16), all
		case *layers.Netlink:
			least, contents, behind = 16, fixed(16), upToWhole
		case *layers.Connector:
			least, contents, behind = 20, fixed(20), upToWhole
		case *layers.ProcEvent:
			least, contents, behind = 16, all, all
		case *layers.Control:
			least, contents = 4, func(n int) int { // 4 or, with a filter, 8
				if n < 8 {
					return 4
				}
				return 8
			}
			behind = contents
		case *layers.Data:
			contents, behind = all, all
		}
		b = append(bytes.Clone(b), bytes.Repeat([]byte{0x5a}, 40)...)
		for n := range len(b) + 1 {
			got := l.(gopacket.Layer)
			data := b[:n:n]
			err := l.DecodeFromBytes(data, gopacket.NilDecodeFeedback)
			var wantContents, wantPayload []byte
			if n >= least {
				wantContents, wantPayload = data[:contents(n)], data[contents(n):behind(n)]
			}
			if n < least != errors.Is(err, codec.ErrShort) && got.LayerType() != layers.LayerTypeProcEvent {
				t.Errorf("%v of %d bytes: %v", got.LayerType(), n, err)
			}
			if !same(got.LayerContents(), wantContents) || !same(got.LayerPayload(), wantPayload) {
				t.Errorf("%v of %d bytes: Contents %x and Payload %x, want %x and %x", got.LayerType(), n,
					got.LayerContents(), got.LayerPayload(), wantContents, wantPayload)
			}
			if a, ok := l.(gopacket.ApplicationLayer); ok && !same(a.Payload(), wantContents) {
				t.Errorf("%v of %d bytes: as an application layer %x, want %x", got.LayerType(), n, a.Payload(), wantContents)
			}
		}
	}
}

// TestAlonePadAndTrailer: of what stands behind a message, up to the next
// multiple of four is its Pad; of what stands behind a cn_msg, fewer than 20
// bytes are its Trailer (R5).
func TestAlonePadAndTrailer(t *testing.T) {
	behind := bytes.Repeat([]byte{0x5a}, 24)
	for size := range 9 {
		for n := range len(behind) + 1 {
			data := append(must(table.Nlmsg(byteOrder(codec.LittleEndian), numbers{"nlmsg_len": uint64(16 + size)}, make([]byte, size)))[:16+size], behind[:n]...)
			var l layers.Netlink
			if err := l.DecodeFromBytes(data, gopacket.NilDecodeFeedback); err != nil || !same(l.Payload, data[16:16+size]) || !same(l.Pad, data[16+size:][:min(n, (4-size%4)%4)]) {
				t.Errorf("%d bytes and %d behind: %v, Payload %x, Pad %x", size, n, err, l.Payload, l.Pad)
			}
			data = append(must(table.New(byteOrder(codec.LittleEndian), "cn_msg", proc(numbers{"len": uint64(size)}))), append(make([]byte, size), behind[:n]...)...)
			want := data[20+size:]
			if n >= 20 {
				want = nil // another cn_msg
			}
			var c layers.Connector
			if err := c.DecodeFromBytes(data, gopacket.NilDecodeFeedback); err != nil || !same(c.Payload, data[20:20+size]) || !same(c.Trailer, want) {
				t.Errorf("%d bytes and %d behind: %v, Payload %x, Trailer %x", size, n, err, c.Payload, c.Trailer)
			}
		}
	}
}

// same reports whether two slices are the same bytes of one array.
func same(a, b []byte) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// TestLengthsPlacePadAndTrailer: without FixLengths, Pad and Trailer stand where
// the length says that the message and the data end: behind the header at least,
// at the end at most. All numbers are written as they are.
func TestLengthsPlacePadAndTrailer(t *testing.T) {
	data := []byte("0123456789abcdefghijklmnopqrstuvwxyz")
	extra := []byte("PAD")
	between := func(at int64) []byte {
		at = max(0, min(at, int64(len(data))))
		return slices.Concat(data[:at], extra, data[at:])
	}
	for _, o := range orders {
		for length := range uint64(80) {
			for _, length := range []uint64{length, math.MaxInt16 + length, math.MaxUint16 - length, math.MaxInt32 - length, math.MaxInt32 + length, math.MaxUint32 - length} {
				n := &layers.Netlink{Order: o, Length: uint32(length), Type: 0xfedc, Flags: 0xba98, Seq: 0xfffefdfc, PID: 0xfbfaf9f8, Pad: extra}
				header := must(table.New(byteOrder(o), "nlmsghdr", numbers{"nlmsg_len": length, "nlmsg_type": 0xfedc, "nlmsg_flags": 0xba98, "nlmsg_seq": 0xfffefdfc, "nlmsg_pid": 0xfbfaf9f8}))
				checkWritten(t, n, data, append(header, between(int64(length)-16)...))

				short := uint64(uint16(length))
				c := &layers.Connector{Order: o, ID: codec.CbID{Idx: 0xf1f2f3f4, Val: 0xf5f6f7f8}, Seq: 0xfffefdfc, Ack: 0xfbfaf9f8, Length: uint16(short), Flags: 0xba98, Trailer: extra}
				header = must(table.New(byteOrder(o), "cn_msg", numbers{"id.idx": 0xf1f2f3f4, "id.val": 0xf5f6f7f8, "seq": 0xfffefdfc, "ack": 0xfbfaf9f8, "len": short, "flags": 0xba98}))
				checkWritten(t, c, data, append(header, between(int64(short))...))
			}
		}
	}
}

// TestOddNumbersAreWritten by the layers that have no length, with nothing mended.
func TestOddNumbersAreWritten(t *testing.T) {
	data := []byte("data")
	for _, o := range orders {
		for _, v := range []uint64{0, 1, 0x7f, 0x80, 0x7fff, 0x8000, 0xfffe, 0x7fffffff, 0x80000000, 0xfffefdfc, 0xffffffff} {
			short := uint64(uint16(v))
			header := must(table.New(byteOrder(codec.BigEndian), "sll_header", numbers{"sll_pkttype": short, "sll_hatype": short, "sll_halen": short, "sll_protocol": short}))
			copy(header[6:14], "ADDRESS!")
			checkWritten(t, &layers.Cooked{PacketType: layers.PacketType(v), HaType: uint16(v), HaLen: uint16(v), Addr: [8]byte([]byte("ADDRESS!")), Protocol: layers.Family(v)}, data, append(header, data...))

			op := must(table.New(byteOrder(o), "proc_cn_mcast_op", numbers{"mcast_op": v}))
			checkWritten(t, &layers.Control{Order: o, Op: codec.McastOp(v), Mask: 5}, data, append(op, data...))
			in := must(table.New(byteOrder(o), "proc_input", numbers{"mcast_op": v, "event_type": 0xffffffff - v}))
			checkWritten(t, &layers.Control{Order: o, Op: codec.McastOp(v), Filtered: true, Mask: codec.EventType(0xffffffff - v)}, data, append(in, data...))

			ev := must(table.New(byteOrder(o), "proc_event", numbers{"what": v, "cpu": 0xffffffff - v, "timestamp_ns": v<<32 | v}))[:codec.ProcEventHeadSize]
			checkWritten(t, &layers.ProcEvent{Order: o, What: codec.EventType(v), CPU: uint32(0xffffffff - v), TimestampNs: v<<32 | v, Rest: []byte("rest")}, data, slices.Concat(ev, []byte("rest"), data))
		}
	}
}

// checkWritten serializes a layer before data.
func checkWritten(t *testing.T, l gopacket.SerializableLayer, data, want []byte) {
	t.Helper()
	buf := dirtyBuffer()
	if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{}, l, gopacket.Payload(data)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(buf.Bytes(), want) {
		t.Fatalf("%s\nis written as %x, want %x", gopacket.LayerString(l.(gopacket.Layer)), buf.Bytes(), want)
	}
}
