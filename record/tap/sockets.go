package tap

// Socket is a connector socket as the kernel has it.
type Socket struct {
	Port  uint32
	Group uint64 // multicast groups, group g as bit g-1

	// Op and Mask are what it asked of process events last (SPEC.md R11), if Asked.
	Asked    bool
	Op, Mask uint32
}

// Sockets is what the kernel has of those who listen.
type Sockets struct {
	List []Socket // those in this network namespace
	Kept bool     // what they asked for is known: the kernel keeps it from 6.6 on

	// Count is the counter of listeners (SPEC.md R43), if Counted: kernels without
	// CONFIG_KALLSYMS_ALL do not say where it is.
	Counted bool
	Count   int32
}
