package spec

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// Put writes a number into a field of the struct that starts at b[0], and
// touches no other byte. A signed field takes its bits or its sign-extended
// value. A big-endian struct ignores o. It refuses unknown names, fields that
// are no numbers, a b that ends before the field does, and a v that is too large.
func (t *Table) Put(o binary.ByteOrder, b []byte, structName, field string, v uint64) error {
	s, f, err := t.room(b, structName, field)
	if err != nil {
		return err
	}
	if !f.Type.Number() {
		return fmt.Errorf("spec: %s.%s is no number but %s", structName, field, f.Type)
	}
	if shift := 64 - 8*f.Size; v<<shift>>shift != v && !(f.Type.Signed() && int64(v)<<shift>>shift == int64(v)) {
		return fmt.Errorf("spec: %#x does not fit in the %d bytes of %s.%s", v, f.Size, structName, field)
	}
	if s.BigEndian {
		o = binary.BigEndian
	}
	switch to := b[f.Offset:][:f.Size]; f.Size {
	case 1:
		to[0] = byte(v)
	case 2:
		o.PutUint16(to, uint16(v))
	case 4:
		o.PutUint32(to, uint32(v))
	case 8:
		o.PutUint64(to, v)
	}
	return nil
}

// PutBytes writes v at the start of a field and zeros the rest of it. It
// refuses numbers, unknown names, a short b, and a v longer than the field.
func (t *Table) PutBytes(b []byte, structName, field string, v []byte) error {
	_, f, err := t.room(b, structName, field)
	if err != nil {
		return err
	}
	if f.Type.Number() {
		return fmt.Errorf("spec: %s.%s is a number", structName, field)
	}
	if len(v) > f.Size {
		return fmt.Errorf("spec: %d bytes do not fit in the %d of %s.%s", len(v), f.Size, structName, field)
	}
	to := b[f.Offset:][:f.Size]
	clear(to[copy(to, v):])
	return nil
}

// room looks a field up and makes sure that b holds it.
func (t *Table) room(b []byte, structName, field string) (*Struct, *Field, error) {
	s, ok := t.Struct(structName)
	if !ok {
		return nil, nil, fmt.Errorf("spec: no struct %q", structName)
	}
	f, ok := s.Field(field)
	if !ok {
		return nil, nil, fmt.Errorf("spec: no field %q in struct %s", field, structName)
	}
	if len(b) < f.Offset+f.Size {
		return nil, nil, fmt.Errorf("spec: %s.%s ends at byte %d, have %d", structName, field, f.Offset+f.Size, len(b))
	}
	return s, f, nil
}

// New returns the bytes of a struct: the numbers of set, zero elsewhere.
func (t *Table) New(o binary.ByteOrder, structName string, set map[string]uint64) ([]byte, error) {
	s, ok := t.Struct(structName)
	if !ok {
		return nil, fmt.Errorf("spec: no struct %q", structName)
	}
	b := make([]byte, s.Size)
	// Sorted, so that of several wrong names the same one is always reported.
	for _, field := range slices.Sorted(maps.Keys(set)) {
		if err := t.Put(o, b, structName, field, set[field]); err != nil {
			return nil, err
		}
	}
	return b, nil
}
