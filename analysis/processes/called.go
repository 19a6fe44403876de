package processes

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
)

// Called is what a process is called, so that no terminal obeys it: its command line,
// else its executable, else its name, that which an exec took from it too; or "".
func (p *Process) Called() string {
	if command := p.command(); command != "" {
		return string(analysis.Escape([]byte(command), 0))
	}
	switch {
	case p.Named:
		return string(analysis.AppendText(nil, p.Comm[:]))
	case p.NamedBeforeExec:
		return fmt.Sprintf("(no longer %s)", analysis.AppendText(nil, p.CommBeforeExec[:]))
	}
	return ""
}
