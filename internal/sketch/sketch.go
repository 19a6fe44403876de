package sketch

import (
	"cmp"
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
	odd      []bool // which of every two goes on next
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

func (s *Sketch) put(level int, v int64) {
	if level == len(s.levels) {
		s.levels = append(s.levels, nil)
		s.odd = append(s.odd, false)
	}
	b := append(s.levels[level], v)
	if len(b) < sketchSize {
		s.levels[level] = b
		return
	}
	slices.Sort(b)
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

// Quantile returns the number below which a share q of all are: 0.5 is the
// median. 0 and 1 are exact. Without numbers it is 0.
func (s *Sketch) Quantile(q float64) int64 {
	if q <= 0 || s.Count == 0 {
		return s.Min
	}
	type weighed struct {
		v int64
		w uint64
	}
	var all []weighed
	var total uint64
	for level, b := range s.levels {
		for _, v := range b {
			all = append(all, weighed{v, 1 << level})
			total += 1 << level
		}
	}
	slices.SortFunc(all, func(a, b weighed) int { return cmp.Compare(a.v, b.v) })
	rank := uint64(math.Ceil(q * float64(total)))
	for _, w := range all {
		if rank <= w.w {
			return w.v
		}
		rank -= w.w
	}
	return s.Max
}
