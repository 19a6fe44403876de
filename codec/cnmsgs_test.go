package codec_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/go-cmp/cmp"
)

// w1Bundle is the payload of one message with two cn_msgs of odd lengths, as
// the 1-wire bus bundles its answers: the second stands at byte 23, unaligned.
var w1Bundle = []byte{
	3, 0, 0, 0, // id.idx
	1, 0, 0, 0, // id.val
	7, 0, 0, 0, // seq
	8, 0, 0, 0, // ack
	3, 0, // len
	1, 0, // flags
	'a', 'b', 'c',
	3, 0, 0, 0,
	1, 0, 0, 0,
	7, 0, 0, 0,
	9, 0, 0, 0,
	1, 0,
	1, 0,
	'd',
}

func TestCnMsgsAreNotPadded(t *testing.T) {
	id := codec.CbID{Idx: 3, Val: 1}
	want := []codec.CnMsg{
		{ID: id, Seq: 7, Ack: 8, Length: 3, Flags: 1, Data: []byte("abc")},
		{ID: id, Seq: 7, Ack: 9, Length: 1, Flags: 1, Data: []byte("d")},
	}
	for pad := range codec.CnMsgSize { // R5: what is too short for another stays unclaimed
		got, err := collect(codec.LittleEndian, append(slices.Clip(w1Bundle), make([]byte, pad)...))
		if err != nil {
			t.Errorf("%d bytes behind the last: %v", pad, err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%d bytes behind the last (-want +got):\n%s", pad, d)
		}
	}
}

func TestCnMsgsErrorHasItsPlaceAndEndsTheRange(t *testing.T) {
	long := patch(w1Bundle, 23+16, 2)
	for _, test := range []struct {
		name string
		data []byte
		msgs int
		want *codec.Error
	}{
		{"empty", nil, 0, nil},
		{"too short for one", w1Bundle[:19], 0, &codec.Error{Struct: "cn_msg", Need: 20, Have: 19, Err: codec.ErrShort}},
		{"the first overruns", w1Bundle[:22], 0, &codec.Error{Struct: "cn_msg", Field: "len", Offset: 16, Need: 3, Have: 2, Err: codec.ErrOverrun}},
		{"the second overruns", long, 1, &codec.Error{Struct: "cn_msg", Field: "len", Offset: 39, Need: 2, Have: 1, Err: codec.ErrOverrun}},
		{"the second has its head alone", w1Bundle[:43], 1, &codec.Error{Struct: "cn_msg", Field: "len", Offset: 39, Need: 1, Have: 0, Err: codec.ErrOverrun}},
		{"zeros make an empty cn_msg", make([]byte, 45), 2, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := collect(codec.LittleEndian, test.data)
			if len(got) != test.msgs {
				t.Errorf("%d cn_msgs, want %d", len(got), test.msgs)
			}
			var e *codec.Error
			switch {
			case test.want == nil:
				if err != nil {
					t.Errorf("error %v, want none", err)
				}
			case !errors.As(err, &e) || *e != *test.want:
				t.Errorf("error %v, want %v", err, test.want)
			}
		})
	}
}

func TestCnMsgsStopsWhenToldTo(t *testing.T) {
	n := 0
	for range codec.CnMsgs(codec.LittleEndian, w1Bundle) {
		n++
		break // a range function that goes on panics here
	}
	if n != 1 {
		t.Errorf("%d cn_msgs before the break, want 1", n)
	}
}

// collect returns all cn_msgs of data and the error that ended the range. An
// error that is not the last to be yielded is reported as such.
func collect(o codec.Order, data []byte) (msgs []codec.CnMsg, err error) {
	for m, e := range codec.CnMsgs(o, data) {
		if err != nil {
			return nil, errors.New("the range goes on after an error")
		}
		if err = e; err == nil {
			msgs = append(msgs, m)
		}
	}
	return msgs, err
}
