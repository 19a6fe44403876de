package fuzz

import (
	"encoding/binary"
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// unsent makes a message for each row of the users of which no kernel of the corpus sends
// any, each of a length of its own where it may have several.
func unsent(o binary.ByteOrder, add func(name string, b []byte)) {
	table := spec.Default()
	for i, p := range table.Payloads() {
		id, is := map[string][2]uint64{"hv_kvp": {9, 1}, "hv_vss": {10, 1}, "cifs": {2, 1}, "pohmelfs": {5, 0}, "dst": {6, 1}, "drbd": {8, 1}}[p.User]
		if !is {
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
		head := map[string]uint64{"id.idx": id[0], "id.val": id[1]}
		add(fmt.Sprintf("%s of %d bytes", p.Struct.Name, length), must(table.Message(o, nil, head, data)))
	}
}
