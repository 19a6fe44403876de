package mold

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
	"github.com/cnwire/cnwire/codec"
)

// mold is what the JSON of a kind's frames has in common, and the gaps in it.
type mold struct {
	text []byte // without the values
	gaps []gap
}

// gap is where a value stands.
type gap struct {
	at    int // in the text
	how   how
	field *analysis.Field
	off   int // where the value's bytes are in the frame
	len   int
	order codec.Order
	mask  uint64 // of a bit
}

// how says where a value comes from.
type how uint8

const (
	ofField  how = iota // the field knows
	inBytes             // text or bytes of the frame
	unsigned            // a number in the frame's bytes, as are the next
	signed
	hex16
	hex32
	bit
	moment // the frame's own, as are those below
	number
	length
	captured
	epoch
	relative
	delta
	shown
)

// ofFrame are values that are at hand, by their fields.
var ofFrame = map[string]how{
	"frame.time": moment, "frame.number": number, "frame.len": length, "frame.cap_len": captured, "frame.time_epoch": epoch,
	"frame.time_relative": relative, "frame.time_delta": delta, "frame.time_delta_displayed": shown,
}

// constant are fields that have the same value in all frames of a kind.
var constant = map[string]bool{
	"frame.encap_type": true, "frame.offset_shift": true, "frame.marked": true, "frame.ignored": true, "frame.protocols": true, "data.len": true,
}

// newMold makes the mold of a text, which begins at byte from of what was traced; nil
// where a field has to be asked that has several values.
func newMold(text []byte, from int, placed []jsondoc.Placed, f *analysis.Frame) *mold {
	m, done := new(mold), 0
	for i := range placed {
		v := &placed[i].Value
		if constant[v.Field.Name] {
			continue
		}
		m.text = append(m.text, text[done:placed[i].From-from]...)
		done = placed[i].To - from
		g := newGap(len(m.text), v, f)
		if g.how == ofField && len(v.Field.Values(f, nil)) != 1 {
			return nil
		}
		m.gaps = append(m.gaps, g)
	}
	m.text = append(m.text, text[done:]...)
	return m
}

func newGap(at int, v *analysis.Value, f *analysis.Frame) gap {
	g := gap{at: at, how: ofFrame[v.Field.Name], field: v.Field, off: v.Off, len: v.Len}
	for i := range f.Spans {
		if s := &f.Spans[i]; v.Off >= s.Off && v.Off < s.Off+s.Len {
			g.order = s.Order
		}
	}
	if g.how == ofField && v.Len > 0 {
		g.how, g.mask = inFrame(v)
	}
	return g
}

// inFrame says how to read a value from its bytes.
func inFrame(v *analysis.Value) (how, uint64) {
	mask, isBit := bits()[v.Field.Name]
	switch kind := v.Field.Kind; {
	case isBit:
		return bit, mask
	case v.Data != nil:
		return inBytes, 0
	case v.Field.Bits != 8*v.Len: // a part of it
		return ofField, 0
	case kind == analysis.Uint:
		return unsigned, 0
	case kind == analysis.Int:
		return signed, 0
	case kind == analysis.Hex16:
		return hex16, 0
	case kind == analysis.Hex32:
		return hex32, 0
	}
	return ofField, 0
}

// fill appends the text with the values of a frame in it.
func (m *mold) fill(b []byte, f *analysis.Frame, c *clock, r *room) []byte {
	done := 0
	for i := range m.gaps {
		g := &m.gaps[i]
		b = append(b, m.text[done:g.at]...)
		done = g.at
		switch g.how {
		case moment:
			b = c.append(b, f.Time)
		case ofField:
			if r.values = g.field.Values(f, r.values[:0]); len(r.values) > 0 { // which the kind promises
				b = jsondoc.AppendValue(b, &r.values[0], &r.text)
			}
		case inBytes:
			v := analysis.Value{Field: g.field, Data: f.Data[g.off : g.off+g.len]}
			b = jsondoc.AppendValue(b, &v, &r.text)
		default:
			b = append(g.append(append(b, '"'), f), '"')
		}
	}
	return append(b, m.text[done:]...)
}
