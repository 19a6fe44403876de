package fuzz_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// Every connector datagram of every capture goes through codec, table and
// layers as the inputs of the fuzzing do. Where the same code runs once more and
// slower, only some of those that are like others do.
func TestEveryCapture(t *testing.T) {
	files, datagrams := 0, 0
	seen := map[string]bool{}
	err := fs.WalkDir(corpus.FS(), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".pcap") {
			return err
		}
		files++
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			return err
		}
		r, err := pcap.NewReader(bytes.NewReader(b))
		if err != nil {
			return err
		}
		defer r.Close()
		for {
			var p pcap.Packet
			if err := r.Next(&p); err == io.EOF {
				return nil
			} else if err != nil {
				return err
			}
			if len(p.Data) < codec.CookedSize || binary.BigEndian.Uint16(p.Data[14:]) != codec.FamilyConnector {
				continue
			}
			datagram := string(p.Data[codec.CookedSize:])
			if seen[datagram] {
				continue // a copy, or what another socket received
			}
			seen[datagram] = true
			if datagrams++; share() == 1 || datagrams%share() == 0 {
				hold(t, []byte(datagram))
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 200 || datagrams < 6000 {
		t.Errorf("%d datagrams of %d captures", datagrams, files)
	}
}
