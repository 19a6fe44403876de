package octets

import (
	"encoding/binary"
	"fmt"
	"io/fs"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Record is a frame of a capture that a test makes.
type Record struct {
	Data []byte
	Wire int    // length before the capture cut it; 0 for len(Data)
	Sec  uint32 // since 1970; Frac in the unit of the file
	Frac uint32
}

// Pcap makes a classic pcap of LINKTYPE_NETLINK, in microseconds or nanoseconds.
func Pcap(o binary.AppendByteOrder, nano bool, records ...Record) []byte {
	magic := uint32(0xa1b2c3d4)
	if nano {
		magic = 0xa1b23c4d
	}
	b := o.AppendUint32(nil, magic)
	b = o.AppendUint16(b, 2)
	b = o.AppendUint16(b, 4)
	b = append(b, make([]byte, 8)...)
	b = o.AppendUint32(b, 262144)
	b = o.AppendUint32(b, 253)
	for _, r := range records {
		b = o.AppendUint32(b, r.Sec)
		b = o.AppendUint32(b, r.Frac)
		b = o.AppendUint32(b, uint32(len(r.Data)))
		b = o.AppendUint32(b, uint32(max(r.Wire, len(r.Data))))
		b = append(b, r.Data...)
	}
	return b
}

// Captured is one frame that a kernel filled.
type Captured struct {
	File   string // of the corpus
	Number int    // from 1
	Big    bool   // the kernel was a big-endian machine's
	Data   []byte // from the cooked header on, as far as it was captured
	Wire   int    // its length before that
}

func (c *Captured) String() string { return fmt.Sprintf("%s, frame %d", c.File, c.Number) }

// Unpack takes a classic pcap apart by hand: packages that test with it import
// no reader of captures, or are one.
func Unpack(b []byte) (list []Captured) {
	var o binary.ByteOrder = binary.LittleEndian
	if b[0] == 0xa1 {
		o = binary.BigEndian
	}
	for b = b[24:]; len(b) > 0; {
		size, wire := o.Uint32(b[8:]), o.Uint32(b[12:])
		list = append(list, Captured{Number: len(list) + 1, Data: b[16:][:size:size], Wire: int(wire)})
		b = b[16+size:]
	}
	return list
}

// EachCaptured calls do with every frame of every capture of the corpus.
func EachCaptured(t testkit.TB, do func(c *Captured)) {
	t.Helper()
	for _, e := range testkit.Must(corpus.Manifest())(t) {
		list := Unpack(testkit.Must(fs.ReadFile(corpus.FS(), e.File))(t))
		if len(list) != e.Frames || len(list) == 0 {
			t.Fatalf("%s: read %d frames, the manifest has %d", e.File, len(list), e.Frames)
		}
		for i := range list {
			list[i].File, list[i].Big = e.File, e.ByteOrder == "big"
			do(&list[i])
		}
	}
}
