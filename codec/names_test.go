package codec_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// TestStructNames: a Struct is a struct of the table or raw bytes, and what it
// says of itself follows from its name.
func TestStructNames(t *testing.T) {
	named := 0
	for s := codec.StructNone; s < 255; s++ {
		name := s.String()
		if name == "none" {
			continue
		}
		named++
		if back, ok := codec.StructByName(name); !ok || back != s {
			t.Errorf("StructByName(%q) = %d, %v; want %d", name, back, ok, s)
		}
		if _, inTable := spec.Default().Struct(name); inTable == s.IsRaw() {
			t.Errorf("%s: IsRaw is %v, in spec/structs.csv: %v", name, s.IsRaw(), inTable)
		}
		if got, want := s.IsProcArm(), strings.HasPrefix(name, "proc_event."); got != want {
			t.Errorf("%s: IsArm is %v", name, got)
		}
		if got, want := s.IsProcEvent(), strings.HasPrefix(name, "proc_event") && !s.IsProcArm(); got != want {
			t.Errorf("%s: IsEvent is %v", name, got)
		}
		if got, want := s.IsProcRequest(), name == "proc_cn_mcast_op" || name == "proc_input"; got != want {
			t.Errorf("%s: IsRequest is %v", name, got)
		}
	}
	if want := len(wireTypes) + 5; named != want {
		t.Errorf("%d structs have names, want %d: every type and five kinds of raw bytes", named, want)
	}
	for _, name := range []string{"none", "", "cb_id"} {
		if s, ok := codec.StructByName(name); ok || s != codec.StructNone {
			t.Errorf("StructByName(%q) = %v, %v", name, s, ok)
		}
	}
}

func TestMcastOpNames(t *testing.T) {
	for _, v := range spec.Default().Set("proc_cn_mcast_op") {
		if got := "PROC_CN_MCAST_" + codec.McastOp(v.Value).String(); got != v.Name {
			t.Errorf("McastOp(%d) is %s, spec/values.csv has %s", v.Value, got, v.Name)
		}
	}
}

// TestUnknownNumbersShow themselves: nothing is called by a wrong name.
func TestUnknownNumbersShow(t *testing.T) {
	unknown := spec.Default().UnknownEvent()
	if got, want := codec.EventType(unknown).String(), fmt.Sprintf("EventType(%#x)", unknown); got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got := codec.McastOp(99).String(); got != "McastOp(99)" {
		t.Error(got)
	}
}

// TestConstants holds the other numbers that the package has from headers.
func TestConstants(t *testing.T) {
	for _, c := range []struct {
		set, name string
		value     uint64
	}{
		{"arphrd", "ARPHRD_NETLINK", codec.ArphrdNetlink},
		{"netlink_family", "NETLINK_CONNECTOR", codec.FamilyConnector},
		{"pkttype", "PACKET_USER", codec.PacketToUser},
		{"pkttype", "PACKET_KERNEL", codec.PacketToKernel},
		{"pkttype", "PACKET_OUTGOING", codec.PacketOutgoing},
		{"nlmsg_type", "NLMSG_DONE", codec.NlMsgDone},
		{"cn_idx", "CN_IDX_PROC", codec.CnIdxProc},
		{"cn_idx", "CN_IDX_CONNECTOR", codec.CnIdxConnector},
	} {
		if want, ok := spec.Default().Number(c.set, c.name); !ok || c.value != want {
			t.Errorf("%s is %d, spec/values.csv has %d, %v", c.name, c.value, want, ok)
		}
	}
	const all = 1<<32 - 1
	for _, id := range []codec.CbID{{Idx: 1, Val: 1}, {Idx: 1, Val: 2}, {Idx: 2, Val: 1}, {}, {Idx: all, Val: all}, {Idx: all, Val: 1}, {Idx: 1, Val: all}} {
		if got, want := id.IsProc(), id.Idx == 1 && id.Val == 1; got != want {
			t.Errorf("%+v: IsProc is %v", id, got)
		}
		if got, want := id.IsNotifier(), id.Idx == all && id.Val == all; got != want {
			t.Errorf("%+v: IsNotifier is %v", id, got)
		}
	}
	for _, task := range []codec.Task{{PID: 5, TGID: 5}, {PID: 6, TGID: 5}} {
		if got, want := task.IsLeader(), task.PID == 5; got != want {
			t.Errorf("%+v: IsLeader is %v", task, got)
		}
	}
}
