package pcap

import (
	"bytes"
	"encoding/hex"
	"io"
	"testing"
	"time"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam writes every datagram of the vectors into a file of each format and
// byte order, and reads it again: its bytes, its length on the wire, its link type.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	links := map[int]*Interface{}
	var packets []Packet
	for _, v := range set.Vectors {
		if v.Kind != vectors.Datagram {
			continue
		}
		b, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		link, wire := v.Link, v.Wire
		if v.Struct != "frame" {
			link, wire, b = 253, 16+wire, append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, b...)
		}
		if links[link] == nil {
			links[link] = &Interface{LinkType: LinkType(link), SnapLen: 262144, Resolution: 6}
		}
		packets = append(packets, Packet{Data: b, Len: uint32(max(len(b), wire)), Time: time.Unix(int64(len(packets)), 0), Interface: links[link]})
	}
	if len(packets) < 400 || len(links) < 4 {
		t.Fatalf("only %d datagrams, of %d link types", len(packets), len(links))
	}
	for _, format := range []string{"pcap", "nsecpcap", "modpcap", "pcapng"} {
		for _, big := range []bool{false, true} {
			for link := range links {
				mine := packets
				if format != "pcapng" { // one link type a file
					mine = nil
					for _, p := range packets {
						if p.Interface == links[link] {
							mine = append(mine, p)
						}
					}
				}
				file, _ := written(t, WriterOptions{Format: format, BigEndian: big}, mine...)
				readBack(t, file, mine)
			}
		}
	}
}

// readBack reads a file and wants these packets.
func readBack(t *testing.T, file []byte, want []Packet) {
	t.Helper()
	r, err := NewReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var p Packet
	for i := range want {
		w := &want[i]
		if err := r.Next(&p); err != nil {
			t.Fatalf("packet %d: %v", i, err)
		}
		if !bytes.Equal(p.Data, w.Data) || p.Len != w.Len || p.Interface.LinkType != w.Interface.LinkType {
			t.Fatalf("packet %d: %x of %d, link type %d, want %x of %d, %d", i, p.Data, p.Len, p.Interface.LinkType, w.Data, w.Len, w.Interface.LinkType)
		}
	}
	if err := r.Next(&p); err != io.EOF {
		t.Errorf("behind the last packet: %v", err)
	}
}
