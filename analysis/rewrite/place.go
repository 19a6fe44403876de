package rewrite

import (
	"iter"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// structOf returns what the table says of a struct: nothing of bytes that none
// claims.
func structOf(s codec.Struct) (of spec.Struct) {
	if known, ok := spec.Default().Struct(s.String()); ok {
		of = *known
	}
	return of
}

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
