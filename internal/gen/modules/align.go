package modules

import "github.com/cnwire/cnwire/spec"

// packed reports whether a C compiler would lay a struct out in another way than the table, with gaps, unless it is told not to.
func packed(t *spec.Table, s *spec.Struct) bool {
	for _, f := range s.Fields {
		if f.Offset%alignment(t, &f) != 0 {
			return true
		}
	}
	return s.Size%structAlignment(t, s) != 0
}

// alignment returns of what number the offset of a field is a multiple in C. A union is as its arms.
func alignment(t *spec.Table, f *spec.Field) int {
	n := 1
	switch {
	case f.Type == spec.Union:
		for _, a := range arms(t, f) {
			if a.Struct.Size <= f.Size {
				n = max(n, structAlignment(t, a.Struct))
			}
		}
	case f.Type.Number():
		n = f.Size
	}
	return n
}

func structAlignment(t *spec.Table, s *spec.Struct) int {
	n := 1
	for _, f := range s.Fields {
		n = max(n, alignment(t, &f))
	}
	return n
}
