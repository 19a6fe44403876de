package spec

// Need returns how many bytes of a struct have to be there (R9). It is all of
// it, but for an arm that was smaller once: of exit the fields of the parent
// came later than the arm itself, and where the union was small there is no room
// for them. A union may be of any length, even none.
func (t *Table) Need(s *Struct) int {
	if union, _, ok := s.Union(); ok {
		return union.Offset
	}
	room, isArm := t.smallest(s)
	if !isArm || s.Size <= room {
		return s.Size
	}
	first := 0
	for _, f := range s.Fields {
		if f.Since != "" && f.Since != s.Since {
			break // and all that stands behind
		}
		first = f.Offset + f.Size
	}
	return max(first, room)
}

// smallest returns the size of the smallest union that can hold a struct.
func (t *Table) smallest(s *Struct) (size int, ok bool) {
	for i := range t.structs {
		union, _, has := t.structs[i].Union()
		if !has || ok && union.Size >= size {
			continue
		}
		for _, v := range t.sets[union.Values] {
			if v.Arm == s.Name {
				size, ok = union.Size, true
			}
		}
	}
	return size, ok
}
