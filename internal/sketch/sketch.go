package sketch

import (
	"math"
	"slices"
)

// Sketch keeps what is needed to tell quantiles of many numbers in little
// memory. Up to sketchSize numbers they are exact; of n numbers a rank is wrong
// by at most n·log2(n/sketchSize)/sketchSize, which is 0.2 % of a million.
//
// A full buffer is sorted, and every other number of it goes on to the next
// level, where each stands for twice as many: Munro and Paterson, "Selection
// and sorting with limited storage", 1980. Unlike a histogram it does not mind
// that the zero of the scale is known only at the end.
type Sketch struct {
	Count    uint64
	Min, Max int64 // of the numbers, where there are any
	levels   [][]int64
	odd      []bool  // which of every two goes on next
	room     []int64 // of sorting
}

const sketchSize = 4096

// Add takes a number.
func (s *Sketch) Add(v int64) {
	if s.Count == 0 {
		s.Min, s.Max = v, v
	}
	s.Count++
	s.Min, s.Max = min(s.Min, v), max(s.Max, v)
	if s.levels == nil {
		s.level(0)
	}
	s.levels[0] = append(s.levels[0], v)
	if len(s.levels[0]) == sketchSize {
		s.fold(0)
	}
}

// level makes a level.
func (s *Sketch) level(n int) {
	if n == len(s.levels) {
		s.levels, s.odd = append(s.levels, nil), append(s.odd, false)
	}
}

// fold hands every other number of a full level on, in order: so all levels but the first
// hold one run of half their size, or nothing, and to two runs at a time there is little
// to sort.
func (s *Sketch) fold(n int) {
	b := s.levels[n]
	if n == 0 {
		s.room = sortNear(b, s.room)
	} else {
		s.room = append(s.room[:0], b[:sketchSize/2]...)
		merge(b, s.room, b[sketchSize/2:])
	}
	s.level(n + 1)
	next := slices.Grow(s.levels[n+1], sketchSize/2)
	i := 0
	if s.odd[n] {
		i = 1
	}
	for ; i < len(b); i += 2 {
		next = append(next, b[i])
	}
	s.odd[n] = !s.odd[n]
	s.levels[n], s.levels[n+1] = b[:0], next
	if len(next) == sketchSize {
		s.fold(n + 1)
	}
}

// Quantile returns the number below which a share q of all are: 0.5 is the
// median. 0 and 1 are exact. Without numbers it is 0.
func (s *Sketch) Quantile(q float64) int64 {
	switch {
	case q <= 0 || s.Count == 0:
		return s.Min
	case q >= 1: // every other time the largest of a level does not go on
		return s.Max
	}
	slices.Sort(s.levels[0]) // the others are in order: a run of half a level, or nothing
	left := slices.Clone(s.levels)
	rank := uint64(math.Ceil(q * float64(s.Count)))
	for {
		least := -1
		for level, b := range left {
			if len(b) > 0 && (least < 0 || b[0] < left[least][0]) {
				least = level
			}
		}
		weight := uint64(1) << least
		if rank <= weight {
			return left[least][0]
		}
		rank -= weight
		left[least] = left[least][1:]
	}
}
