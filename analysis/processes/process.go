package processes

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// State is how far the life of a process was seen.
type State uint8

const (
	Running State = iota // no end was seen
	Ended                // its end was seen
	Gone                 // its end was not seen, but its pid was given to another
)

// String returns "running", "ended" or "gone".
func (s State) String() string {
	switch s {
	case Ended:
		return "ended"
	case Gone:
		return "gone"
	}
	return "running"
}

// IDs are a real and an effective id, of users or of groups.
type IDs struct {
	Real, Effective uint32
	Known           bool
}

// Process is one life of a pid.
type Process struct {
	Number uint64 // in the order of first appearance, from 1
	Key    uint64 // its own; those of parents that are not listed are not Numbers
	Parent uint64 // Key of its parent, or 0

	Host        string // the name of its host; "" where nobody asked for hosts
	PID         int32  // the process: the kernel's tgid
	PPID        int32  // of its first parent that is known; may be 0, the kernel itself
	ParentKnown bool
	Adopter     int32           // of the last parent, where that is another; else 0
	ParentIs    analysis.Person // what is known of its first parent, when it ended or was told

	First, Last Moment // its first and last event; where it runs on, the last event of all
	Start       Moment // its FORK
	End         Moment // the EXIT of its last thread
	FirstExec   Moment // its first EXEC

	State  State
	Code   uint32 // where State is Ended: a wait status, as codec.Exit has it
	Dumped bool   // a signal that dumps core hit it; Code tells whether there is one
	Orphan bool   // it outlived its parent, or another adopted it
	Comm   codec.CommName
	Named  bool // Comm is what the last COMM of its leader said, with no EXEC behind
	// The kernel sets comm at EXEC and sends no COMM: the last name that became
	// stale so.
	CommBeforeExec  codec.CommName
	NamedBeforeExec bool
	Facts           *who.Facts // what comments said of it, at its end; nil for nothing

	Execs    uint32 // EXEC events
	Threads  uint32 // all that it ever had, its leader included
	Children uint32 // FORK events that name it as parent of a process
	UID, GID IDs    // by the last UID and GID events
	Session  bool   // it started a session of its own
	Tracer   int32  // process that attached to it last; 0 for none
	Traced   bool   // that tracer did not detach
	Partial  Partial
	Chosen   bool // it has an event, or a copy of one, in a frame that came by Table.Add
}

// Failed reports whether it ended with a code that is not 0, or by a signal.
func (p *Process) Failed() bool { return p.State == Ended && p.Code != 0 }

// Duration returns how long it lived, or false where start or end is missing.
func (p *Process) Duration() (time.Duration, bool) { return p.End.Since(p.Start) }

// ForkToExec returns how long it lived before its first EXEC, and ExecToExit how long
// from there on; false where one of the two was not seen.
func (p *Process) ForkToExec() (time.Duration, bool) { return p.FirstExec.Since(p.Start) }
func (p *Process) ExecToExit() (time.Duration, bool) { return p.End.Since(p.FirstExec) }

// AtLeast returns how long it lived, as far as that was seen.
func (p *Process) AtLeast() time.Duration {
	from := p.Start
	if !from.Seen() {
		from = p.First
	}
	d, _ := p.until().Since(from)
	return d
}

// until returns when it is last known to have lived.
func (p *Process) until() Moment {
	if p.End.Seen() {
		return p.End
	}
	return p.Last
}

// KernelThread reports whether it is a child of kthreadd, which has pid 2.
func (p *Process) KernelThread() bool { return p.ParentKnown && p.PPID == kthreadd }

// kthreadd is the pid of the parent of all kernel threads since 2.6.22
// (init/main.c:rest_init).
const kthreadd = 2

// Status, Signal and Core are what Code says of a process that ended, as
// codec.Exit has them.
func (p *Process) Status() uint32 { return (&codec.Exit{ExitCode: p.Code}).Status() }
func (p *Process) Signal() uint32 { return (&codec.Exit{ExitCode: p.Code}).Signal() }
func (p *Process) Core() bool     { return (&codec.Exit{ExitCode: p.Code}).Core() }

// AppendComm appends its name, or a dash where it is not known.
func (p *Process) AppendComm(dst []byte) []byte {
	if !p.Named {
		return append(dst, '-')
	}
	return analysis.AppendText(dst, p.Comm[:])
}
