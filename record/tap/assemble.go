package tap

import (
	"github.com/cilium/ebpf/asm"

	"github.com/cnwire/cnwire/codec"
)

// hook is where a program finds the arguments of the function that it is attached to,
// and what that returned.
type hook struct {
	argument func(i int) int16
	result   int16 // -1 where there is none
}

// registers are where struct pt_regs has the arguments of a function, by GOARCH: what a
// kprobe is given, from arch/*/include/uapi/asm/ptrace.h and the calling conventions.
var registers = map[string]hook{
	"amd64":   {func(i int) int16 { return []int16{112, 104, 96, 88}[i] }, -1}, // di, si, dx, cx
	"arm64":   {func(i int) int16 { return int16(8 * i) }, -1},                 // x0 to x3
	"ppc64le": {func(i int) int16 { return int16(8 * (3 + i)) }, -1},           // r3 to r6
	"riscv64": {func(i int) int16 { return int16(8 * (10 + i)) }, -1},          // pc, then x1 and further: a0 to a3
	"s390x":   {func(i int) int16 { return int16(24 + 8*(2+i)) }, -1},          // args, psw, then gprs: r2 to r5
}

// trampoline is what fentry and fexit are given, on all machines: the arguments, 8
// bytes each, and behind them what the function returned.
func trampoline(arguments int) hook {
	return hook{func(i int) int16 { return int16(8 * i) }, int16(8 * arguments)}
}

// later is the hook of a function whose argument number n is the first for a program.
func (h hook) later(n int) hook {
	return hook{func(i int) int16 { return h.argument(i + n) }, h.result}
}

// The stack of a program: the header, and room for a pointer.
const (
	header  = -headerSize
	scratch = header - 8
)

// assembler puts programs together.
type assembler struct {
	layout
	ring, drops int // descriptors of maps
	list        asm.Instructions
}

func (a *assembler) add(list ...asm.Instruction) { a.list = append(a.list, list...) }

// request is the program at cn_rx_skb.
func (a *assembler) request(h hook) asm.Instructions {
	a.begin(h, kindRequest)
	return a.datagram()
}

// sending is the program at cn_netlink_send_mult, or behind its end where the hook has
// what it returned.
func (a *assembler) sending(h hook) asm.Instructions {
	kind := kindSending
	if h.result >= 0 {
		kind = kindSent
	}
	a.begin(h, kind)
	a.add(
		asm.LoadMem(asm.R8, asm.R6, h.argument(1), asm.DWord),
		asm.And.Imm(asm.R8, 0xffff), // u16: what else is in the register is not said
		asm.Add.Imm(asm.R8, codec.CnMsgSize),
		asm.StoreMem(asm.RFP, header+atLength, asm.R8, asm.Word),
		asm.LoadMem(asm.R0, asm.R6, h.argument(2), asm.DWord),
		asm.StoreMem(asm.RFP, header+atPort, asm.R0, asm.Word),
		asm.LoadMem(asm.R0, asm.R6, h.argument(3), asm.DWord),
		asm.StoreMem(asm.RFP, header+atGroup, asm.R0, asm.Word),
	)
	a.returned(h)
	return a.emit()
}

// result is the program behind the end of cn_netlink_send_mult that says only what it
// returned.
func (a *assembler) result(h hook) asm.Instructions {
	a.begin(h, kindResult)
	a.returned(h)
	a.reserve(headerSize)
	return a.end()
}

func (a *assembler) returned(h hook) {
	if h.result >= 0 {
		a.add(
			asm.LoadMem(asm.R0, asm.R6, h.result, asm.DWord),
			asm.StoreMem(asm.RFP, header+atResult, asm.R0, asm.Word),
		)
	}
}

// begin makes the header, and leaves the context in R6 and the first argument in R7.
func (a *assembler) begin(h hook, kind int) {
	a.enter(h)
	a.stamp(kind)
}

// enter clears the stack, and leaves the context in R6 and the first argument in R7.
func (a *assembler) enter(h hook) {
	a.list = nil
	a.add(
		asm.Mov.Reg(asm.R6, asm.R1),
		asm.LoadMem(asm.R7, asm.R6, h.argument(0), asm.DWord),
		asm.Mov.Imm(asm.R0, 0),
	)
	for at := int16(scratch); at < 0; at += 8 {
		a.add(asm.StoreMem(asm.RFP, at, asm.R0, asm.DWord))
	}
}

// stamp makes the header: when, where and who.
func (a *assembler) stamp(kind int) {
	a.add(
		asm.StoreImm(asm.RFP, header+atKind, int64(kind), asm.Word),
		asm.FnKtimeGetNs.Call(),
		asm.StoreMem(asm.RFP, header+atTime, asm.R0, asm.DWord),
		asm.FnGetCurrentPidTgid.Call(),
		asm.StoreMem(asm.RFP, header+atTask, asm.R0, asm.DWord),
		asm.FnGetCurrentUidGid.Call(),
		asm.StoreMem(asm.RFP, header+atUser, asm.R0, asm.DWord),
		asm.FnGetSmpProcessorId.Call(),
		asm.StoreMem(asm.RFP, header+atCPU, asm.R0, asm.Word),
		asm.Mov.Reg(asm.R1, asm.RFP),
		asm.Add.Imm(asm.R1, header+atComm),
		asm.Mov.Imm(asm.R2, commSize),
		asm.FnGetCurrentComm.Call(),
	)
	if a.namespaces && (kind == kindRequest || kind == kindFrame) {
		a.namespace()
	}
}

