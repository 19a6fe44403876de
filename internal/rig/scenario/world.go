package scenario

// World is the machine as a scenario acts on it. No method returns an error:
// what goes wrong ends the scenario. All that the assertions need is logged.
type World interface {
	Kernel() Kernel

	// Open makes a connector socket. What it receives becomes NAME.pcap.
	Open(name string, o Options) Socket

	// Record has package record write NAME.pcapng, and look processes up if names
	// is set; the function it returns ends that. How many messages came and were
	// lost are facts then: NAME.received, NAME.lost.
	Record(name string, names bool) (stop func())

	// Settle reads the sockets until nothing more comes.
	Settle()

	// Child forks a process that takes the steps, and waits until it is gone.
	// Its pid is the fact label.
	Child(label string, steps ...Step) (pid int)

	// Start is Child without the waiting.
	Start(label string, steps ...Step) Process

	// Tool runs the rig's own program in a role, waits for it, and makes facts
	// of what it says.
	Tool(role string, args ...string)

	// Part runs another part of the scenario in a process of its own.
	Part(name string, as As)

	// Trace attaches to a process and detaches again, twice: by ATTACH and by SEIZE.
	Trace(p Process)

	// Netlink sends a request of another family and reads what comes, until
	// NLMSG_DONE or NLMSG_ERROR.
	Netlink(family int, request []byte)

	// Meanwhile runs f in a thread of its own; the function it returns waits for it.
	Meanwhile(f func()) (wait func())

	// Load loads a kernel module, Unload removes it. The errno is a fact.
	Load(module, parameters string)
	Unload(module string)

	// Device makes a mirrored device whose log is in user space, and removes it.
	Device(name string)

	// Write writes to a file of /proc or /sys.
	Write(file, text string)

	// Fact logs what the assertions need to know.
	Fact(name string, number int64)
}

// Options are of a socket.
type Options struct {
	RcvBuf int // bytes as setsockopt takes them, halved; 0 is as much as there can be
}

// As says who runs a part.
type As struct {
	UID   int    // 0 keeps root and all capabilities; another uid has none
	NewNS string // "", pid, user, net
}

// Socket is a connector socket.
type Socket interface {
	Port() uint32
	Join(group int) (errno int)
	Bind(mask uint32) (errno int)
	Leave(group int)

	// Send sends to the kernel, SendTo to a port and groups. Errors are logged.
	Send(b []byte)
	SendTo(port, groups uint32, b []byte)

	// Hold keeps Settle from reading the socket, Release lets it again.
	Hold()
	Release()

	// Next waits for one datagram and returns it, or nil after some seconds.
	Next() []byte

	// Soon does not wait for long.
	Soon() []byte

	// Close leaves all groups, reads what is left and closes the socket. A
	// listener must have sent IGNORE before: the kernel's counter of listeners
	// does not go down by itself.
	Close()
}

// Process is a child that was started.
type Process interface {
	PID() int
	Release()        // lets it go on past the step Gate
	Wait()           // until it is gone
	Kill(signal int) // and waits
}
