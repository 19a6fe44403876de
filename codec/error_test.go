package codec_test

import (
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// classes are the failure classes and the words that SPEC.md has for them.
var classes = map[error]string{
	codec.ErrShort:   "short",
	codec.ErrLength:  "length",
	codec.ErrOverrun: "overrun",
	codec.ErrOrder:   "order",
}

// TestErrorText has the exact line for one error of each class.
func TestErrorText(t *testing.T) {
	listen := vector(t, "LISTEN")
	for _, test := range []struct {
		name  string
		class error
		text  string
		err   func() error
	}{
		{
			"a header that is cut", codec.ErrShort,
			"codec: nlmsghdr at byte 40: need 16 bytes, have 2: short",
			func() error { return tailErr(codec.LittleEndian, append(listen, 0, 0)) },
		},
		{
			"an arm that is cut", codec.ErrShort,
			"codec: proc_event.exec at byte 16: need 8 bytes, have 7: short",
			func() error {
				_, err := (&codec.ProcEvent{What: codec.EventExec, Data: make([]byte, 7)}).Event(codec.LittleEndian)
				return err
			},
		},
		{
			"nlmsg_len below its header", codec.ErrLength,
			"codec: nlmsghdr.nlmsg_len at byte 0: need 16 bytes, have 15: length",
			func() error { return tailErr(codec.LittleEndian, patch(listen, 0, 15)) },
		},
		{
			"nlmsg_len beyond the datagram", codec.ErrOverrun,
			"codec: nlmsghdr.nlmsg_len at byte 0: need 41 bytes, have 40: overrun",
			func() error { return tailErr(codec.LittleEndian, patch(listen, 0, 41)) },
		},
		{
			"cn_msg.len beyond the message", codec.ErrOverrun,
			"codec: cn_msg.len at byte 16: need 5 bytes, have 4: overrun",
			func() error { return lastErr(codec.LittleEndian, patch(listen, 32, 5)[16:]) },
		},
		{
			"no order fits", codec.ErrOrder,
			"codec: nlmsghdr at byte 0: neither byte order gives a plausible message: order",
			func() error { return tailErr(codec.OrderUnknown, []byte{0xff, 0xff, 0xff, 0xff}) },
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := test.err()
			if err == nil {
				t.Fatal("no error")
			}
			if err.Error() != test.text {
				t.Errorf("text\n got %s\nwant %s", err, test.text)
			}
			var e *codec.Error
			if !errors.As(err, &e) {
				t.Fatalf("%T is no *codec.Error", err)
			}
			for class := range classes {
				if got, want := errors.Is(err, class), class == test.class; got != want {
					t.Errorf("errors.Is(err, %v) = %v, want %v", class, got, want)
				}
			}
		})
	}
}

// TestErrorClassWords keeps the words that SPEC.md and the vectors share.
func TestErrorClassWords(t *testing.T) {
	for class, word := range classes {
		if class.Error() != word {
			t.Errorf("class %q is spelt %q", word, class)
		}
	}
}

// tailErr returns why b does not decode as a datagram.
func tailErr(o codec.Order, b []byte) error {
	var d codec.Datagram
	d.Decode(o, b)
	return d.Err
}

// lastErr returns what ended the range over the cn_msgs of data.
func lastErr(o codec.Order, data []byte) (last error) {
	for _, err := range codec.CnMsgs(o, data) {
		last = err
	}
	return last
}

// patch returns a copy of b in which the byte at off is v.
func patch(b []byte, off int, v byte) []byte {
	b = append([]byte(nil), b...)
	b[off] = v
	return b
}
