package codec_test

import (
	"math"
	"reflect"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func TestOutlineAgreesWithWalkOnCaptures(t *testing.T) {
	n := 0
	eachFrame(t, func(f frame) {
		outlineIsWalk(t, drawn{f.order, codec.FamilyConnector, f.datagram, f.wire})
		if n++; n%97 != 0 {
			return
		}
		for cut := range f.datagram {
			outlineIsWalk(t, drawn{f.order, codec.FamilyConnector, f.datagram[:cut], f.wire})
			outlineIsWalk(t, drawn{f.order, codec.FamilyConnector, f.datagram[:cut], cut})
		}
	})
}

// TestOutlineAgreesWithWalkOnEveryCut of datagrams in which something is wrong,
// so that the cut comes before it, in it and behind it.
func TestOutlineAgreesWithWalkOnEveryCut(t *testing.T) {
	exit := vector(t, "EXIT (process)")
	for name, b := range map[string][]byte{
		"nlmsg_len too large": patch(exit, 0, 80),
		"nlmsg_len too small": patch(exit, 0, 15),
		"len too large":       patch(exit, 32, 41),
		"an arm is short":     patch(exit, 32, 16+15),
		"half a header":       append(exit, 16, 0),
		"half a cn_msg":       patch(exit, 0, 16+19),
		"sound, then not":     append(vector(t, "LISTEN"), patch(exit, 32, 41)...),
	} {
		t.Run(name, func(t *testing.T) {
			for cut := range len(b) + 1 {
				for _, wire := range []int{0, cut, len(b), len(b) + 1, 1000} {
					outlineIsWalk(t, drawn{codec.LittleEndian, codec.FamilyConnector, b[:cut], wire})
				}
			}
		})
	}
}

func TestOutlineAgreesWithWalk(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		d := drawDatagram(t)
		u := outlineIsWalk(t, d)
		seen.Add("cut", u.Cut)
		seen.Add("sound", u.Err.Err == nil && !u.Cut)
		for class, word := range classes {
			seen.Add(word, u.Err.Err == class)
		}
		seen.Add("arm is short", u.Err.Err == codec.ErrShort && u.Err.Offset%4 == 0 && len(u.Err.Struct) > 11)
		structs := map[codec.Struct]int{}
		for _, s := range u.Spans {
			structs[s.Struct]++
			seen.Add(s.Struct.String(), structs[s.Struct] == 1)
		}
		seen.Add("notifier, cut", u.Cut && structs[codec.StructCtlMsg] > 0)
		seen.Add("several messages", structs[codec.StructNlMsghdr] > 1)
		seen.Add("several cn_msgs", structs[codec.StructCnMsg] > structs[codec.StructNlMsghdr])
	})
	seen.Check(t, 200, "cut", "sound", "short", "length", "overrun", "arm is short", "several messages", "several cn_msgs",
		"pad", "data", "event_data", "rest", "tail", "proc_event.exit", "proc_event.ack", "proc_cn_mcast_op", "proc_input", "cn_ctl_msg", "cn_notify_req", "notifier, cut")
}

// outlineIsWalk compares what the two decoders that share no code say of d, and
// that every captured byte is in one span.
func outlineIsWalk(t rapid.TB, d drawn) *codec.Outline {
	t.Helper()
	var u codec.Outline
	u.Decode(d.order, d.family, d.b, d.wire)
	off := 0
	for _, s := range u.Spans {
		if s.Off != off || s.Len <= 0 || s.Order != d.order {
			t.Fatalf("%x of %d\nspan %+v where byte %d is next", d.b, d.wire, s, off)
		}
		off += s.Len
	}
	if off != len(d.b) || u.Cut != (d.wire > len(d.b)) {
		t.Fatalf("%x of %d\nspans end at %d, Cut is %v", d.b, d.wire, off, u.Cut)
	}
	claims, err := spec.Default().Walk(byteOrder(d.order), d.family, d.b, d.wire)
	if got := expand(t, u.Spans, d.b); !reflect.DeepEqual(claims, got) { // cmp.Diff is slow, and this runs often
		t.Fatalf("%v-endian %x of %d (-Walk +Outline):\n%s", d.order, d.b, d.wire, cmp.Diff(claims, got))
	}
	var want spec.Error
	if err != nil {
		want = *err.(*spec.Error)
	}
	got := spec.Error{Struct: u.Err.Struct, Field: u.Err.Field, Offset: u.Err.Offset, Need: u.Err.Need, Have: u.Err.Have}
	if u.Err.Err != nil {
		got.Class = classes[u.Err.Err]
	}
	if got != want {
		t.Fatalf("%v-endian %x of %d:\nOutline %+v\n   Walk %+v", d.order, d.b, d.wire, got, want)
	}
	return &u
}

// expand makes of spans the claims that Walk gives: fields that are there as a
// whole, what is left of a cut one, and bytes without fields.
func expand(t rapid.TB, spans []codec.Span, b []byte) (claims []spec.Claim) {
	for _, s := range spans {
		end := s.Off + s.Len
		if s.Struct.IsRaw() {
			claims = append(claims, spec.Claim{Field: s.Struct.String(), Depth: int(s.Depth), Offset: s.Off, Size: s.Len, Bytes: b[s.Off:end]})
			continue
		}
		for _, f := range structOf(t, s.Struct.String()).Fields {
			from, to := s.Off+f.Offset, s.Off+f.Offset+f.Size
			if from >= end {
				break
			}
			if to > end {
				claims = append(claims, spec.Claim{Field: "cut", Depth: int(s.Depth), Offset: from, Size: end - from, Bytes: b[from:end]})
				break
			}
			c := spec.Claim{Struct: f.Struct, Field: f.Name, Depth: int(s.Depth), Offset: from, Size: f.Size}
			switch o := byteOrder(s.Order); {
			case !f.Type.Number():
				c.Bytes = b[from:to]
			case f.Size == 1:
				c.Value = uint64(b[from])
			case f.Size == 2:
				c.Value = uint64(o.Uint16(b[from:]))
			case f.Size == 4:
				c.Value = uint64(o.Uint32(b[from:]))
			default:
				c.Value = o.Uint64(b[from:])
			}
			claims = append(claims, c)
		}
	}
	return claims
}

