package scenario

// Plan is what the rig tells the guest: /rig.json in its initial file system.
type Plan struct {
	Kernel    Kernel
	Modules   []string // to load at the beginning, in order
	Tap       bool     // record/tap looks on, and must be there
	Forks     int      // of a storm that it looks at
	Scenarios []Act
}

// Act is one scenario of a plan.
type Act struct {
	Name    string
	Modules []string // to load before it, in order, where they are not loaded yet
}

// Where the guest has things.
const (
	PlanFile     = "/rig.json"
	ModuleFolder = "/modules"
	Tcpdump      = "/usr/bin/tcpdump"
	TapTest      = "/tap.test"
)

// What the guest says on its console, at the start of a line.
const (
	SayWaiting = "rig: waiting for the tap"
	SayDone    = "rig: done"
	SayFailed  = "rig: failed: "
)
