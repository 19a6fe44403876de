package rewrite

import (
	"iter"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// structOf returns what the table says of a struct: nothing of bytes that none
// claims.
func structOf(s codec.Struct) *spec.Struct { return &structs()[s] }

var structs = sync.OnceValue(func() *[codec.NumStructs]spec.Struct {
	var all [codec.NumStructs]spec.Struct
	for i := range all {
		if known, ok := spec.Default().Struct(codec.Struct(i).String()); ok {
			all[i] = *known
		}
	}
	return &all
})

// wholeFields gives the fields of a span that were captured whole, and where
// each starts in the frame. The union is none of them: its arms are structs with
// fields of their own.
func wholeFields(s codec.Span) iter.Seq2[*spec.Field, int] {
	return func(yield func(*spec.Field, int) bool) {
		fields := structOf(s.Struct).Fields
		for i := range fields {
			f := &fields[i]
			if f.Offset+f.Size > s.Len || f.Type != spec.Union && !yield(f, s.Off+f.Offset) {
				return
			}
		}
	}
}
