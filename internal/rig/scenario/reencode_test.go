package scenario_test

import (
	"bytes"
	"io"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestReencode: every frame of every scenario, whatever is wrong with it, is
// the same after it was decoded and written again, and so is every file.
func TestReencode(t *testing.T) {
	entries, err := corpus.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	var wrong, foreign int
	for _, e := range entries {
		file, err := fs.ReadFile(corpus.FS(), e.File)
		if err != nil {
			t.Fatal(err)
		}
		r, err := pcap.NewReader(bytes.NewReader(file))
		if err != nil {
			t.Fatalf("%s: %v", e.File, err)
		}
		var again bytes.Buffer
		w, err := pcap.NewWriter(&again, pcap.WriterOptions{Format: r.Format(), BigEndian: e.ByteOrder == "big"})
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; ; {
			var b pcap.Block
			if err := r.NextBlock(&b); err == io.EOF {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", e.File, err)
			}
			if err := w.WriteBlock(&b); err != nil {
				t.Fatalf("%s: %v", e.File, err)
			}
			if b.Packet == nil {
				continue
			}
			n++
			var cooked codec.Cooked
			if _, err := cooked.Decode(codec.BigEndian, b.Packet.Data); err != nil {
				t.Fatalf("%s, frame %d: %v", e.File, n, err)
			}
			if cooked.Protocol != codec.FamilyConnector {
				foreign++
			}
			var d codec.Datagram
			datagram := b.Packet.Data[codec.CookedSize:]
			d.Decode(codec.OrderUnknown, datagram)
			if d.Err != nil {
				wrong++
			}
			if !bytes.Equal(d.Append(d.Order, nil), datagram) {
				t.Errorf("%s, frame %d: %x is %x when it is written again", e.File, n, datagram, d.Append(d.Order, nil))
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(again.Bytes(), file) {
			t.Errorf("%s is another file when it is written again", e.File)
		}
	}
	if wrong == 0 || foreign == 0 {
		t.Errorf("%d frames are wrong and %d of other families: the corpus has both", wrong, foreign)
	}
}
