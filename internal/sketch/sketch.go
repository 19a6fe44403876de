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
	s.put(0, v)
}

// put adds a number to a level: to the first one as they come, to the others in two
// runs that are each in order.
func (s *Sketch) put(level int, v int64) {
	if level == len(s.levels) {
		s.levels = append(s.levels, nil)
		s.odd = append(s.odd, false)
	}
	b := append(s.levels[level], v)
	s.levels[level] = b
	if len(b) < sketchSize {
		return
	}
	s.room = inOrder(level, b, s.room)
	s.levels[level] = b[:0]
	i := 0
	if s.odd[level] {
		i = 1
	}
	s.odd[level] = !s.odd[level]
	for ; i < len(b); i += 2 {
		s.put(level+1, b[i])
	}
}

// inOrder sorts a full level; room is used again.
func inOrder(level int, b, room []int64) []int64 {
	if level == 0 {
		return sortNear(b, room)
	}
	room = append(room[:0], b[:sketchSize/2]...)
	merge(b, room, b[sketchSize/2:])
	return room
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
