package rewrite_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// What lay in a kernel's memory, or may be a key, is not kept, whatever struct the length
// says that it is; a number that has a name in its set is.
func TestAnonymizeWhatMayBeMemory(t *testing.T) {
	for _, c := range []struct {
		name       string
		idx, val   uint64
		flags      uint64
		data, want []byte
	}{
		{"a state that is asked for", 8, 1, 0, []byte{0, 0, 0, 17, 0, 0, 0, 2, 0, 0, 0, 3, 9, 9}, []byte{0, 0, 0, 17, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0}},
		{"an error of DRBD's", 8, 1, 0, []byte{0xde, 0xad, 0xbe, 0xef, 0, 0, 0, 2, 0, 0, 0, 121}, []byte{0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 121}},
		{"a key of POHMELFS's", 5, 0, 3, bytes.Repeat([]byte{0x55}, 148), make([]byte, 148)},
		{"a longer one", 5, 0, 3, bytes.Repeat([]byte{0x55}, 168), make([]byte, 168)},
	} {
		id := map[string]uint64{"id.idx": c.idx, "id.val": c.val, "flags": c.flags}
		b, err := spec.Default().Message(binary.BigEndian, nil, id, c.data)
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, netlink(codec.FamilyConnector, b), analysis.Frames{})
		got := rewrite.NewAnonymizer([]byte("key")).Frame(nil, f)
		if got = got[codec.CookedSize+codec.NlMsghdrSize+codec.CnMsgSize:][:len(c.data)]; !bytes.Equal(got, c.want) {
			t.Errorf("%s: %x, want %x", c.name, got, c.want)
		}
	}
}
