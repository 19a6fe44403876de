package codec_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func TestMessageFixLengths(t *testing.T) {
	for n := range 9 {
		m := codec.Message{Data: make([]byte, n), Pad: []byte{9, 9, 9, 9, 9}}
		m.Header.Length = 0xdead
		m.FixLengths()
		if want := uint32(16 + n); m.Header.Length != want {
			t.Errorf("%d bytes of data: nlmsg_len %d, want %d", n, m.Header.Length, want)
		}
		if want := int(nlmsgAlign(uint32(16+n))) - 16 - n; !bytes.Equal(m.Pad, make([]byte, want)) {
			t.Errorf("%d bytes of data: pad %x, want %d zero bytes", n, m.Pad, want)
		}
	}
}

func TestCnMsgFixLengths(t *testing.T) {
	for _, n := range []int{0, 1, 40, 255, 256, 16384, 65535} {
		m := codec.CnMsg{Length: 7, Data: make([]byte, n)}
		m.FixLengths()
		if int(m.Length) != n {
			t.Errorf("%d bytes of data: len %d", n, m.Length)
		}
	}
}

// TestAppendDoesNotFix: a length that is stored is a length that is written.
func TestAppendDoesNotFix(t *testing.T) {
	m := codec.Message{Header: codec.NlMsghdr{Length: 99}, Data: []byte{1}}
	if b := m.Append(codec.LittleEndian, nil); b[0] != 99 || len(b) != 17 {
		t.Errorf("Message.Append gives %x, want nlmsg_len 99 and one byte of data", b)
	}
	c := codec.CnMsg{Length: 99, Data: []byte{1}}
	if b := c.Append(codec.LittleEndian, nil); b[16] != 99 || len(b) != 21 {
		t.Errorf("CnMsg.Append gives %x, want len 99 and one byte of data", b)
	}
}
