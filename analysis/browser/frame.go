package browser

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
)

// Frame is one frame as the panes show it.
type Frame struct {
	Number uint64
	Data   []byte // that were captured
	Lines  []Line // of its tree
}

// Line is one line of a tree. Those below it follow it, deeper.
type Line struct {
	Depth    int
	Text     string
	Off, Len int    // the bytes of Data that it is about; Len is 0 where it stands nowhere
	Filter   string // chooses the frames that say the same here; empty where nothing does
}

// before and behind are how many frames around one that was asked for are kept, as long
// as their lines are not more than kept. A frame shows mostLines, and says so where there
// are more: a datagram may hold thousands of messages.
const (
	before    = 50
	behind    = 200
	kept      = 1 << 15
	mostLines = 4000
)

// Frame returns a frame by its number.
func (b *Browser) Frame(number uint64) (*Frame, error) {
	if number == 0 || number > uint64(b.Len()) {
		return nil, fmt.Errorf("there is no frame %d", number)
	}
	if n := len(b.near); n == 0 || number < b.near[0].Number || number > b.near[n-1].Number {
		if err := b.approach(number); err != nil {
			return nil, err
		}
		if n := len(b.near); n == 0 || number > b.near[n-1].Number {
			return nil, fmt.Errorf("frame %d is not there any more", number)
		}
	}
	return b.near[number-b.near[0].Number], nil
}

// approach takes the frames around a number apart.
func (b *Browser) approach(number uint64) error {
	from := number - min(number-1, before)
	until := min(number+behind, uint64(b.Len()))
	b.near = nil
	lines := 0
	return b.read(new(known.State), nil, func(f *analysis.Frame) bool {
		if f.Number < from {
			return true
		}
		s := shown(f)
		if lines += len(s.Lines); lines > kept && f.Number <= number {
			b.near, lines = nil, len(s.Lines)
		}
		b.near = append(b.near, s)
		return f.Number < number || f.Number < until && lines < kept
	})
}

// shown is a frame's tree.
func shown(f *analysis.Frame) *Frame {
	s := &Frame{Number: f.Number, Data: append([]byte(nil), f.Data...)}
	f.Head(func(depth int, text []byte) { s.Lines = append(s.Lines, Line{Depth: depth, Text: string(text)}) })
	if len(s.Lines) > 0 {
		s.Lines[0].Len = len(f.Data)
	}
	nodes := f.Tree(nil)
	for i := range nodes {
		n := &nodes[i]
		if n.Kind == analysis.NodeFlag {
			continue // the field of flags names those that are set
		}
		if len(s.Lines) == mostLines {
			s.Lines = append(s.Lines, Line{Text: fmt.Sprintf("[%d more parts are not shown here: read -V has all]", len(nodes)-i)})
			break
		}
		s.Lines = append(s.Lines, Line{n.Depth, string(n.AppendText(nil, f)), n.Off, n.Len, same(n)})
	}
	return s
}

// same is the filter that chooses frames that have a node's value, where that is a number.
func same(n *analysis.Node) string {
	if n.Kind != analysis.NodeField && n.Kind != analysis.NodeDerived {
		return ""
	}
	switch fd := n.Value.Field; fd.Kind {
	case analysis.Uint, analysis.Int, analysis.Hex8, analysis.Hex16, analysis.Hex32, analysis.Hex64:
		return fd.Name + " == " + string(n.Value.Append(nil))
	}
	return ""
}
