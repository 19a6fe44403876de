package tap

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
	"github.com/cilium/ebpf/link"

	"github.com/cnwire/cnwire/codec"
)

// keeps is the function whose kernels keep what a socket asked for: in sk_user_data, as a
// struct proc_input (drivers/connector/cn_proc.c:cn_proc_mcast_ctl, 6.6).
const keeps = "cn_filter"

// counter is the variable that counts listeners, of drivers/connector/cn_proc.c.
const counter = "proc_event_num_listeners"

// ReadSockets asks the kernel which sockets of the connector there are in this network
// namespace, and what they asked for, by a BPF program that goes over them once (an
// iterator, 5.8). Its errors say what is missing.
func ReadSockets() (s Sockets, err error) {
	var w walker
	if err = w.prepare(); err == nil {
		s, err = w.sockets()
	}
	if err != nil {
		err = explain(err, surroundings())
	}
	return s, err
}

// walker is where things stand in this kernel's memory.
type walker struct {
	sk, port, groups uint32 // of netlink_sock
	protocol, user   uint32 // of sock
	kept             bool
	counter          uint64 // its address, 0 if nobody says
}

// prepare finds out.
func (w *walker) prepare() error {
	removeMemlock()
	types, err := btf.LoadKernelSpec()
	if err != nil {
		return fmt.Errorf("%w: %w", errNoTypes, err)
	}
	if err := w.read(types); err != nil {
		return fmt.Errorf("%w: %w", errStrange, err)
	}
	if f, err := os.Open("/proc/kallsyms"); err == nil {
		w.counter = address(f, counter)
		f.Close()
	}
	return nil
}

func (w *walker) read(types *btf.Spec) error {
	f := finder{types: types}
	w.sk, w.port, w.groups = f.at("netlink_sock", "sk"), f.at("netlink_sock", "portid"), f.at("netlink_sock", "groups")
	w.protocol, w.user = f.at("sock", "sk_protocol"), f.at("sock", "sk_user_data")
	if f.err != nil {
		return f.err
	}
	var kept *btf.Func
	w.kept = types.TypeByName(keeps, &kept) == nil
	return nil
}

// What the program writes for a socket, at these offsets.
const (
	atSockPort     = 0
	atSockProtocol = 4
	atSockGroups   = 8
	atSockUser     = 16 // the pointer
	atSockOp       = 24
	atSockMask     = 28
	atSockCount    = 32
	socketSize     = 40
)

// program goes over one socket: struct bpf_iter__netlink has a pointer to bpf_iter_meta,
// which begins with one to the seq_file, and one to the netlink_sock, 0 at the end.
func (w *walker) program() asm.Instructions {
	const list, pointer = -socketSize, -socketSize - 8
	a := assembler{}
	a.add(
		asm.LoadMem(asm.R6, asm.R1, 0, asm.DWord),
		asm.LoadMem(asm.R7, asm.R1, 8, asm.DWord),
		asm.JEq.Imm(asm.R7, 0, "out"),
		asm.LoadMem(asm.R6, asm.R6, 0, asm.DWord),
		asm.Mov.Imm(asm.R0, 0),
	)
	for at := int16(pointer); at < 0; at += 8 {
		a.add(asm.StoreMem(asm.RFP, at, asm.R0, asm.DWord))
	}
	a.fetch(list+atSockPort, asm.R7, w.port, 4)
	a.fetch(list+atSockProtocol, asm.R7, w.sk+w.protocol, 2)
	a.fetch(pointer, asm.R7, w.groups, 8)
	a.follow(pointer)
	a.fetch(list+atSockGroups, asm.R8, 0, 8)
	if w.kept {
		a.fetch(list+atSockUser, asm.R7, w.sk+w.user, 8)
		a.follow(list + atSockUser)
		a.fetch(list+atSockOp, asm.R8, 0, 8)
	}
	if w.counter != 0 {
		a.add(asm.LoadImm(asm.R8, int64(w.counter), asm.DWord))
		a.fetch(list+atSockCount, asm.R8, 0, 4)
	}
	a.add(
		asm.Mov.Reg(asm.R1, asm.R6),
		asm.Mov.Reg(asm.R2, asm.RFP),
		asm.Add.Imm(asm.R2, list),
		asm.Mov.Imm(asm.R3, socketSize),
		asm.FnSeqWrite.Call(),
		asm.Mov.Imm(asm.R0, 0).WithSymbol("out"),
		asm.Return(),
	)
	return a.list
}

// follow takes a pointer off the stack into R8.
func (a *assembler) follow(at int16) {
	a.add(asm.LoadMem(asm.R8, asm.RFP, at, asm.DWord))
}

// sockets are those that there are now.
func (w *walker) sockets() (s Sockets, err error) {
	s.Kept = w.kept
	b, err := w.run()
	for ; len(b) >= socketSize; b = b[socketSize:] {
		s.add(w, b[:socketSize])
	}
	return s, err
}

// run runs it over all sockets.
func (w *walker) run() (b []byte, err error) {
	p, err := ebpf.NewProgram(&ebpf.ProgramSpec{Name: "cnwire_sockets", Type: ebpf.Tracing, AttachType: ebpf.AttachTraceIter, AttachTo: "netlink", License: licence, Instructions: w.program()})
	if err != nil {
		return nil, fmt.Errorf("%w: a program: %w", errIterator, err)
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	l, err := link.AttachIter(link.IterOptions{Program: p})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errIterator, err)
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	r, err := l.Open()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errIterator, err)
	}
	defer r.Close()
	if b, err = io.ReadAll(r); err != nil {
		return nil, fmt.Errorf("%w: %w", errIterator, err)
	}
	return b, nil
}

// add takes what the program wrote for a socket.
func (s *Sockets) add(w *walker, b []byte) {
	o := binary.NativeEndian
	s.Counted, s.Count = w.counter != 0, int32(o.Uint32(b[atSockCount:]))
	one := Socket{Port: o.Uint32(b[atSockPort:]), Group: o.Uint64(b[atSockGroups:])}
	if o.Uint16(b[atSockProtocol:]) != codec.FamilyConnector || one.Port == 0 { // 0 is the kernel's
		return
	}
	if one.Asked = o.Uint64(b[atSockUser:]) != 0; one.Asked {
		one.Op, one.Mask = o.Uint32(b[atSockOp:]), o.Uint32(b[atSockMask:])
	}
	s.List = append(s.List, one)
}

// address looks a variable up among the kernel's symbols; 0 is that it is not there, or
// that this user is not told.
func address(symbols io.Reader, name string) uint64 {
	for lines := bufio.NewScanner(symbols); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) >= 3 && words[2] == name {
			n, err := strconv.ParseUint(words[0], 16, 64)
			if err != nil {
				return 0
			}
			return n
		}
	}
	return 0
}
