package codec_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestEveryPrefixOfAStructIsShort: one byte too few is an error that says so,
// and the receiver stays as it was.
func TestEveryPrefixOfAStructIsShort(t *testing.T) {
	for _, w := range wireTypes {
		whole := make([]byte, w.least)
		if n, err := w.new().Decode(codec.LittleEndian, whole); n != w.least || err != nil {
			t.Errorf("%s: %d zero bytes give %d, %v", w.name, w.least, n, err)
		}
		for n := range w.least {
			if large := w.least > 200; large && n%61 != 0 && n != w.least-1 {
				continue // some of them are enough
			}
			v, before := w.new(), w.new()
			fill(t, w, v)
			fill(t, w, before)
			eaten, err := v.Decode(codec.LittleEndian, whole[:n])
			var e *codec.Error
			if !errors.As(err, &e) {
				t.Errorf("%s: %d bytes give error %v", w.name, n, err)
				continue
			}
			if want := (codec.Error{Struct: w.name, Need: w.least, Have: n, Err: codec.ErrShort}); *e != want || eaten != 0 {
				t.Errorf("%s: %d bytes give %d, %+v; want 0, %+v", w.name, n, eaten, *e, want)
			}
			if !reflect.DeepEqual(v, before) {
				t.Errorf("%s: %d bytes leave %+v, want %+v as before", w.name, n, v, before)
			}
		}
	}
}

// fill decodes bytes that leave no field zero.
func fill(t *testing.T, w wireType, v wire) {
	t.Helper()
	if _, err := v.Decode(codec.LittleEndian, sample(1<<17)); err != nil {
		t.Fatalf("%s: %v", w.name, err)
	}
}

// TestAnOverrunLeavesTheReceiver: so does a length that is wrong.
func TestAnOverrunLeavesTheReceiver(t *testing.T) {
	listen := vector(t, "LISTEN")
	var m codec.Message
	m.Decode(codec.LittleEndian, listen)
	var cn codec.CnMsg
	cn.Decode(codec.LittleEndian, m.Data)
	wasM, wasCn := m, cn
	for _, length := range []byte{0, 15, 41, 255} {
		if n, err := m.Decode(codec.LittleEndian, patch(vector(t, "IGNORE"), 0, length)); n != 0 || err == nil {
			t.Errorf("nlmsg_len %d: eaten %d, error %v", length, n, err)
		}
	}
	if n, err := cn.Decode(codec.LittleEndian, patch(vector(t, "IGNORE"), 32, 5)[16:]); n != 0 || !errors.Is(err, codec.ErrOverrun) {
		t.Errorf("cn_msg.len 5: eaten %d, error %v", n, err)
	}
	if !reflect.DeepEqual(m, wasM) || !reflect.DeepEqual(cn, wasCn) {
		t.Errorf("receivers changed: %+v %+v", m, cn)
	}
}

// TestEveryPrefixOfADatagramIsTail: no byte is refused and no message is made up.
func TestEveryPrefixOfADatagramIsTail(t *testing.T) {
	for _, v := range vectors {
		whole := vector(t, v.name)
		for n := range whole {
			var d codec.Datagram
			eaten, err := d.Decode(codec.LittleEndian, whole[:n])
			if eaten != n || err != nil {
				t.Errorf("%s: %d bytes: eaten %d, error %v", v.name, n, eaten, err)
			}
			class := codec.ErrOverrun
			switch {
			case n == 0:
				class = nil
			case n < codec.NlMsghdrSize:
				class = codec.ErrShort
			}
			if len(d.Messages) != 0 || string(d.Tail) != string(whole[:n]) || !errors.Is(d.Err, class) {
				t.Errorf("%s: %d bytes give %d messages, tail of %d, error %v; want all of it tail, class %v",
					v.name, n, len(d.Messages), len(d.Tail), d.Err, class)
			}
		}
	}
}

// TestAPrefixKeepsTheMessagesBeforeIt: only what does not decode is tail.
func TestAPrefixKeepsTheMessagesBeforeIt(t *testing.T) {
	two := append(vector(t, "FORK"), vector(t, "LISTEN")...)
	for n := 77; n < len(two); n++ {
		var d codec.Datagram
		d.Decode(codec.LittleEndian, two[:n])
		var e *codec.Error
		if len(d.Messages) != 1 || len(d.Tail) != n-76 || !errors.As(d.Err, &e) || e.Offset != 76 {
			t.Errorf("%d bytes give %d messages, tail of %d, error %v; want 1, %d, an error at byte 76",
				n, len(d.Messages), len(d.Tail), d.Err, n-76)
		}
	}
}
