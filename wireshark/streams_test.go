package wireshark_test

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// streamOf makes a capture of the datagrams of a stream, a second apart.
func streamOf(t testing.TB, v *vectors.Vector) []byte {
	t.Helper()
	var o binary.AppendByteOrder = binary.LittleEndian
	if v.Order == "big" {
		o = binary.BigEndian
	}
	var list []record
	for _, m := range v.Stream.Messages {
		if m.Hex != "" {
			list = append(list, record{Data: octets.Cooked(11, must(hex.DecodeString(m.Hex))(t)), Sec: uint32(1 + len(list))})
		}
	}
	return octets.Pcap(o, false, list...)
}

// What messages are to each other the plugin says as we do, of every stream of the exam,
// each a host of its own.
func TestExamStreams(t *testing.T) {
	t.Parallel()
	captures := map[string][]byte{}
	for _, v := range must(vectors.Load())(t).Vectors {
		if v.Kind == vectors.Streams {
			captures[v.Name] = streamOf(t, &v)
		}
	}
	agree(t, map[string][]byte{"streams": joined(t, captures)}, theFields(), 5000, nil)
}

// The column Info says what a request to the notifier asks for, and which ids came and
// went.
func TestInfoOfNotifier(t *testing.T) {
	t.Parallel()
	want := map[string]string{
		"stream/users/notifier/told/little": "connector notifier group 5 idx 77 range 1 val 0 range 9\nid 77:2 went, says the notifier\n" +
			"id 77:1 came, says the notifier\nid 77:1 went, says the notifier\nid 77:1 no data\nid 77:1 went, says the notifier\n",
		"stream/users/notifier/unasked/big": "id 77:1 no data\nid 77:1 no data\nid 77:2 1 bytes\nid 77:2 1 bytes\n",
	}
	for _, v := range must(vectors.Load())(t).Vectors {
		if want[v.Name] == "" {
			continue
		}
		for _, s := range sharks(t) {
			if got := s.run(t, streamOf(t, &v), "-o", `gui.column.format:"Info","%i"`); got != want[v.Name] {
				t.Errorf("%s: %s: %q, want %q", s.path, v.Name, got, want[v.Name])
			}
		}
		delete(want, v.Name)
	}
	for name := range want {
		t.Errorf("there is no vector %s", strings.TrimSpace(name))
	}
}
