package codec_test

import (
	"encoding/hex"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/go-cmp/cmp"
)

// The layout of a request to the notifier is from include/linux/connector.h of
// 2.6.14; no kernel that has a tap has the notifier, so a person wrote the bytes.
func TestNotifierRequest(t *testing.T) {
	b, err := hex.DecodeString("" +
		"01000000" + // idx_notify_num
		"02000000" + // val_notify_num
		"03000000" + // group
		"18000000" + // len: three ranges
		"0a000000" + "01000000" + // idx 10
		"14000000" + "05000000" + // val 20 to 24
		"28000000" + "ffffffff") // val 40 and all behind it
	if err != nil {
		t.Fatal(err)
	}
	var m codec.CtlMsg
	n, err := m.Decode(codec.LittleEndian, b)
	if want := (codec.CtlMsg{IdxNotifyNum: 1, ValNotifyNum: 2, Group: 3, Length: 24}); err != nil || m != want {
		t.Errorf("%+v, %v; want %+v", m, err, want)
	}
	var ranges []codec.NotifyReq
	for rest := b[n:]; len(rest) > 0; rest = rest[n:] {
		var r codec.NotifyReq
		if n, err = r.Decode(codec.LittleEndian, rest); err != nil {
			t.Fatal(err)
		}
		ranges = append(ranges, r)
	}
	if want := []codec.NotifyReq{{First: 10, Range: 1}, {First: 20, Range: 5}, {First: 40, Range: 1<<32 - 1}}; !slices.Equal(ranges, want) {
		t.Errorf("%+v, want %+v", ranges, want)
	}
}

// The counts decide, and they do not wrap as they do in the kernel.
func TestOutlineNotifier(t *testing.T) {
	id := []byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}
	for _, c := range []struct {
		name     string
		idx, val uint32
		ranges   int
		want     []codec.Struct
	}{
		{"two ranges", 1, 1, 2, []codec.Struct{codec.StructCtlMsg, codec.StructNotifyReq, codec.StructNotifyReq}},
		{"no ranges", 0, 0, 0, []codec.Struct{codec.StructCtlMsg}},
		{"one too few", 1, 2, 2, []codec.Struct{codec.RawData}},
		{"one too many", 1, 0, 2, []codec.Struct{codec.RawData}},
		{"a sum that wraps", 1<<32 - 1, 1, 0, []codec.Struct{codec.RawData}},
		{"a product that wraps", 1 << 29, 0, 0, []codec.Struct{codec.RawData}},
	} {
		ctl := codec.CtlMsg{IdxNotifyNum: c.idx, ValNotifyNum: c.val, Group: 1, Length: uint32(8 * c.ranges)}
		data := ctl.Append(codec.LittleEndian, nil)
		data = append(data, make([]byte, 8*c.ranges)...)
		b := append([]byte{byte(36 + len(data)), 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, id...)
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0, byte(len(data)), 0, 0, 0)
		b = append(b, data...)
		u := outlineIsWalk(t, drawn{codec.LittleEndian, codec.FamilyConnector, b, len(b)})
		var got []codec.Struct
		for _, s := range u.Spans[2:] {
			got = append(got, s.Struct)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		for cut := range b {
			outlineIsWalk(t, drawn{codec.LittleEndian, codec.FamilyConnector, b[:cut], len(b)})
		}
	}
}
