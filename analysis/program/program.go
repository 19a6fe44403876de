// Package program says whether a process ran a program of a name.
package program

import (
	"path"
	"strings"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/who"
)

// Names are names of programs, or of their files.
type Names struct {
	files, comms map[string]bool
}

// New returns Names. An empty one is none.
func New(names ...string) *Names {
	n := &Names{map[string]bool{}, map[string]bool{}}
	for _, name := range names {
		if name != "" {
			n.files[name] = true
			n.comms[name[:min(len(name), maxComm)]] = true
		}
	}
	return n
}

// maxComm is how much of a name the kernel keeps: TASK_COMM_LEN less its NUL.
const maxComm = 15

// Ran reports whether what is known of a process at its end has one of the names: as
// the file of its executable, as that of the first word of its command line, or as the
// name that the kernel keeps.
func (n *Names) Ran(p *processes.Process) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(p.Facts.Get(who.Cmdline), "-"), " ") // - is of a shell that was logged in to
	for _, file := range []string{p.Facts.Get(who.Exe), first} {
		if file != "" && (n.files[file] || n.files[path.Base(file)]) {
			return true
		}
	}
	return p.Named && n.comms[p.Comm.String()]
}
