package genealogy

import (
	"math"
	"slices"
	"sort"
)

// holeWindow is how many holes of a counter are remembered.
const holeWindow = 256

// hole is a run of numbers in a gap that have not come.
type hole struct {
	from, to uint64 // the first and the last
	gap      uint64
	filtered bool
}

// holes are the numbers that have not come. Of the oldest, when there are too
// many, only their sum is remembered.
type holes struct {
	list      []hole // in the order of their numbers
	below     uint64 // numbers from here on are in the list if they are missing
	forgotten [2]uint64
	oldest    [2]uint64 // gap that may lack something: all before it are closed, or another counter's
}

// reset forgets everything.
func (s *holes) reset() { *s = holes{list: s.list[:0]} }

// add remembers a run of numbers, above all others or below.
func (s *holes) add(h hole) {
	if len(s.list) > 0 && h.to < s.list[0].from {
		s.insert(0, h)
		return
	}
	s.insert(len(s.list), h)
}

// insert puts a hole in its place, and forgets the first if there are too many.
func (s *holes) insert(i int, h hole) {
	s.list = slices.Insert(s.list, i, h)
	if len(s.list) > holeWindow {
		first := s.list[0]
		s.list = slices.Delete(s.list, 0, 1)
		s.below = max(s.below, first.to+1)
		s.forgotten[sumOf(first.filtered)] += first.to - first.from + 1
	}
}

// sumOf returns the index of a sum.
func sumOf(filtered bool) int {
	if filtered {
		return 1
	}
	return 0
}

// fill takes a number out of its hole and returns the hole that it was. It
// reports false when the number is in none. Where holes were forgotten, nobody
// knows: as many numbers as were missing there are taken for missing, so that a
// loss is rather too small than too large.
func (s *holes) fill(number uint64) (was hole, ok bool) {
	i := sort.Search(len(s.list), func(i int) bool { return s.list[i].to >= number })
	if i == len(s.list) || s.list[i].from > number {
		return s.guess(number)
	}
	h := &s.list[i]
	was = *h
	switch {
	case h.from == h.to:
		s.list = slices.Delete(s.list, i, i+1)
	case number == h.from:
		h.from++
	case number == h.to:
		h.to--
	default:
		h.to = number - 1
		rest := was
		rest.from = number + 1
		s.insert(i+1, rest)
	}
	return was, true
}

// guess takes a number that is not in the list out of what was forgotten.
func (s *holes) guess(number uint64) (was hole, ok bool) {
	for i := range s.forgotten {
		if number < s.below && s.forgotten[i] > 0 {
			s.forgotten[i]--
			return hole{gap: math.MaxUint64, filtered: i == 1}, true
		}
	}
	return hole{}, false
}
