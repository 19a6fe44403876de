package genealogy

import "sort"

// slack is how far the timestamps of one machine may be out of order, in
// nanoseconds: a timestamp is taken before its number, and its task may have to
// wait in between (R28).
const slack = 1e9

// marks is how many numbers a history keeps the time of.
const marks = 256

// history knows when some of the numbers of a counter were used: all of them at
// first, then every second one, every fourth and so on. So it can tell a late
// copy of a message from one of another machine, whose number is as small.
type history struct {
	step uint64 // a power of two: numbers that it divides are kept
	kept []mark // in the order of their numbers
}

// mark is a number and the timestamp that it came with.
type mark struct{ number, stamp uint64 }

// note adds a number that is larger than all before it.
func (s *history) note(number, stamp uint64) {
	if number&(s.step-1) != 0 {
		return
	}
	if len(s.kept) == marks {
		s.step *= 2
		rest := s.kept[:0]
		for _, m := range s.kept {
			if m.number&(s.step-1) == 0 {
				rest = append(rest, m)
			}
		}
		s.kept = rest
		s.note(number, stamp)
		return
	}
	s.kept = append(s.kept, mark{number, stamp})
}

// reset forgets everything.
func (s *history) reset() { s.step, s.kept = 1, s.kept[:0] }

// fits reports whether the counter may have had the number at that time.
func (s *history) fits(number, stamp uint64) bool {
	i := sort.Search(len(s.kept), func(i int) bool { return s.kept[i].number >= number })
	if i < len(s.kept) && s.kept[i].number == number {
		return s.kept[i].stamp == stamp
	}
	return (i == 0 || stamp+slack >= s.kept[i-1].stamp) && (i == len(s.kept) || stamp <= s.kept[i].stamp+slack)
}
