package fuzz

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
)

// Field is one field as a decoder read it.
type Field struct {
	Struct string // as spec/structs.csv names it: "cn_msg", "proc_event.exit"
	Name   string // as spec/fields.csv names it: "id.idx", "exit_code"
	Offset int    // from the start of the datagram
	Size   int    // bytes
	Value  uint64 // a number, in the bits of its size or sign-extended
	Bytes  []byte // what is no number
}

// String returns the field on one line.
func (f Field) String() string {
	if f.Bytes != nil {
		return fmt.Sprintf("%s.%s = %q (bytes %d to %d)", f.Struct, f.Name, f.Bytes, f.Offset, f.Offset+f.Size-1)
	}
	return fmt.Sprintf("%s.%s = %#x (bytes %d to %d)", f.Struct, f.Name, f.Value, f.Offset, f.Offset+f.Size-1)
}

// same reports whether f says what the table's decoder does.
func (f Field) same(want Field) bool {
	if f.Struct != want.Struct || f.Name != want.Name || f.Offset != want.Offset || f.Size != want.Size {
		return false
	}
	if want.Bytes != nil {
		return bytes.Equal(f.Bytes, want.Bytes)
	}
	return f.Value == want.Value || f.Value == signExtended(want.Value, want.Size)
}

func signExtended(v uint64, size int) uint64 {
	shift := 64 - 8*size
	return uint64(int64(v<<shift) >> shift)
}

// fieldsOf returns the claims that are fields, which are in ascending order.
func fieldsOf(claims []spec.Claim) (fields []Field) {
	for _, c := range claims {
		if c.Struct != "" {
			fields = append(fields, Field{c.Struct, c.Field, c.Offset, c.Size, c.Value, c.Bytes})
		}
	}
	return fields
}

// sorted returns the fields by their places.
func sorted(fields []Field) []Field {
	fields = slices.Clone(fields)
	slices.SortStableFunc(fields, func(a, b Field) int { return a.Offset - b.Offset })
	return fields
}
