package request_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/record/request"
)

// A frame is found by its number, behind what is damaged as well.
func TestFromCapture(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.pcap")
	listen := made(t, octets.Set{"nlmsg_type": 3}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 5, "ack": 6}, octetsOf(t, "proc_cn_mcast_op", octets.Set{"mcast_op": 1}))
	answer := octets.Message(t, native, octets.Set{"nlmsg_type": 3}, octets.Event(t, native, 0, octets.Set{"err": 0}))
	whole := octets.Pcap(binary.LittleEndian, true, octets.Record{Data: octets.Cooked(11, answer)}, octets.Record{Data: octets.Cooked(11, listen)})
	for _, c := range []struct {
		number uint64
		cut    int
		want   []byte
		doubt  bool
		wrong  string
	}{
		{1, 0, answer, true, ""}, {2, 0, listen, false, ""}, {3, 0, nil, false, "there is no frame 3: the capture has 2"},
		{1, 1, answer, true, ""}, {2, 1, nil, false, "record data cut short"}, {1, len(whole), nil, false, "pcap: "},
	} {
		if err := os.WriteFile(name, whole[:len(whole)-c.cut], 0o600); err != nil {
			t.Fatal(err)
		}
		b, doubt, err := request.FromCapture(source.New(source.Options{}, source.File(name)), c.number)
		if (err != nil) != (c.wrong != "") || err != nil && (!strings.Contains(err.Error(), c.wrong) || strings.Contains(err.Error(), name)) {
			t.Errorf("frame %d, %d bytes less: %v", c.number, c.cut, err)
		}
		if !bytes.Equal(b, c.want) || (doubt != nil) != c.doubt {
			t.Errorf("frame %d, %d bytes less: % x, %v", c.number, c.cut, b, doubt)
		}
	}
}
