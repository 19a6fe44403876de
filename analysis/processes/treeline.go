package processes

import (
	"bytes"
	"cmp"
	"path"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/who"
)

// appendLine appends what a tree says of a process behind its pid.
func (p *Process) appendLine(b []byte) []byte {
	b = p.appendWho(b)
	if d, ok := p.Duration(); ok {
		b = append(analysis.AppendDuration(append(b, "  "...), d, 6), " s"...)
	}
	if p.State == Ended {
		b = p.AppendExit(append(b, "  exit "...))
	} else {
		b = append(append(b, "  "...), p.State.String()...)
	}
	for _, c := range []struct {
		n    uint32
		what string
	}{{p.Execs, " exec"}, {p.Threads - 1, " more thread"}} {
		if c.n == 0 {
			continue
		}
		b = append(strconv.AppendUint(append(b, ", "...), uint64(c.n), 10), c.what...)
		if c.n > 1 {
			b = append(b, 's')
		}
	}
	if p.Orphan {
		b = append(b, ", orphan"...)
	}
	if missing := p.Partial &^ (NoEnd | NoParent); missing != 0 {
		b = append(missing.Append(append(b, "  [not seen: "...)), ']')
	}
	return b
}

// maxCommand is how many columns of a tree a command line has at most, so that what
// became of the process can be read behind it.
const maxCommand = 80

// appendWho appends who a process is: its command line, else its executable, and the
// name where those do not tell it.
func (p *Process) appendWho(b []byte) []byte {
	command := p.command()
	if command != "" {
		b = append(append(b, ' '), fit.Cut(analysis.Escape([]byte(command), 0), maxCommand)...)
	}
	switch {
	case p.Named && command == "":
		return append(analysis.AppendText(append(b, ' ', '"'), p.Comm[:]), '"')
	case p.Named && !p.isNamedAfterFile(command):
		return append(analysis.AppendText(append(b, ` ("`...), p.Comm[:]), `")`...)
	case p.NamedBeforeExec && !p.Named && command == "":
		return append(analysis.AppendText(append(b, ` (no longer "`...), p.CommBeforeExec[:]), `")`...)
	}
	return b
}

// command is its command line, else its executable, or "".
func (p *Process) command() string {
	return cmp.Or(p.Facts.Get(who.Cmdline), p.Facts.Get(who.Exe))
}

// isNamedAfterFile reports whether the name is what an exec gives: that of the file,
// as far as it has room.
func (p *Process) isNamedAfterFile(command string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(command, "-"), " ") // a shell that was logged in to
	for _, file := range []string{first, p.Facts.Get(who.Exe)} {
		name := path.Base(file)
		if bytes.Equal(p.Comm.Name(), []byte(name[:min(len(name), len(p.Comm)-1)])) {
			return true
		}
	}
	return false
}
