package record_test

import (
	"bytes"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/pcap"
)

// frame is a frame of a recording.
type frame struct {
	pcap.Packet
	datagram []byte
}

// frames reads a recording, all of which must be readable.
func frames(t testing.TB, file string) (list []frame) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r, err := pcap.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		var p pcap.Packet
		if err := r.Next(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		list = append(list, keep(&p))
	}
}

// cooked is what nlmon puts before each datagram.
const cooked = "\x00\x04\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b"

func keep(p *pcap.Packet) frame {
	k := frame{Packet: *p, datagram: bytes.Clone(p.Data[len(cooked):])}
	k.Data, k.Comments = bytes.Clone(p.Data), slices.Clone(p.Comments)
	return k
}