// TestOutlineAgreesWithTheTypes where nothing is wrong or missing. An Exit of 17
// to 23 bytes, which no kernel sends, is left out: its fields are in the span as
// far as they go, but the type has the parent or not.
func TestOutlineAgreesWithTheTypes(t *testing.T) {
	compare := func(t rapid.TB, d drawn) bool {
		var u codec.Outline
		u.Decode(d.order, d.family, d.b, d.wire)
		if u.Cut || u.Err.Err != nil || slices.ContainsFunc(u.Spans, func(s codec.Span) bool {
			return s.Struct == codec.StructExit && s.Len != codec.ExitSize && s.Len != codec.ExitOldSize
		}) {
			return false
		}
		typed := decodeTyped(t, d.order, d.family, d.b)
		if typed.err != nil {
			t.Fatalf("%x\nthe types say %v, Outline nothing", d.b, typed.err)
		}
		if diff := cmp.Diff(typed.spans, u.Spans, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(codec.Span{}, "Depth")); diff != "" {
			t.Fatalf("%x (-types +Outline):\n%s", d.b, diff)
		}
		return true
	}
	eachFrame(t, func(f frame) {
		compare(t, drawn{f.order, codec.FamilyConnector, f.datagram, f.wire})
	})
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		seen.Add("sound", compare(t, drawDatagram(t)))
	})
	seen.Check(t, 200, "sound")
}

// TestOutlineLayouts: no field tells the old forms of proc_event, so the caller does.
func TestOutlineLayouts(t *testing.T) {
	for _, test := range []struct {
		name, word string
		layout     codec.ProcLayout
	}{
		{"proc_event", "ns", codec.ProcLayoutNs},
		{"proc_event_timespec32", "timespec32", codec.ProcLayoutTimespec32},
		{"proc_event_timespec64", "timespec64", codec.ProcLayoutTimespec64},
	} {
		s := structOf(t, test.name)
		union, _ := s.Field("event_data")
		for _, o := range orders {
			event, err := spec.Default().New(byteOrder(o), test.name, map[string]uint64{"what": 1})
			if err != nil {
				t.Fatal(err)
			}
			b, err := spec.Default().Message(byteOrder(o), nil, map[string]uint64{"id.idx": 1, "id.val": 1}, event)
			if err != nil {
				t.Fatal(err)
			}
			u := codec.Outline{Layout: test.layout}
			u.Decode(o, codec.FamilyConnector, b, len(b))
			claims, err := spec.Default().WalkLayout(byteOrder(o), codec.FamilyConnector, b, len(b), test.word)
			if diff := cmp.Diff(claims, expand(t, u.Spans, b)); diff != "" || err != nil {
				t.Errorf("%s, %v: error %v (-Walk +Outline):\n%s", test.name, o, err, diff)
			}
			head, _ := codec.StructByName(test.name)
			want := []codec.Span{
				{Struct: codec.StructNlMsghdr, Order: o, Off: 0, Len: 16},
				{Struct: codec.StructCnMsg, Order: o, Depth: 1, Off: 16, Len: 20},
				{Struct: head, Order: o, Depth: 2, Off: 36, Len: union.Offset},
				{Struct: codec.StructFork, Order: o, Depth: 3, Off: 36 + union.Offset, Len: 16},
				{Struct: codec.RawRest, Order: o, Depth: 3, Off: 52 + union.Offset, Len: union.Size - 16},
			}
			if union.Size == 16 {
				want = want[:4]
			}
			if diff := cmp.Diff(want, u.Spans); diff != "" || u.Err.Err != nil || u.Layout != test.layout {
				t.Errorf("%s, %v: error %v, layout %d (-want +got):\n%s", test.name, o, u.Err.Err, u.Layout, diff)
			}
		}
	}
}

// TestOutlineLargestWire: no length makes a place overflow, with 32 bits either.
func TestOutlineLargestWire(t *testing.T) {
	for _, wire := range []int{math.MaxInt32, math.MaxInt} {
		for _, family := range []uint16{codec.FamilyConnector, 16} {
			b := patch(vector(t, "FORK"), 32, 39) // 39 bytes of data, then one of a cn_msg without an end
			byteOrder(codec.LittleEndian).PutUint32(b, math.MaxInt32)
			var u codec.Outline
			u.Decode(codec.LittleEndian, family, b, wire)
			off := 0
			for _, s := range u.Spans {
				if s.Off != off {
					t.Fatalf("wire %d, family %d: span %+v where byte %d is next", wire, family, s, off)
				}
				off += s.Len
			}
			if off != len(b) || u.Err.Err != nil && u.Err.Offset < 0 {
				t.Errorf("wire %d, family %d: spans end at %d, error %v", wire, family, off, &u.Err)
			}
		}
	}
}
