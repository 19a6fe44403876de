package fuzz

import (
	"encoding/binary"
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// hyperV makes a message for each row of the ids 9:1 and 10:1, of which no kernel of
// the corpus sends any, each of a length of its own where it may have several.
func hyperV(o binary.ByteOrder, add func(name string, b []byte)) {
	table := spec.Default()
	for i, p := range table.Payloads() {
		idx := map[string]uint64{"hv_kvp": 9, "hv_vss": 10}[p.User]
		if idx == 0 {
			continue
		}
		length, numbers := 0, map[string]uint64{}
		for _, c := range p.When {
			switch {
			case c.Field == "error" && c.AtLeast:
				numbers[c.Field] = c.Value | 0x4005 // HV_E_FAIL
			case c.Field != "len":
				numbers[c.Field] = c.Value
			case c.AtLeast:
				length = int(c.Value) + 1 + i
			default:
				length = int(c.Value)
			}
		}
		if p.Struct.Name == "hv_kvp_msg" {
			numbers["operation"] = 99 // of no other row
		}
		data := make([]byte, length)
		copy(data, must(table.New(o, p.Struct.Name, numbers)))
		id := map[string]uint64{"id.idx": idx, "id.val": 1}
		add(fmt.Sprintf("%s of %d bytes", p.Struct.Name, length), must(table.Message(o, nil, id, data)))
	}
}
