package print_test

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/print"
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

// write prints a capture.
func write(t testing.TB, capture []byte, o print.Options) string {
	t.Helper()
	if o.Columns.Time == "" {
		o.Columns.Time = "r"
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	p := must(print.New(w, o))(t)
	frames := new(analysis.Frames)
	frames.Open(must(pcap.NewReader(bytes.NewReader(capture)))(t))
	for {
		f, err := frames.Next()
		if err == io.EOF {
			break
		}
		if err := p.Frame(must(f, err)(t)); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
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

// inZone lets a test run in a time zone.
func inZone(t *testing.T, name string) {
	t.Helper()
	old := time.Local
	t.Cleanup(func() { time.Local = old })
	time.Local = must(time.LoadLocation(name))(t)
}
