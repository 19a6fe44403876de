package parallel

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
)

// Single prints frames on one processor, one after the other, as output.Printer has it.
// Its errors are those of its writer.
type Single interface {
	Frame(*analysis.Frame) error
	End() error
}

// Columns is how many columns a State has room for.
const Columns = 8

// State is what a Single keeps of a frame that shows in what it writes of the next ones.
// One that has some embeds it.
type State struct {
	Begun bool         // there is something before
	Hosts bool         // it has the column that tells hosts apart
	Wide  [Columns]int // what each column needed so far
}

// Kept is what is kept.
func (s *State) Kept() *State { return s }

// kept returns what a Single keeps, nil for nothing.
func kept(s Single) *State {
	if k, ok := s.(interface{ Kept() *State }); ok {
		return k.Kept()
	}
	return nil
}

// Make makes a Single that writes to w. What it writes at once stands at the beginning
// of the output.
type Make func(w *bufio.Writer) (Single, error)
