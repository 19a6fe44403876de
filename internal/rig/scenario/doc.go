// Package scenario has what the rig does on a kernel, and what must then be in
// the captures. A scenario is a file: what it does, in terms of a World, and
// what it asserts of a Trace. The doing runs on Linux alone (package world); the
// asserting runs anywhere, over what a kernel has just sent and over the
// captures of testdata/corpus.
//
// No assertion knows a pid or a time beforehand: a second run on another day
// shows the same structure with other numbers.
package scenario

// Scenario is one story with one set of captures.
type Scenario struct {
	Name    string
	Does    string                 // for the manifest: what is done on the machine
	Proves  []string               // for the manifest: what the captures show
	On      func(Kernel) bool      // where it can run; nil is everywhere
	Modules []string               // of the kernel, that are loaded before
	Loads   []string               // modules that it loads itself; without them it cannot run
	Run     func(World)            // what happens
	Parts   map[string]func(World) // what happens in processes of their own: World.Part
	Check   func(*Trace, *Verdict)
	Apart   bool // its files are none of the corpus's: they are not of its formats
	Racing  bool // threads of the kernel's answer at once: Trace.Racing
	Drawn   bool // another each time, for -heldout alone
}

// All returns the scenarios, in the order in which they run: subscribe comes
// first, when the kernel's counters are young.
func All() []Scenario {
	return []Scenario{
		subscribe(), events(), comm(), exec(), coredump(), ptrace(), threads(), orphans(),
		pidns(), namespaces(), pidreuse(), listeners(), loss(), filters(), unprivileged(), wrong(),
		datagrams(), wrap(), groups(), mixed(), w1(), w1bus(), w1race(), dmlog(), uvesafb(), cntest(), record(),
	}
}

// Drawn returns the scenarios that no corpus has.
func Drawn() []Scenario { return []Scenario{drawn(), drawnBus(), drawnFB()} }

// Find returns the scenario of a name.
func Find(name string) (Scenario, bool) {
	for _, s := range append(All(), Drawn()...) {
		if s.Name == name {
			return s, true
		}
	}
	return Scenario{}, false
}

// RunsOn reports whether the scenario can run on a kernel.
func (s Scenario) RunsOn(k Kernel) bool { return s.On == nil || s.On(k) }