// namespace finds the pid namespace that the thread is in, as
// kernel/pid.c:task_active_pid_ns does.
func (a *assembler) namespace() {
	a.add(asm.FnGetCurrentTask.Call(), asm.Mov.Reg(asm.R8, asm.R0))
	a.fetch(scratch, asm.R8, a.threadPid, 8)
	a.add(asm.LoadMem(asm.R8, asm.RFP, scratch, asm.DWord)) // struct pid
	a.fetch(header+atPIDNS, asm.R8, a.level, 4)             // for a moment
	a.add(
		asm.LoadMem(asm.R9, asm.RFP, header+atPIDNS, asm.Word),
		asm.Mul.Imm(asm.R9, int32(a.upidSize)),
		asm.Add.Reg(asm.R8, asm.R9),
	)
	a.fetch(scratch, asm.R8, a.numbers+a.upidNS, 8)
	a.add(asm.LoadMem(asm.R8, asm.RFP, scratch, asm.DWord)) // struct pid_namespace
	a.fetch(header+atPIDNS, asm.R8, a.inum, 4)
}

// fetch reads kernel memory at an offset from a pointer onto the stack. What cannot be
// read is zero.
func (a *assembler) fetch(to int16, from asm.Register, offset uint32, size int32) {
	a.add(
		asm.Mov.Reg(asm.R1, asm.RFP),
		asm.Add.Imm(asm.R1, int32(to)),
		asm.Mov.Imm(asm.R2, size),
		asm.Mov.Reg(asm.R3, from),
		asm.Add.Imm(asm.R3, int32(offset)),
		asm.FnProbeReadKernel.Call(),
	)
}

// emit hands out the header and R8 bytes from R7, in the smaller record if they fit.
func (a *assembler) emit() asm.Instructions {
	a.add(asm.JGT.Imm(asm.R8, shortData, "long"))
	a.reserve(headerSize + shortData)
	a.copy("unread")
	a.add(asm.Ja.Label("submit"))
	a.add(
		asm.JLE.Imm(asm.R8, longData, "fits").WithSymbol("long"),
		asm.Mov.Imm(asm.R8, longData),
		asm.Mov.Reg(asm.R8, asm.R8).WithSymbol("fits"),
	)
	a.reserve(headerSize + longData)
	a.copy("long unread")
	return a.end()
}

// reserve takes room in the ring, leaves it in R9, and puts the header there.
func (a *assembler) reserve(size int32) {
	a.add(
		asm.LoadMapPtr(asm.R1, a.ring),
		asm.Mov.Imm(asm.R2, size),
		asm.Mov.Imm(asm.R3, 0),
		asm.FnRingbufReserve.Call(),
		asm.JEq.Imm(asm.R0, 0, "full"),
		asm.Mov.Reg(asm.R9, asm.R0),
	)
	for at := int16(0); at < headerSize; at += 8 {
		a.add(
			asm.LoadMem(asm.R0, asm.RFP, header+at, asm.DWord),
			asm.StoreMem(asm.R9, at, asm.R0, asm.DWord),
		)
	}
}

// copy puts the bytes behind the header. If they cannot be read there are none: a jump
// over unread says so.
func (a *assembler) copy(unread string) {
	a.add(
		asm.Mov.Reg(asm.R1, asm.R9),
		asm.Add.Imm(asm.R1, headerSize),
		asm.Mov.Reg(asm.R2, asm.R8),
		asm.Mov.Reg(asm.R3, asm.R7),
		asm.FnProbeReadKernel.Call(),
		asm.JNE.Imm(asm.R0, 0, unread),
		asm.StoreMem(asm.R9, atCaptured, asm.R8, asm.Word),
		asm.Mov.Imm(asm.R0, 0).WithSymbol(unread),
	)
}

// end submits the record, or counts that there was no room for it.
func (a *assembler) end() asm.Instructions {
	a.add(
		asm.Mov.Reg(asm.R1, asm.R9).WithSymbol("submit"),
		asm.Mov.Imm(asm.R2, 0),
		asm.FnRingbufSubmit.Call(),
		asm.Ja.Label("out"),
		asm.LoadMem(asm.R0, asm.RFP, header+atKind, asm.Word).WithSymbol("full"),
		asm.StoreMem(asm.RFP, scratch, asm.R0, asm.Word),
		asm.LoadMapPtr(asm.R1, a.drops),
		asm.Mov.Reg(asm.R2, asm.RFP),
		asm.Add.Imm(asm.R2, scratch),
		asm.FnMapLookupElem.Call(),
		asm.JEq.Imm(asm.R0, 0, "out"),
		asm.Mov.Imm(asm.R1, 1),
		asm.StoreXAdd(asm.R0, asm.R1, asm.DWord),
		asm.Mov.Imm(asm.R0, 0).WithSymbol("out"),
		asm.Return(),
	)
	return a.list
}
