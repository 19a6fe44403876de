package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// Five thousand commands, and as many messages, in the data of a cn_msg: each byte is
// in a span, in order, and there is one for each of them; nothing is allocated once
// there is room. The counts are those of the bytes that are laid here.
func TestOutlineManyCommands(t *testing.T) {
	const many = 5000
	for _, o := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		for name, data := range map[string][]byte{"commands": w1Commands(o, many), "messages": w1Messages(o, many)} {
			cn := codec.CnMsg{ID: codec.CbID{Idx: 3, Val: 1}, Length: uint16(len(data)), Data: data}
			nl := codec.NlMsghdr{Length: uint32(36 + len(data)), Type: 3}
			b := cn.Append(o, nl.Append(o, nil))
			var u codec.Outline
			u.Decode(o, codec.FamilyConnector, b, len(b))
			end, count := 0, map[codec.Struct]int{}
			for _, s := range u.Spans {
				if s.Off != end || s.Len == 0 {
					t.Fatalf("%s: %v at %d, want at %d", name, s.Struct, s.Off, end)
				}
				end += s.Len
				count[s.Struct]++
			}
			want := map[string]map[codec.Struct]int{
				"commands": {codec.StructNlMsghdr: 1, codec.StructCnMsg: 1, codec.StructW1MasterMsg: 1, codec.StructW1NetlinkCmd: many, codec.RawData: many},
				"messages": {codec.StructNlMsghdr: 1, codec.StructCnMsg: 1, codec.StructW1SlaveMsg: many, codec.RawData: many},
			}[name]
			for s, n := range want {
				if count[s] != n {
					t.Errorf("%s, %v: %d of %v, want %d", name, o, count[s], s, n)
				}
			}
			if end != len(b) || len(count) != len(want) || u.Err.Err != nil {
				t.Errorf("%s: %d of %d bytes, %v, %v", name, end, len(b), count, u.Err)
			}
			if n := testing.AllocsPerRun(10, func() { u.Decode(o, codec.FamilyConnector, b, len(b)) }); n != 0 {
				t.Errorf("%s: %v allocations", name, n)
			}
		}
	}
}

// Cut at each byte, the datagram of a bundle has all that is there in spans.
func TestOutlineW1Cut(t *testing.T) {
	for _, o := range []codec.Order{codec.LittleEndian, codec.BigEndian} {
		data := append(w1Commands(o, 3), w1Messages(o, 2)...)
		cn := codec.CnMsg{ID: codec.CbID{Idx: 3, Val: 1}, Length: uint16(len(data)), Data: data}
		nl := codec.NlMsghdr{Length: uint32(36 + len(data)), Type: 3}
		b := cn.Append(o, nl.Append(o, nil))
		for n := range b {
			var u codec.Outline
			u.Decode(o, codec.FamilyConnector, b[:n:n], len(b))
			end := 0
			for _, s := range u.Spans {
				if s.Off != end {
					t.Fatalf("%d bytes: %v at %d, want at %d", n, s.Struct, s.Off, end)
				}
				end += s.Len
			}
			if end != n || u.Err.Err != nil {
				t.Errorf("%d bytes: %d are in spans, %v", n, end, u.Err)
			}
		}
	}
}

// w1Commands is a message for a master with n commands of one byte each.
func w1Commands(o codec.Order, n int) []byte {
	m := codec.W1MasterMsg{Type: 4, Length: uint16(5 * n), Master: codec.W1Master{ID: 1}}
	b := m.Append(o, nil)
	for i := range n {
		c := codec.W1NetlinkCmd{Cmd: 1, Length: 1}
		b = append(c.Append(o, b), byte(i))
	}
	return b
}

// w1Messages is n messages about a slave with one byte behind each.
func w1Messages(o codec.Order, n int) (b []byte) {
	for i := range n {
		m := codec.W1SlaveMsg{Length: 1, Slave: codec.W1RegNum{ID: uint64(i)}}
		b = append(m.Append(o, b), byte(i))
	}
	return b
}
