package mold

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/spec"
)

// bits are the single bits of a netlink message's flags, by the names of their fields.
var bits = sync.OnceValue(func() map[string]uint64 {
	all := map[string]uint64{}
	flags := analysis.MustLookup("netlink.hdr_flags")
	for _, v := range spec.Default().Set(flags.Set) {
		all[flags.Name+"."+strings.ToLower(strings.TrimPrefix(v.Name, "NLM_F_"))] = v.Value
	}
	return all
})

// append appends a number, of the frame's bytes or of the frame.
func (g *gap) append(b []byte, f *analysis.Frame) []byte {
	switch g.how {
	case unsigned:
		return digits.AppendUint(b, g.number(f))
	case signed:
		return digits.AppendInt(b, g.signed(f))
	case hex16:
		return digits.AppendHex(b, g.number(f), 4)
	case hex32:
		return digits.AppendHex(b, g.number(f), 8)
	case bit:
		if g.number(f)&g.mask != 0 {
			return append(b, '1')
		}
		return append(b, '0')
	case number:
		return digits.AppendUint(b, f.Number)
	case length:
		return digits.AppendUint(b, uint64(f.Len))
	case captured:
		return digits.AppendUint(b, uint64(len(f.Data)))
	case relative:
		return analysis.AppendDuration(b, f.Relative, decimals)
	case delta:
		return analysis.AppendDuration(b, f.Delta, decimals)
	case shown:
		return analysis.AppendDuration(b, f.Shown, decimals)
	}
	v := analysis.Value{Field: g.field, Num: uint64(f.Time.Unix()), Nsec: uint32(f.Time.Nanosecond())}
	return v.Append(b)
}

// decimals are those of tshark's times.
const decimals = 9

// number reads an unsigned integer of the frame's bytes.
func (g *gap) number(f *analysis.Frame) uint64 {
	switch b := f.Data[g.off : g.off+g.len]; len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(g.order.Uint16(b))
	case 4:
		return uint64(g.order.Uint32(b))
	default:
		return g.order.Uint64(b)
	}
}

// signed reads a signed one.
func (g *gap) signed(f *analysis.Frame) int64 {
	n := g.number(f)
	unused := 64 - 8*g.len
	return int64(n<<unused) >> unused
}
