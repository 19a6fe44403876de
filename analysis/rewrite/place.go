package rewrite

import (
	"iter"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// place is a field of the table.
type place struct {
	*spec.Field
	bigEndian bool // on every machine
}

// places has the fields of each struct, in the order of their bytes and without
// the union, whose arms are structs with places of their own.
var places = sync.OnceValue(func() map[codec.Struct][]place {
	m := map[codec.Struct][]place{}
	for _, s := range spec.Default().Structs() {
		in, ok := codec.StructByName(s.Name)
		if !ok {
			continue // cb_id, whose fields are among those of cn_msg
		}
		for i := range s.Fields {
			if f := &s.Fields[i]; f.Type != spec.Union {
				m[in] = append(m[in], place{f, s.BigEndian})
			}
		}
	}
	return m
})

// wholeFields gives the fields of a span that were captured whole, and where
// each starts in the frame. Bytes that no struct claims have none.
func wholeFields(s codec.Span) iter.Seq2[*place, int] {
	return func(yield func(*place, int) bool) {
		of := places()[s.Struct]
		for i := range of {
			p := &of[i]
			if p.Offset+p.Size > s.Len || !yield(p, s.Off+p.Offset) {
				return
			}
		}
	}
}

// structSize returns the size that the table gives a struct, its union included.
func structSize(s codec.Struct) int {
	of, _ := spec.Default().Struct(s.String())
	return of.Size
}
