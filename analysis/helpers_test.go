package analysis_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// record is a frame of a capture that a test lays.
type record struct {
	data []byte
	wire int    // length before the capture cut it; 0 for len(data)
	sec  uint32 // since 1970; frac in the unit of the file
	frac uint32
}

// lay makes a classic pcap of LINKTYPE_NETLINK.
func lay(o binary.AppendByteOrder, nano bool, records ...record) []byte {
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
		b = o.AppendUint32(b, r.sec)
		b = o.AppendUint32(b, r.frac)
		b = o.AppendUint32(b, uint32(len(r.data)))
		b = o.AppendUint32(b, uint32(max(r.wire, len(r.data))))
		b = append(b, r.data...)
	}
	return b
}

// cooked puts the cooked header of a family before messages.
func cooked(family uint16, messages ...[]byte) []byte {
	b := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, byte(family >> 8), byte(family)}
	return append(b, bytes.Join(messages, nil)...)
}

type set = map[string]uint64

// message returns an aligned netlink message.
func message(t testing.TB, o binary.ByteOrder, header set, body ...[]byte) []byte {
	t.Helper()
	return spec.Align(must(spec.Default().Nlmsg(o, header, body...))(t))
}

// event returns a cn_msg with a process event.
func event(t testing.TB, o binary.ByteOrder, what uint64, arm set) []byte {
	t.Helper()
	e := must(spec.Default().Event(o, set{"what": what, "cpu": 1, "timestamp_ns": 5}, arm))(t)
	return must(spec.Default().CnMsg(o, set{"id.idx": 1, "id.val": 1, "seq": 9}, e))(t)
}

// must ends the test on an error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// read takes a capture apart; each frame is its own copy.
func read(t testing.TB, capture []byte, settings ...func(*analysis.Frames)) []*analysis.Frame {
	t.Helper()
	frames := new(analysis.Frames)
	for _, set := range settings {
		set(frames)
	}
	frames.Open(must(pcap.NewReader(bytes.NewReader(capture)))(t))
	var list []*analysis.Frame
	for {
		f, err := frames.Next()
		if err == io.EOF {
			return list
		}
		list = append(list, must(f, err)(t).Clone())
	}
}

// one takes a single frame apart.
func one(t testing.TB, data []byte) *analysis.Frame {
	t.Helper()
	return read(t, lay(binary.LittleEndian, false, record{data: data, sec: 1}))[0]
}

// joined is what -T fields prints of a field.
func joined(t testing.TB, f *analysis.Frame, name string) string {
	t.Helper()
	var b []byte
	for i, v := range must(analysis.Lookup(name))(t).Values(f, nil) {
		if i > 0 {
			b = append(b, ',')
		}
		b = v.Append(b)
	}
	return string(b)
}

// captures are the captures of the corpus, by name.
func captures(t testing.TB) map[string][]byte {
	t.Helper()
	all := map[string][]byte{}
	for _, e := range must(corpus.Manifest())(t) {
		all[e.File] = must(fs.ReadFile(corpus.FS(), e.File))(t)
	}
	return all
}

// other is a cn_msg of an id with two bytes of data and two behind them.
func other(o binary.ByteOrder, idx, val uint32) []byte {
	b := make([]byte, 24)
	o.PutUint32(b, idx)
	o.PutUint32(b[4:], val)
	o.PutUint16(b[16:], 2)
	return b
}

// request is a request of four or eight bytes, for all exits.
func request(o binary.ByteOrder, size int, op uint64) ([]byte, error) {
	b, err := spec.Default().New(o, "proc_input", set{"mcast_op": op, "event_type": 0xa0000000})
	if err != nil {
		return nil, err
	}
	return spec.Default().CnMsg(o, set{"id.idx": 1, "id.val": 1, "seq": 7, "ack": 100}, b[:size])
}

// corpusFile reads a file of the corpus.
func corpusFile(t testing.TB, name string) ([]byte, error) {
	t.Helper()
	return os.ReadFile("../testdata/corpus/" + name)
}
