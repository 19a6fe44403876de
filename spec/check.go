package spec

import (
	"math/bits"
	"strings"
)

// checkField refuses a row of fields.csv that is wrong by itself or after the rows before it.
func (l *loader) checkField(r row, f Field) error {
	i, ok := l.t.byName[f.Struct]
	if !ok {
		return r.errorf("field of unknown struct %q", f.Struct)
	}
	s := &l.t.structs[i]
	if f.Name == "" {
		return r.errorf("field without a name")
	}
	for _, other := range l.fieldRows[:len(l.fieldRows)-1] {
		if other.f.Struct == f.Struct && other.f.Name == f.Name {
			return r.errorf("field %s.%s appears twice, first in line %d", f.Struct, f.Name, other.row.line)
		}
	}
	if !f.Type.known() {
		return r.errorf("unknown type %q", f.Type)
	}
	if n := f.Type.Size(); n != 0 && n != f.Size || f.Size == 0 {
		return r.errorf("size %d does not suit type %s", f.Size, f.Type)
	}
	if f.Type == Pad && f.Filter != "" {
		return r.errorf("%s.%s is a gap, which no filter asks for", f.Struct, f.Name)
	}
	at := 0
	if len(s.Fields) > 0 {
		last := s.Fields[len(s.Fields)-1]
		at = last.Offset + last.Size
	}
	switch {
	case f.Offset < at:
		return r.errorf("%s.%s at %d overlaps the field before it, which ends at %d", f.Struct, f.Name, f.Offset, at)
	case f.Offset > at:
		return r.errorf("gap before %s.%s: bytes %d to %d are not named pad", f.Struct, f.Name, at, f.Offset)
	}
	if err := f.checkAnonymize(r); err != nil {
		return err
	}
	since, err := r.since()
	if err != nil {
		return err
	}
	// The struct's own row has been read, so it parses.
	if parent, _ := ParseSince(s.Since); f.Since != "" && since.Present.Compare(parent.Present) < 0 {
		return r.errorf("%s.%s since %s, but its struct since %s", f.Struct, f.Name, f.Since, s.Since)
	}
	return l.place(r, s, f)
}

// place appends f to its struct, a nested struct field by field.
func (l *loader) place(r row, s *Struct, f Field) error {
	name, isNested := strings.CutPrefix(string(f.Type), nested)
	if !isNested {
		s.Fields = append(s.Fields, f)
		return nil
	}
	i, ok := l.t.byName[name]
	if !ok || i >= l.t.byName[f.Struct] {
		return r.errorf("nested struct %q is not declared before %s", name, f.Struct)
	}
	in := &l.t.structs[i]
	if in.Size != f.Size || in.BigEndian != s.BigEndian {
		return r.errorf("nested struct %s does not suit %s.%s in size or order", name, f.Struct, f.Name)
	}
	if len(in.Fields) == 0 {
		return r.errorf("nested struct %s has no fields before this line", name)
	}
	for _, g := range in.Fields {
		g.Struct, g.Offset = f.Struct, g.Offset+f.Offset
		g.Name, g.C = f.Name+"."+g.Name, f.C+"."+g.C
		s.Fields = append(s.Fields, g)
	}
	return nil
}

// checkValue refuses a row of values.csv that is wrong by itself or after the rows before it.
func (l *loader) checkValue(r row, v Value) error {
	if v.Set == "" || v.Name == "" {
		return r.errorf("value without a set or a name")
	}
	for _, other := range l.t.sets[v.Set] {
		if other.Name == v.Name {
			return r.errorf("%s appears twice in %s", v.Name, v.Set)
		}
		// A second name for a number is easily a slip of the pen, so it has to be meant.
		if other.Value == v.Value && v.Doc != "Same as "+other.Name+"." {
			return r.errorf("%s has the number of %s, but its doc is not \"Same as %s.\"", v.Name, other.Name, other.Name)
		}
	}
	if strings.HasSuffix(v.Set, "_bits") && bits.OnesCount64(v.Value) != 1 {
		return r.errorf("%s is %#x, but the values of %s are single bits", v.Name, v.Value, v.Set)
	}
	if v.Arm != "" {
		if _, ok := l.t.byName[v.Arm]; !ok {
			return r.errorf("unknown arm %q", v.Arm)
		}
	}
	_, err := r.since()
	return err
}

// check looks at what only the whole table shows: sums, and fields against sets.
func (l *loader) check() error {
	for i, s := range l.t.structs {
		sum := 0
		for _, f := range s.Fields {
			sum += f.Size
		}
		if sum != s.Size {
			return l.structRows[i].errorf("the fields of %s sum to %d bytes, its size is %d", s.Name, sum, s.Size)
		}
	}
	for _, fr := range l.fieldRows {
		if err := l.checkSet(fr.row, fr.f); err != nil {
			return err
		}
	}
	return nil
}

// checkAnonymize wants a judgement of every field: one that nobody made would
// give something away.
func (f *Field) checkAnonymize(r row) error {
	whole := f.Type == Union || strings.HasPrefix(string(f.Type), nested)
	switch f.Anonymize {
	case "keep", "pid", "uid", "name", "erase":
		if !whole {
			return nil
		}
	case "named":
		if f.Type.Number() && f.Values != "" {
			return nil
		}
	case "":
		if whole {
			return nil
		}
	}
	return r.errorf("anonymize %q: keep, pid, uid, name or erase, named where a set has names, and nothing for what has fields of its own", f.Anonymize)
}

// checkUnion wants beside a union the number that selects its arm.
func (l *loader) checkUnion(r row, f Field) error {
	s := &l.t.structs[l.t.byName[f.Struct]]
	if _, _, ok := s.Union(); !ok {
		return r.errorf("no number of %s selects the arm of %s by the set %s", f.Struct, f.Name, f.Values)
	}
	return nil
}

func (l *loader) checkSet(r row, f Field) error {
	if f.Values == "" {
		return nil
	}
	set := l.t.sets[f.Values]
	if len(set) == 0 {
		return r.errorf("unknown value set %q", f.Values)
	}
	if f.Type == Union {
		return l.checkUnion(r, f)
	}
	if !f.Type.Number() {
		return r.errorf("type %s cannot have values", f.Type)
	}
	if strings.HasSuffix(f.Values, "_bits") && !f.Type.Hex() {
		return r.errorf("the bits of %s need a type that is shown in hexadecimal, not %s", f.Values, f.Type)
	}
	for _, v := range set {
		if bits.Len64(v.Value) > 8*f.Size {
			return r.errorf("%s of %s does not fit in %d bytes", v.Name, f.Values, f.Size)
		}
	}
	return nil
}
