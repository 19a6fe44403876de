package modules

import "github.com/cnwire/cnwire/spec"

// need returns how many bytes of a struct have to be there (R9). It is all of
// it, but for an arm that was smaller once: of exit the fields of the parent
// came later than the arm itself, and where the union was small there is no room
// for them. A union may be of any length, even none.
func need(t *spec.Table, s *spec.Struct) int {
	if union, _, ok := s.Union(); ok {
		return union.Offset
	}
	room, isArm := smallest(t, s)
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
func smallest(t *spec.Table, s *spec.Struct) (size int, ok bool) {
	for _, in := range t.Structs() {
		union, _, has := in.Union()
		if !has {
			continue
		}
		for _, a := range arms(t, union) {
			if a.Struct.Name == s.Name && (!ok || union.Size < size) {
				size, ok = union.Size, true
			}
		}
	}
	return size, ok
}
