package tap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/cilium/ebpf/asm"
)

// A glimpse is what a program sees of a struct sk_buff with a request of ours: the words
// that it begins with, and the first bytes of what each would point to. By two of them,
// whose requests differ in all that is looked for, its layout is found where the kernel
// does not describe it.
const (
	glimpseWords = 29 // of 8 bytes, as many as the structure has (s390x, 6.1), which is not smaller elsewhere
	glimpseAt    = 16 // bytes behind each, as many as a struct nlmsghdr has
	glimpseSize  = glimpseWords * (8 + glimpseAt)
)

// glimpse is the program, at cn_rx_skb: it takes those of one process.
func (a *assembler) glimpse(h hook, pid int) asm.Instructions {
	a.enter(h)
	a.add(
		asm.FnGetCurrentPidTgid.Call(),
		asm.RSh.Imm(asm.R0, 32),
		asm.JNE.Imm(asm.R0, int32(pid), "out"),
		asm.LoadMapPtr(asm.R1, a.ring),
		asm.Mov.Imm(asm.R2, glimpseSize),
		asm.Mov.Imm(asm.R3, 0),
		asm.FnRingbufReserve.Call(),
		asm.JEq.Imm(asm.R0, 0, "out"),
		asm.Mov.Reg(asm.R9, asm.R0),
		asm.Mov.Reg(asm.R1, asm.R9),
		asm.Mov.Imm(asm.R2, glimpseWords*8),
		asm.Mov.Reg(asm.R3, asm.R7),
		asm.FnProbeReadKernel.Call(),
	)
	for i := range int32(glimpseWords) {
		a.add(
			asm.Mov.Reg(asm.R1, asm.R9),
			asm.Add.Imm(asm.R1, glimpseWords*8+glimpseAt*i),
			asm.Mov.Imm(asm.R2, glimpseAt),
			asm.LoadMem(asm.R3, asm.R9, int16(8*i), asm.DWord),
			asm.FnProbeReadKernel.Call(), // of what is no pointer: zeros
		)
	}
	a.add(
		asm.Mov.Reg(asm.R1, asm.R9),
		asm.Mov.Imm(asm.R2, 0),
		asm.FnRingbufSubmit.Call(),
		asm.Mov.Imm(asm.R0, 0).WithSymbol("out"),
		asm.Return(),
	)
	return a.list
}

// known is a request of ours, and what the kernel saw of it.
type known struct {
	request []byte
	port    uint32
	seen    []byte // of glimpseSize
}

// Ways for a layout not to be found.
var (
	errGlimpse   = errors.New("a request of our own was not seen")
	errAmbiguous = errors.New("requests of our own were seen, and not where their parts stand")
)

// find finds the layout in two glimpses. The order of members does not change: in struct
// sk_buff len stands before tail, which is as large where nothing stands before the data,
// and head before data, which is as far then; in struct netlink_skb_parms dst_group stands
// behind portid (include/linux/skbuff.h, include/linux/netlink.h).
func find(one, two *known) (l layout, err error) {
	if len(one.seen) < glimpseSize || len(two.seen) < glimpseSize {
		return l, errGlimpse
	}
	lengths := places(one, two, func(k *known) uint32 { return uint32(len(k.request)) })
	ports := places(one, two, func(k *known) uint32 { return k.port })
	var data []uint32
	for i := range glimpseWords {
		if one.pointsTo(i) && two.pointsTo(i) {
			data = append(data, uint32(8*i))
		}
	}
	if len(lengths) == 0 || len(lengths) > 2 || len(data) == 0 || len(data) > 2 || len(ports) != 1 {
		return l, fmt.Errorf("%w: lengths at %d, ports at %d, pointers at %d", errAmbiguous, lengths, ports, data)
	}
	l.skbLen, l.skbData = lengths[0], data[len(data)-1]
	l.portid, l.group = ports[0], ports[0]+4
	return l, nil
}

// places are where a word of 4 bytes has the values that are looked for.
func places(one, two *known, value func(*known) uint32) (list []uint32) {
	o := binary.NativeEndian
	for at := 0; at < glimpseWords*8; at += 4 {
		if o.Uint32(one.seen[at:]) == value(one) && o.Uint32(two.seen[at:]) == value(two) {
			list = append(list, uint32(at))
		}
	}
	return list
}

// pointsTo reports whether word i points to the request.
func (k *known) pointsTo(i int) bool {
	at := glimpseWords*8 + glimpseAt*i
	return bytes.Equal(k.seen[at:at+glimpseAt], k.request[:glimpseAt])
}
