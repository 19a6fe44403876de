package mold

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxSpans is how many structs an ordinary frame has: two headers, a cn_msg, an event
// with its arm, and what is behind.
const maxSpans = 8

// kind is all that the form of a frame's tree depends on: how its bytes are divided,
// and in the first number the rest.
type kind [1 + maxSpans]uint64

// maxByte is the largest place that a kind holds.
const maxByte = 1<<16 - 1

// of sets the kind of a frame. It reports false for one that is not ordinary: it is
// of several messages or none, has comments, is cut or wrong, has no time, or more is
// to be said of it than stands in its bytes.
func (k *kind) of(f *analysis.Frame) bool {
	if len(f.Messages) != 1 || len(f.NlMsgs) != 1 || len(f.Fragments) != 0 || len(f.Spans) > maxSpans || len(f.Comments) != 0 ||
		f.Err.Err != nil || f.Truncated() || !f.HasTime() || len(f.Data) > maxByte {
		return false
	}
	m := &f.Messages[0]
	if m.Subject != nil || m.IsText() || f.Host.Several() {
		return false
	}
	*k = kind{uint64(f.Interface.LinkType)<<32 | uint64(f.NlMsgs[0].Type)<<8 | verdict(m)}
	if f.Interface.Section != 0 {
		k[0] |= sections
	}
	for i := range f.Spans {
		s := &f.Spans[i]
		k[1+i] = uint64(s.Off)<<40 | uint64(s.Len)<<24 | uint64(s.Struct)<<16 | uint64(s.Order)<<8 | uint64(s.Depth)
	}
	return true
}

// sections is the bit for captures that have some.
const sections = 1 << 24

// verdict says which fields the genealogy has of a message, a bit each.
func verdict(m *analysis.Message) (bits uint64) {
	for i, is := range [...]bool{
		m.IsReply(),
		m.Time != genealogy.NoTime && m.Of.Time != genealogy.NoTime,
		m.ReplyIn.Frame != 0,
		m.Class == genealogy.Copy,
		m.Maybe.Frame != 0,
	} {
		if is {
			bits |= 1 << i
		}
	}
	return bits
}

// struct and order of a span must fit a byte each.
var _ = [1]struct{}{}[codec.NumStructs>>8]
