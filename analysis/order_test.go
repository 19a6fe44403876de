package analysis_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
)

// TestOrderRules has each rule, with frames whose structure tells and frames
// of zeros, whose structure does not.
func TestOrderRules(t *testing.T) {
	little := cooked(11, message(t, binary.LittleEndian, nil, event(t, binary.LittleEndian, 2, nil)))
	big := cooked(11, message(t, binary.BigEndian, nil, event(t, binary.BigEndian, 2, nil)))
	zeros := cooked(11, make([]byte, 20))
	for _, c := range []struct {
		name   string
		file   binary.AppendByteOrder
		user   codec.Order
		frames [][]byte
		want   []string
	}{
		{"structure, whatever the file says", binary.BigEndian, 0, [][]byte{little, big}, []string{
			"little structure of the datagram certain", "big structure of the datagram certain",
		}},
		{"the user, whatever structure says", binary.LittleEndian, codec.BigEndian, [][]byte{little, zeros}, []string{
			"big given by the user certain", "big given by the user certain",
		}},
		{"the file, big", binary.BigEndian, 0, [][]byte{zeros}, []string{"big byte order of the file none"}},
		{"the file, little", binary.LittleEndian, 0, [][]byte{zeros}, []string{"little byte order of the file none"}},
		{"the majority, and the file where there is none", binary.BigEndian, 0, [][]byte{little, zeros, big, zeros, little, zeros, big, big, zeros}, []string{
			"little structure of the datagram certain", "little earlier frames of the interface none",
			"big structure of the datagram certain", "big byte order of the file none",
			"little structure of the datagram certain", "little earlier frames of the interface none",
			"big structure of the datagram certain", "big structure of the datagram certain", "big earlier frames of the interface none",
		}},
	} {
		var records []record
		for _, f := range c.frames {
			records = append(records, record{Data: f})
		}
		var got []string
		for _, f := range read(t, lay(c.file, false, records...), func(fs *analysis.Frames) { fs.Order = c.user }) {
			got = append(got, f.Order.String()+" "+f.OrderRule.String()+" "+f.Confidence.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n%q, want\n%q", c.name, got, c.want)
		}
	}
}

// The cooked header is big-endian whatever the user says of the rest.
func TestOrderLeavesHeader(t *testing.T) {
	data := cooked(11, make([]byte, 20))
	f := read(t, lay(binary.LittleEndian, false, record{Data: data}), func(fs *analysis.Frames) { fs.Order = codec.LittleEndian })[0]
	if got := joined(t, f, "netlink.family") + joined(t, f, "netlink.hatype"); got != "0x000b824" {
		t.Errorf("family and hatype are %s", got)
	}
}
