package scenario

// Step is one thing that a forked child does: a system call, with no runtime of
// any language around it, so that no event is there that no step made.
type Step struct {
	Call  string
	Args  [3]int
	Text  string
	Steps []Step // of a child's child
}

// Steps, named after the system calls.
func Exit(code int) Step   { return Step{Call: "exit_group", Args: [3]int{code}} }
func Kill(signal int) Step { return Step{Call: "kill", Args: [3]int{signal}} } // itself
func SetUID(real, effective int) Step {
	return Step{Call: "setresuid", Args: [3]int{real, effective, -1}}
}
func SetGID(real, effective int) Step {
	return Step{Call: "setresgid", Args: [3]int{real, effective, -1}}
}
func SetSavedUID(saved int) Step    { return Step{Call: "setresuid", Args: [3]int{-1, -1, saved}} }
func SetSID() Step                  { return Step{Call: "setsid"} }
func SetName(name string) Step      { return Step{Call: "prctl", Text: name} }  // PR_SET_NAME
func Exec(args string) Step         { return Step{Call: "execve", Text: args} } // the rig's program in a role
func ExecMissing() Step             { return Step{Call: "execve", Text: "/nonexistent"} }
func WriteName(name string) Step    { return Step{Call: "comm", Text: name} } // to /proc/self/comm
func Sleep(milliseconds int) Step   { return Step{Call: "nanosleep", Args: [3]int{milliseconds}} }
func Wait() Step                    { return Step{Call: "wait4"} } // for one child
func DefaultSignal(signal int) Step { return Step{Call: "rt_sigaction", Args: [3]int{signal, 0}} }
func IgnoreSignal(signal int) Step  { return Step{Call: "rt_sigaction", Args: [3]int{signal, 1}} }
func CoreLimit(bytes int) Step      { return Step{Call: "prlimit64", Args: [3]int{bytes}} }
func Gate() Step                    { return Step{Call: "read"} } // until Process.Release
func Fork(steps ...Step) Step       { return Step{Call: "clone", Steps: steps} }

// Signals, whose numbers are the same on all machines that the rig has.
const (
	sigABRT = 6
	sigKILL = 9
	sigTERM = 15
	sigCHLD = 17
)
