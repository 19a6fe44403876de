package analysis_test

import (
	"encoding/binary"
	"os"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

type (
	record = octets.Record
	set    = octets.Set
)

var (
	lay     = octets.Pcap
	cooked  = octets.Cooked
	message = octets.Message
	event   = octets.Event
)

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// read takes a capture apart; each frame is its own copy.
var read = frames.Read

// one takes a single frame apart.
func one(t testing.TB, data []byte) *analysis.Frame {
	t.Helper()
	return read(t, lay(binary.LittleEndian, false, record{Data: data, Sec: 1}))[0]
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
var captures = frames.Captures

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
