package layers

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
)

// PacketType is sll_pkttype, from include/uapi/linux/if_packet.h.
type PacketType uint16

var packetTypeNames = [...]string{
	0: "PACKET_HOST",
	1: "PACKET_BROADCAST",
	2: "PACKET_MULTICAST",
	3: "PACKET_OTHERHOST",
	4: "PACKET_OUTGOING",
	6: "PACKET_USER",
	7: "PACKET_KERNEL",
}

// String returns the C name, or PacketType(5) for a value without one.
func (t PacketType) String() string { return name("PacketType", packetTypeNames[:], uint16(t)) }

// Family is a netlink protocol, from include/uapi/linux/netlink.h. The frame's
// cooked header has it, the messages do not.
type Family uint16

// FamilyConnector is NETLINK_CONNECTOR.
const FamilyConnector Family = codec.FamilyConnector

var familyNames = [...]string{
	0:  "NETLINK_ROUTE",
	1:  "NETLINK_UNUSED",
	2:  "NETLINK_USERSOCK",
	3:  "NETLINK_FIREWALL",
	4:  "NETLINK_SOCK_DIAG",
	5:  "NETLINK_NFLOG",
	6:  "NETLINK_XFRM",
	7:  "NETLINK_SELINUX",
	8:  "NETLINK_ISCSI",
	9:  "NETLINK_AUDIT",
	10: "NETLINK_FIB_LOOKUP",
	11: "NETLINK_CONNECTOR",
	12: "NETLINK_NETFILTER",
	13: "NETLINK_IP6_FW",
	14: "NETLINK_DNRTMSG",
	15: "NETLINK_KOBJECT_UEVENT",
	16: "NETLINK_GENERIC",
	18: "NETLINK_SCSITRANSPORT",
	19: "NETLINK_ECRYPTFS",
	20: "NETLINK_RDMA",
	21: "NETLINK_CRYPTO",
	22: "NETLINK_SMC",
}

// String returns the C name, or Family(17) for a value without one.
func (f Family) String() string { return name("Family", familyNames[:], uint16(f)) }

// MessageType is nlmsg_type, from include/uapi/linux/netlink.h. The values from
// 16 on belong to the families.
type MessageType uint16

var messageTypeNames = [...]string{
	1: "NLMSG_NOOP",
	2: "NLMSG_ERROR",
	3: "NLMSG_DONE",
	4: "NLMSG_OVERRUN",
}

// String returns the C name, or MessageType(16) for a value without one.
func (t MessageType) String() string { return name("MessageType", messageTypeNames[:], uint16(t)) }

func name(kind string, names []string, v uint16) string {
	if int(v) < len(names) && names[v] != "" {
		return names[v]
	}
	return kind + "(" + strconv.Itoa(int(v)) + ")"
}
