package model

import "github.com/cnwire/cnwire/spec"

// Profile is what the kernels of one generation do. The bounds are in bytes and
// inclusive.
type Profile struct {
	Since spec.Version // the first release that does so

	// What is taken from user space (R35).
	MinLen   uint32 // least nlmsg_len
	MaxLen   uint32 // largest nlmsg_len
	CheckLen bool   // cn_msg.len may not go beyond nlmsg_len

	// What is sent (R37, R38).
	CountPad   bool // nlmsg_len counts the padding, which is old memory
	Stale      bool // cn_msg.flags of events and what is behind an arm are old memory
	Unheard    bool // a multicast without a listener is ESRCH
	Unicast    bool // the kernel can send to a port
	Multiple   bool // the kernel can send several cn_msgs in one nlmsghdr
	Credential bool // callbacks are told who sent the message

	// Who may do what (R40, R41).
	PortAdmin   bool // sending to another port takes CAP_NET_ADMIN
	OddGroups   bool // groups with an odd number are open to everybody
	RefuseEmpty bool // sending no bytes is ENODATA

	// What a netlink tap sees, on a kernel whose tap takes family 11 (R39).
	Tap         bool // what user sockets are sent
	TapRequests bool // what the kernel is sent

	Notifier bool // id 0xffffffff:0xffffffff is there (R47)

	// Process events (R42 to R46).
	Proc       bool // id 1:1 is there
	Timespec   bool // the timestamp is a struct timespec
	Union      int  // size of event_data
	Namespaces Check
	Admin      bool // LISTEN and IGNORE take CAP_NET_ADMIN
	Filters    bool // requests are of 4 or 8 bytes, and each socket has a state
	CountAck   bool // answers take a number of the CPU's counter
}

// Check says where a test stands among others.
type Check uint8

const (
	CheckNever  Check = iota
	CheckSecond       // after the length
	CheckFirst        // before everything else
)

// Profiles returns all generations, the oldest first. Each differs from the one
// before it in at least one field beside Since.
func Profiles() []Profile {
	var all []Profile
	var p Profile
	for _, c := range history() {
		since, err := spec.ParseSince(c.since)
		if err != nil {
			panic(err) // the list is ours, and a test reads all of it
		}
		if n := len(all); n == 0 || since.Present != p.Since {
			p.Since = since.Present
			all = append(all, p)
		}
		c.change(&p)
		all[len(all)-1] = p
	}
	return all
}

// ProfileOf returns the generation of a release, and false for one without a
// connector. Where only a range of releases is known for a change, those inside
// the range count as unchanged.
func ProfileOf(v spec.Version) (Profile, bool) {
	all := Profiles()
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Since.Compare(v) <= 0 {
			return all[i], true
		}
	}
	return Profile{}, false
}
