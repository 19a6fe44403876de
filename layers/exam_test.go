package layers_test

import (
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam holds every datagram of the vectors against the property of all
// frames: the layers, the failure, the truncation, and the bytes again.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	orders := map[string]codec.Order{"little": codec.LittleEndian, "big": codec.BigEndian}
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Datagram || v.Struct == "frame" && v.Link != 253 {
			continue
		}
		b, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatalf("%s: %v", v.Name, err)
		}
		wire := v.Wire
		if v.Struct != "frame" {
			wire += 16
			b = append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}, b...)
		}
		t.Run(v.Name, func(t *testing.T) {
			check(t, b, max(len(b), wire), orders[v.Order])
			check(t, b, max(len(b), wire), codec.OrderUnknown)
		})
		asked++
	}
	if asked < 400 {
		t.Errorf("only %d datagrams", asked)
	}
}
