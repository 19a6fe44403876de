package codec_test

import (
	"bytes"
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
)

func TestUnmarshalBinaryCopies(t *testing.T) {
	want := append(vector(t, "COMM"), 1, 2, 3) // with a tail
	in := bytes.Clone(want)
	var d codec.Datagram
	if err := d.UnmarshalBinary(in); err != nil {
		t.Fatal(err)
	}
	clear(in)
	for name, marshal := range map[string]func() ([]byte, error){
		"MarshalBinary": d.MarshalBinary,
		"AppendBinary":  func() ([]byte, error) { return d.AppendBinary(nil) },
	} {
		if got, err := marshal(); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s after the input was cleared: error %v%s", name, err, octets.Diff(want, got, octets.Datagram(byteOrder(d.Order))))
		}
	}
}

func TestMarshalBinaryOwnsItsBytes(t *testing.T) {
	want := vector(t, "COMM")
	var d codec.Datagram
	d.Decode(codec.LittleEndian, bytes.Clone(want))
	got, err := d.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	clear(d.Messages[0].Data)
	if !bytes.Equal(got, want) {
		t.Errorf("changes with the datagram%s", octets.Diff(want, got, octets.Datagram(byteOrder(d.Order))))
	}
}

// TestAppendBinaryNeedsAnOrder only for messages: a tail has none.
func TestAppendBinaryNeedsAnOrder(t *testing.T) {
	d := codec.Datagram{Messages: make([]codec.Message, 1)}
	b, err := d.AppendBinary([]byte("ab"))
	if !errors.Is(err, codec.ErrOrder) || string(b) != "ab" {
		t.Errorf("AppendBinary = %q, %v; want ab and class order", b, err)
	}
	if _, err := d.MarshalBinary(); !errors.Is(err, codec.ErrOrder) {
		t.Errorf("MarshalBinary: %v, want class order", err)
	}
	d = codec.Datagram{Tail: []byte("xyz")}
	if b, err := d.AppendBinary([]byte("ab")); err != nil || string(b) != "abxyz" {
		t.Errorf("AppendBinary of a tail = %q, %v", b, err)
	}
}

// TestPartsAlias: Decode copies nothing, and nobody can append into the bytes
// behind a part.
func TestPartsAlias(t *testing.T) {
	b := vector(t, "FORK")
	whole := append(bytes.Clone(b), 9, 9, 9, 9)
	var (
		m   codec.Message
		cn  codec.CnMsg
		e   codec.ProcEvent
		t32 codec.ProcEventTimespec32
		t64 codec.ProcEventTimespec64
	)
	m.Decode(codec.LittleEndian, whole)
	cn.Decode(codec.LittleEndian, whole[16:])
	e.Decode(codec.LittleEndian, whole[36:76])
	t32.Decode(codec.LittleEndian, whole[36:76])
	t64.Decode(codec.LittleEndian, whole[36:76])
	unpadded := patch(whole, 0, 75)
	var p codec.Message
	p.Decode(codec.LittleEndian, unpadded)
	for _, part := range []struct {
		name     string
		in       []byte
		got      []byte
		from, to int
	}{
		{"Message.Data", whole, m.Data, 16, 76},
		{"Message.Data before a pad", unpadded, p.Data, 16, 75},
		{"Message.Pad", unpadded, p.Pad, 75, 76},
		{"CnMsg.Data", whole, cn.Data, 36, 76},
		{"ProcEvent.Data", whole, e.Data, 52, 76},
		{"ProcEventTimespec32.Data", whole, t32.Data, 52, 76},
		{"ProcEventTimespec64.Data", whole, t64.Data, 60, 76},
	} {
		if len(part.got) != part.to-part.from || cap(part.got) != len(part.got) || &part.got[0] != &part.in[part.from] {
			t.Errorf("%s has length %d and capacity %d; want bytes %d to %d of the input", part.name, len(part.got), cap(part.got), part.from, part.to)
		}
	}
	if len(m.Pad) != 0 || cap(m.Pad) != 0 {
		t.Errorf("Message.Pad of an aligned message has length %d, capacity %d", len(m.Pad), cap(m.Pad))
	}
}
