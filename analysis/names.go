package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/spec"
)

// shortNames are the words of a line for people, which the table's C names are
// too long for.
var shortNames = sync.OnceValue(func() map[string]map[uint64]string {
	m := map[string]map[uint64]string{}
	t := spec.Default()
	for _, set := range t.Sets() {
		m[set] = map[uint64]string{}
		for _, v := range t.Set(set) {
			if _, alias := m[set][v.Value]; !alias {
				m[set][v.Value] = v.Name
			}
		}
	}
	return m
})

// appendName appends the table's name of a number, or the number where it has
// none or numeric is set.
func appendName(dst []byte, set string, v uint64, prefix string, numeric bool) []byte {
	if name, ok := shortNames()[set][v]; ok && !numeric {
		return append(dst, name...)
	}
	dst = append(dst, prefix...)
	return digits.AppendUint(dst, v)
}

// appendMask appends the names of the bits that are set, separated by |, and
// what has no name as one number: "PROC_EVENT_EXEC|PROC_EVENT_EXIT|0x400".
func appendMask(dst []byte, mask uint64, set string) []byte {
	n := len(dst)
	for _, v := range spec.Default().Set(set) {
		if mask&v.Value != 0 {
			if len(dst) > n {
				dst = append(dst, '|')
			}
			dst = append(dst, v.Name...)
			mask &^= v.Value
		}
	}
	if mask != 0 || len(dst) == n {
		if len(dst) > n {
			dst = append(dst, '|')
		}
		dst = digits.AppendHex(dst, mask, 1)
	}
	return dst
}

// AppendBits appends the names of the values of what whose bits are set in one,
// and what has no name as one number.
func AppendBits(dst []byte, what codec.EventType) []byte {
	return appendMask(dst, uint64(what), "proc_event_what")
}

// eventWords are the names of the arms: fork, ack.
var eventWords = sync.OnceValue(func() map[codec.EventType]string {
	m := map[codec.EventType]string{}
	for _, v := range spec.Default().Set("proc_event_what") {
		if in, ok := codec.StructByName(v.Arm); ok {
			m[codec.EventType(v.Value)] = places()[in].key
		}
	}
	return m
})
