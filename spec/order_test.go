package spec_test

import (
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestOrder: the verdicts of R3, by hand, on heads that have nothing else to say.
func TestOrder(t *testing.T) {
	head := func(hexes string, size int) []byte {
		b := make([]byte, size)
		copy(b, unhex(t, hexes))
		return b
	}
	for _, c := range []struct {
		name string
		b    []byte
		wire int
		want binary.ByteOrder
	}{
		{"nothing", nil, 0, nil},
		{"three bytes", unhex(t, "100000"), 76, nil},
		{"four of a length that fits", unhex(t, "10000000"), 76, binary.LittleEndian},
		{"its mirror", unhex(t, "00000010"), 76, binary.BigEndian},
		{"below a header", head("0f000000ffff", 40), 40, nil},
		{"beyond the end", head("29000000ffff", 40), 40, nil},
		{"to the end", head("28000000ffff", 40), 40, binary.LittleEndian},
		{"a wire below what is there", head("28000000ffff", 40), 1, binary.LittleEndian},
		{"zeros: a type 0 in both", make([]byte, 40), 40, nil},
		{"damaged, type 3 to the right", head("000000000003", 40), 40, binary.BigEndian},
		{"damaged, type 3 to the left", head("000000000300", 40), 40, binary.LittleEndian},
		{"palindrome of 65792 bytes", head("00010100ffff", 40), 65792, nil},
		{"65536 to the end, or 256", head("00010000ffff", 40), 65536, binary.BigEndian},
		{"65536, or 256", head("00010000ffff", 40), 200000, nil},
		{"256 below 64 KiB", head("00010000ffff", 40), 65535, binary.LittleEndian},
	} {
		if got := spec.Default().Order(c.b, c.wire); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestOrderOfCaptures: structure tells the order of every frame that a kernel sent.
func TestOrderOfCaptures(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	words := map[binary.ByteOrder]string{binary.LittleEndian: "little", binary.BigEndian: "big"}
	asked := 0
	for _, v := range set.Vectors {
		if v.Source != "captured" || v.Struct != "datagram" {
			continue
		}
		asked++
		b, err := hex.DecodeString(v.Hex)
		if err != nil {
			t.Fatal(err)
		}
		if got := words[spec.Default().Order(b, v.Wire)]; v.Expect.OK && got != v.Order {
			t.Errorf("%s: %q, want %s", v.Name, got, v.Order)
		}
	}
	if asked < 100 {
		t.Errorf("only %d captured datagrams", asked)
	}
}
