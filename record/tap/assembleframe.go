package tap

import (
	"github.com/cilium/ebpf/asm"

	"github.com/cnwire/cnwire/codec"
)

// frame is the program where net/netlink/af_netlink.c hands what a socket is about to
// receive to nlmon: at its argument, a struct sk_buff. It takes what is of the connector,
// and of one network namespace, as the list of the device that nlmon is has it.
func (a *assembler) frame(h hook, netns uint32) asm.Instructions {
	a.enter(h)
	a.socket()
	a.fetch(scratch, asm.R8, a.protocol, 2)
	a.add(
		asm.LoadMem(asm.R0, asm.RFP, scratch, asm.Half),
		asm.JNE.Imm(asm.R0, codec.FamilyConnector, "out"),
	)
	a.fetch(scratch, asm.R8, a.net, 8)
	a.add(asm.LoadMem(asm.R8, asm.RFP, scratch, asm.DWord)) // struct net
	a.fetch(scratch, asm.R8, a.netInum, 4)
	a.add(
		asm.LoadMem(asm.R0, asm.RFP, scratch, asm.Word),
		asm.LoadImm(asm.R1, int64(netns), asm.DWord),
		asm.JNE.Reg(asm.R0, asm.R1, "out"),
	)
	a.stamp(kindFrame)
	a.socket()
	a.fetch(header+atResult, asm.R8, a.port, 4)
	if a.handler != 0 {
		a.unbound()
	}
	return a.datagram()
}

// socket puts the socket that receives the sk_buff in R7 into R8.
func (a *assembler) socket() {
	a.fetch(scratch, asm.R7, a.skbSock, 8)
	a.add(asm.LoadMem(asm.R8, asm.RFP, scratch, asm.DWord))
}

// unbound tells the kernel's socket, which has port 0 and a function that takes what it
// receives, from a program's in R8 that joined a group and has no port yet.
func (a *assembler) unbound() {
	a.add(
		asm.LoadMem(asm.R0, asm.RFP, header+atResult, asm.Word),
		asm.JNE.Imm(asm.R0, 0, "bound"),
	)
	a.fetch(scratch, asm.R8, a.handler, 8)
	a.add(
		asm.LoadMem(asm.R0, asm.RFP, scratch, asm.DWord),
		asm.JNE.Imm(asm.R0, 0, "bound"),
		asm.StoreImm(asm.RFP, header+atKind, kindUnbound, asm.Word),
		asm.Mov.Imm(asm.R0, 0).WithSymbol("bound"),
	)
}

// datagram hands out what the sk_buff in R7 has, with whose it is.
func (a *assembler) datagram() asm.Instructions {
	a.fetch(header+atLength, asm.R7, a.skbLen, 4)
	a.fetch(header+atPort, asm.R7, a.portid, 4)
	a.fetch(header+atGroup, asm.R7, a.group, 4)
	a.fetch(scratch, asm.R7, a.skbData, 8)
	a.add(
		asm.LoadMem(asm.R7, asm.RFP, scratch, asm.DWord),
		asm.LoadMem(asm.R8, asm.RFP, header+atLength, asm.Word),
	)
	return a.emit()
}
