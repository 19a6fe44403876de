package analysis_test

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExamFrames reads every datagram and frame of the vectors as a capture: its
// failure and where, what was read around, what is no netlink, and the byte order
// that was found out, or the first that a reader goes by where none was (R3).
func TestExamFrames(t *testing.T) {
	orders := map[string]codec.Order{"little": codec.LittleEndian, "big": codec.BigEndian}
	faults := map[analysis.Repair][]string{analysis.RepairNoHeader: {"no-header"}, analysis.RepairHostOrder: {"family-order"}}
	asked := map[string]int{}
	for _, v := range must(vectors.Load())(t).Vectors {
		if v.Kind != vectors.Datagram {
			continue
		}
		b, header, wire := must(hex.DecodeString(v.Hex))(t), 0, v.Wire
		if v.Struct != "frame" {
			header = codec.CookedSize
			b, wire = cooked(11, b), wire+header
		}
		file := lay(binary.LittleEndian, false, record{Data: b, Wire: max(wire, len(b)), Sec: 1})
		if v.Link != 0 {
			binary.LittleEndian.PutUint32(file[20:], uint32(v.Link))
		}
		frames := analysis.Frames{Order: orders[v.Order]}
		frames.Open(must(pcap.NewReader(bytes.NewReader(file)))(t))
		f := must(frames.Next())(t)
		if got := faults[f.Repairs]; !slices.Equal(got, v.Expect.Faults) {
			t.Errorf("%s: read around %q, want %q", v.Name, got, v.Expect.Faults)
		}
		asked["faults"] += len(v.Expect.Faults)
		if whole := len(v.Expect.Fields) == 1 && v.Expect.Fields[0].Name == "data"; v.Struct == "frame" && whole && f.Netlink {
			t.Errorf("%s: taken for netlink", v.Name)
		}
		if v.Order == "unknown" && len(b) > header {
			asked["unknown"]++
			none := v.Expect.Class == "order"
			if rule := f.OrderRule; none != (rule != codec.OrderDetected) || none && f.Order != codec.LittleEndian {
				t.Errorf("%s: %v-endian by %q", v.Name, f.Order, rule)
			}
			if none {
				asked["none"]++
				continue
			}
		}
		asked["judged"]++
		class := "" // of a frame
		if f.Err.Err != nil {
			class = f.Err.Err.Error()
		}
		if class != v.Expect.Class || class != "" && f.Err.Offset-header != *v.Expect.Offset {
			t.Errorf("%s: %q at byte %d of the frame, want %q", v.Name, class, f.Err.Offset, v.Expect.Class)
		}
	}
	for what, least := range map[string]int{"faults": 8, "unknown": 50, "none": 12, "judged": 600} {
		if asked[what] < least {
			t.Errorf("%s: only %d", what, asked[what])
		}
	}
}
