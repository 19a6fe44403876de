package tap

import (
	"errors"
	"fmt"

	"github.com/cilium/ebpf/btf"
)

// The functions whose runs are seen, of drivers/connector/connector.c.
const (
	receives = "cn_rx_skb"            // (struct sk_buff *skb)
	sends    = "cn_netlink_send_mult" // (struct cn_msg *msg, u16 len, u32 portid, u32 group, gfp_t, …)
)

// taps are the functions of net/netlink/af_netlink.c that nlmon gets its frames from, of
// which a kernel has one: compilers make one of two. The first runs only while some nlmon
// device is up, and its first argument is the struct sk_buff; of the other it is the second.
var taps = [...]string{"__netlink_deliver_tap", "netlink_deliver_tap"}

// layout is where things stand in this kernel's memory: offsets in bytes.
type layout struct {
	skbLen, skbData uint32
	portid, group   uint32 // of netlink_skb_parms, which is skb->cb
	arguments       int    // of cn_netlink_send_mult: 5, from 6.6 on 7

	namespaces bool   // the following are known
	threadPid  uint32 // of task_struct
	level      uint32 // of struct pid
	numbers    uint32 // of struct pid: its first struct upid
	upidSize   uint32
	upidNS     uint32
	inum       uint32 // of pid_namespace

	receivers bool   // the following are known
	skbSock   uint32 // of sk_buff: the socket that receives it
	protocol  uint32 // of that: u16
	net       uint32 // of that: a pointer
	netInum   uint32 // of what that points to
	port      uint32 // of that socket
	handler   uint32 // of it: the function of a kernel's; 0 is not known
}

// read takes the layout from what the kernel says of its types.
func read(types *btf.Spec) (l layout, err error) {
	var received, sent *btf.Func
	err = errors.Join(function(types, receives, &received), function(types, sends, &sent))
	if err != nil {
		return l, err
	}
	if proto, ok := sent.Type.(*btf.FuncProto); ok {
		l.arguments = len(proto.Params)
	}
	if l.arguments < 4 {
		return l, fmt.Errorf("%s has %d arguments", sends, l.arguments)
	}
	f := finder{types: types}
	cb := f.at("sk_buff", "cb")
	l.skbLen, l.skbData = f.at("sk_buff", "len"), f.at("sk_buff", "data")
	l.portid, l.group = cb+f.at("netlink_skb_parms", "portid"), cb+f.at("netlink_skb_parms", "dst_group")
	if f.err != nil {
		return l, f.err
	}
	// Which pid namespace a sender is in goes without, if need be.
	l.threadPid = f.at("task_struct", "thread_pid")
	l.level, l.numbers = f.at("pid", "level"), f.at("pid", "numbers")
	l.upidNS, l.upidSize = f.at("upid", "ns"), f.size("upid")
	l.inum = f.at("pid_namespace", "ns") + f.at("ns_common", "inum")
	l.namespaces = f.err == nil
	// So does who receives a frame, but for --tap=nlmon.
	f.err = nil
	sock := f.at("netlink_sock", "sk")
	l.skbSock, l.port = f.at("sk_buff", "sk"), f.at("netlink_sock", "portid")-sock
	l.protocol, l.net = f.at("sock", "sk_protocol"), f.at("sock", "__sk_common")+f.at("sock_common", "skc_net")
	l.netInum = f.at("net", "ns") + f.at("ns_common", "inum")
	l.receivers = f.err == nil
	if at := f.at("netlink_sock", "netlink_rcv"); f.err == nil {
		l.handler = at - sock
	}
	return l, nil
}

func function(types *btf.Spec, name string, f **btf.Func) error {
	if err := types.TypeByName(name, f); err != nil {
		return fmt.Errorf("this kernel does not name a function %s: %w", name, err)
	}
	return nil
}

// finder looks structures up, and keeps the first error.
type finder struct {
	types *btf.Spec
	err   error
}

func (f *finder) find(name string) *btf.Struct {
	var s *btf.Struct
	if f.err == nil {
		if err := f.types.TypeByName(name, &s); err != nil {
			f.err = fmt.Errorf("this kernel does not name a struct %s: %w", name, err)
		}
	}
	return s
}

// size is the size of a structure.
func (f *finder) size(name string) uint32 {
	if s := f.find(name); f.err == nil {
		return s.Size
	}
	return 0
}

// at is where a member begins.
func (f *finder) at(name, member string) uint32 {
	s := f.find(name)
	if f.err != nil {
		return 0
	}
	at, ok := offset(s.Members, member)
	if !ok {
		f.err = fmt.Errorf("this kernel's struct %s has no %s", name, member)
	}
	return at
}

// offset looks among members, and in those that have no name.
func offset(members []btf.Member, name string) (uint32, bool) {
	for _, m := range members {
		if m.Name == name {
			return m.Offset.Bytes(), true
		}
		if m.Name != "" {
			continue
		}
		var inner []btf.Member
		switch t := btf.UnderlyingType(m.Type).(type) {
		case *btf.Struct:
			inner = t.Members
		case *btf.Union:
			inner = t.Members
		}
		if at, ok := offset(inner, name); ok {
			return m.Offset.Bytes() + at, true
		}
	}
	return 0, false
}
