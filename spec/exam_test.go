package spec_test

import (
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam walks every datagram of the vectors: every captured byte is claimed
// once, and what is wrong is what the vector says.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	orders := map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian}
	asked := 0
	for _, v := range set.Vectors {
		o, told := orders[v.Order]
		if v.Struct != "datagram" || !told {
			continue
		}
		asked++
		b := unhex(t, v.Hex)
		claims, err := spec.Default().Walk(o, 11, b, v.Wire)
		at := 0
		for _, c := range claims {
			if c.Offset != at || c.Size == 0 {
				t.Errorf("%s: a claim of %d bytes at %d, want one at %d", v.Name, c.Size, c.Offset, at)
			}
			at += c.Size
		}
		if at != len(b) {
			t.Errorf("%s: %d of %d bytes are claimed: %s", v.Name, at, len(b), hex.EncodeToString(b))
		}
		switch want, e := v.Expect, (*spec.Error)(nil); {
		case err == nil && !want.OK:
			t.Errorf("%s: no failure, want %s at %d", v.Name, want.Class, *want.Offset)
		case err != nil:
			if e = err.(*spec.Error); want.OK || e.Class != want.Class || e.Offset != *want.Offset {
				t.Errorf("%s: %v, want %+v", v.Name, err, want)
			}
		}
		if len(claims) != len(v.Expect.Fields) {
			t.Errorf("%s: %d claims, %d fields", v.Name, len(claims), len(v.Expect.Fields))
		}
	}
	if asked < 400 {
		t.Errorf("only %d datagrams", asked)
	}
}
