package filter

import (
	"slices"
	"sort"
)

// few is how many values are compared with each of many others: beyond it, what
// they are compared with is sorted first.
const few = 4

// sorted sorts values, so that related needs no look at each.
func sorted(t *typ, list []value) {
	if len(list) > few {
		slices.SortFunc(list, func(a, b value) int { return rank(t, &a, &b) })
	}
}

// related reports whether v has a relation to one of some values. Of sorted ones
// it is the least or the most that has, if any; or one that is found.
func (r *run) related(t *typ, v *value, list []value, of relation, sorted bool) bool {
	if sorted && len(list) > few {
		if of == equal {
			_, ok := sort.Find(len(list), func(i int) int {
				r.steps++
				return rank(t, v, &list[i])
			})
			return ok
		}
		if t.isNumber() && !v.signed { // which has no order with a negative one
			list = list[sort.Search(len(list), func(i int) bool { return !list[i].negative() }):]
		}
		if n := len(list); n > 2 {
			return r.related(t, v, list[:1], of, false) || r.related(t, v, list[n-1:], of, false)
		}
	}
	for i := range list {
		r.steps++
		if sign, ok := order(t, v, &list[i]); ok && of[sign+1] {
			return true
		}
	}
	return false
}
