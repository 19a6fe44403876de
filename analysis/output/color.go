package output

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/codec"
)

// The colours of lines, as SGR sequences: quiet ones, since most lines are
// events and nothing is wrong with them.
const (
	colourReset   = rows.ColourReset
	colourProblem = "\x1b[1;31m" // malformed, or cut
	colourRequest = "\x1b[33m"
	colourBirth   = "\x1b[32m"
	colourDeath   = "\x1b[31m" // by a signal or with a code
	colourOther   = "\x1b[2m"  // not the connector's
)

// The colours of a list whose rows are good or bad.
const (
	ColourError   = colourProblem
	ColourWarning = colourRequest
	ColourQuiet   = colourOther
)

// colourOf returns the colour of what the frame says, or nothing.
func colourOf(f *analysis.Frame) string {
	switch {
	case f.Err.Err != nil || f.Truncated():
		return colourProblem
	case !f.IsConnector():
		return colourOther
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		switch e := m.Event().(type) {
		case *codec.Fork, *codec.Exec:
			return colourBirth
		case *codec.Exit:
			if e.ExitCode != 0 {
				return colourDeath
			}
		case nil:
			if m.Holds().IsProcRequest() {
				return colourRequest
			}
		}
	}
	return ""
}
