package pcap

import (
	"bytes"
	"io"
	"testing"

	"github.com/google/gopacket/pcapgo"
	"pgregory.net/rapid"

	"github.com/cnwire/cnwire/internal/testkit"
)

// TestPcapgo holds the Reader against gopacket's on files that both read:
// pcapgo has no a1b2cd34, limits by the snap length, keeps 8 bits of the link
// type, and refuses more captured bytes than original ones.
func TestPcapgo(t *testing.T) {
	packets := 0
	rapid.Check(t, func(t *rapid.T) {
		f, _ := anyFile(t)
		if f.magic == 0xa1b2cd34 {
			f.magic = 0xa1b23c4d
		}
		f.snaplen = 65535
		f.network &= 0xff
		records := anyRecords(t)
		for i := range records {
			records[i].frac %= 1000000
			records[i].length = uint32(len(records[i].data)) + records[i].length%1000
		}
		b, _ := f.lay(records...)
		got, err := read(bytes.NewReader(b))
		if err != io.EOF {
			t.Fatal(err)
		}
		peer, err := pcapgo.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range got {
			data, info, err := peer.ReadPacketData()
			if err != nil {
				t.Fatalf("packet %d: %v", i, err)
			}
			if !bytes.Equal(data, p.Data) || !info.Timestamp.Equal(p.Time) || info.Length != int(p.Len) ||
				uint32(peer.LinkType()) != uint32(p.Interface.LinkType) || peer.Snaplen() != p.Interface.SnapLen {
				t.Fatalf("packet %d: %+v, and pcapgo %+v % x", i, p, info, data)
			}
			packets++
		}
		if _, _, err := peer.ReadPacketData(); err != io.EOF {
			t.Fatalf("%d packets, and pcapgo has more (%v)", len(got), err)
		}
	})
	if !testkit.Few() && packets < 100 {
		t.Errorf("only %d packets compared", packets)
	}
}
