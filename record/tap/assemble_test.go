package tap

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/cilium/ebpf/asm"
	"github.com/cilium/ebpf/btf"
)

// programs are all that there are, for each kind of machine.
func programs(l layout) map[string]asm.Instructions {
	a := assembler{layout: l, ring: 3, drops: 4}
	list := map[string]asm.Instructions{}
	for arch, regs := range registers {
		list[arch+" request"], list[arch+" sending"] = a.request(regs), a.sending(regs)
		list[arch+" frame"], list[arch+" frame, later"] = a.frame(regs, 0xf0000098), a.frame(regs.later(1), 0xf0000098)
	}
	list["glimpse"] = a.glimpse(registers["s390x"], 1<<22)
	h := trampoline(l.arguments)
	list["result"], list["sent"] = a.result(h), a.sending(h)
	h.result = -1
	list["fentry request"] = a.request(h)
	return list
}

var made = layout{skbLen: 112, skbData: 208, portid: 52, group: 56, arguments: 7, namespaces: true, threadPid: 2400, level: 4, numbers: 96, upidSize: 16, upidNS: 8, inum: 140,
	receivers: true, skbSock: 24, protocol: 520, net: 48, netInum: 120, port: 736, handler: 840}

// A program ends, jumps nowhere but to places of its own, forward, and so always ends;
// and it has a few hundred instructions.
func TestAssemble(t *testing.T) {
	for name, list := range programs(made) {
		labels := map[string]int{}
		for i, in := range list {
			if s := in.Symbol(); s != "" {
				if _, twice := labels[s]; twice {
					t.Errorf("%s: two places %s", name, s)
				}
				labels[s] = i
			}
		}
		for i, in := range list {
			if to := in.Reference(); to != "" && labels[to] <= i {
				t.Errorf("%s: instruction %d jumps to %q, at %d", name, i, to, labels[to])
			}
		}
		if last := list[len(list)-1]; last.OpCode != asm.Return().OpCode {
			t.Errorf("%s ends with %v", name, last)
		}
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			var b bytes.Buffer
			if err := list.Marshal(&b, order); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if n := b.Len() / asm.InstructionSize; n == 0 || n > 400 {
				t.Errorf("%s: %d instructions", name, n)
			}
		}
	}
}

// Without pid namespaces a program does not look for them; with them it finds the
// offsets in its instructions.
func TestAssembleNamespaces(t *testing.T) {
	without := made
	without.namespaces, without.handler = false, 0
	for name, list := range map[string]asm.Instructions{"with": programs(made)["amd64 request"], "without": programs(without)["amd64 request"]} {
		found := false
		for _, in := range list {
			found = found || in.Constant == int64(made.threadPid) || in.Constant == int64(made.inum)
		}
		if found != (name == "with") {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// Who has port 0 is looked at again where it is known how.
func TestAssembleUnbound(t *testing.T) {
	without := made
	without.handler = 0
	for want, l := range map[bool]layout{true: made, false: without} {
		found := false
		for _, in := range programs(l)["amd64 frame"] {
			found = found || in.Constant == int64(made.handler)
		}
		if found != want {
			t.Errorf("%v: %v", want, found)
		}
	}
}

// Members are found in structures and unions without a name, too.
func TestOffset(t *testing.T) {
	u32 := &btf.Int{Name: "u32", Size: 4}
	member := func(name string, at btf.Bits, of btf.Type) btf.Member {
		return btf.Member{Name: name, Offset: at * 8, Type: of}
	}
	s := []btf.Member{
		member("first", 0, u32),
		member("", 8, &btf.Union{Members: []btf.Member{member("a", 0, u32), member("", 0, &btf.Struct{Members: []btf.Member{member("x", 0, u32), member("y", 4, u32)}})}}),
		member("inner", 16, &btf.Struct{Members: []btf.Member{member("hidden", 0, u32)}}),
	}
	for name, want := range map[string]uint32{"first": 0, "a": 8, "y": 12, "inner": 16} {
		if at, ok := offset(s, name); !ok || at != want {
			t.Errorf("%s: %d, %v", name, at, ok)
		}
	}
	if _, ok := offset(s, "hidden"); ok {
		t.Error("hidden is a member of inner")
	}
}
