package vectors

// Exchange is what a kernel does, step by step, with what sockets do.
type Exchange struct {
	Kernel  string   `json:"kernel" doc:"The release."`
	Sockets []Socket `json:"sockets" doc:"The sockets, open from the start."`
	Steps   []Step   `json:"steps" doc:"What happens, one after the other."`
}

// Socket is a NETLINK_CONNECTOR socket and who has it: what no capture shows.
type Socket struct {
	Name   string `json:"name" doc:"What the steps call it." pattern:"^[a-z]+$"`
	Port   uint32 `json:"port" doc:"Its port id once it is bound, and the process id of its owner."`
	Admin  bool   `json:"admin,omitempty" doc:"The owner has CAP_NET_ADMIN." const:"true"`
	UserNS bool   `json:"other_user_ns,omitempty" doc:"The owner is in another user namespace than the initial one." const:"true"`
	PIDNS  bool   `json:"other_pid_ns,omitempty" doc:"The owner is in another pid namespace." const:"true"`
	NetNS  bool   `json:"other_net_ns,omitempty" doc:"The owner is in another network namespace." const:"true"`
	Room   int    `json:"room,omitempty" doc:"How many datagrams its receive buffer holds. Without it, all." min:"1"`
}

// Step is one thing that happens, and what comes of it.
type Step struct {
	Do        string   `json:"do" doc:"bind a mask of groups; join or leave a group; send; recv one datagram; close; or, of the kernel: register or delete a callback, event." enum:"bind,join,leave,send,recv,close,register,delete,event"`
	Socket    string   `json:"socket,omitempty" doc:"Who does it, if no kernel."`
	Group     uint32   `json:"group,omitempty" doc:"Join, leave: the group. Bind, send: the mask nl_groups."`
	Port      uint32   `json:"port,omitempty" doc:"Send: the port it is sent to; without it, the kernel's."`
	Hex       string   `json:"hex,omitempty" doc:"Send: the bytes. Event: the proc_event without its time and CPU, which are 0." pattern:"^([0-9a-f]{2})+$"`
	Idx       uint32   `json:"idx,omitempty" doc:"Register, delete: the id."`
	Val       uint32   `json:"val,omitempty" doc:"Register, delete: the id."`
	Error     string   `json:"error,omitempty" doc:"The error that the caller gets." pattern:"^E[A-Z0-9]+$"`
	Queued    []Queued `json:"queued,omitempty" doc:"What is put into sockets' queues because of it, in that order."`
	Listeners *int     `json:"listeners,omitempty" doc:"The kernel's counter of listeners afterwards."`
}

// Queued is a datagram and the sockets that it is queued at.
type Queued struct {
	Hex  string   `json:"hex" doc:"The bytes. An x stands for any digit: a time, a number that the capture's machine had reached." pattern:"^([0-9a-fx]{2})+$"`
	To   []string `json:"to,omitempty" doc:"The sockets that have it now."`
	Lost []string `json:"lost,omitempty" doc:"Sockets of the group that had no room."`
	Not  []string `json:"filtered,omitempty" doc:"Sockets of the group whose filter does not want it."`
}
