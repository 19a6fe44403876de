package filter

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// TestProtocolsOfTheTable has the table say which protocols there are: each
// prefix is one, also that of a struct which nobody here has heard of, and an
// event of which it is the arm has its bytes.
func TestProtocolsOfTheTable(t *testing.T) {
	for _, s := range spec.Default().Structs() {
		if protocols()[s.Prefix] == nil {
			t.Errorf("%s: no protocol %s", s.Name, s.Prefix)
		}
	}
	arm := codec.RawTail + 1
	known := func(name string) (codec.Struct, bool) {
		if name == "proc_event.ns" {
			return arm, true
		}
		return codec.StructByName(name)
	}
	later := append([]spec.Struct{{Name: "proc_event.ns", Prefix: "cn_proc.ns"}, {Name: "not in codec", Prefix: "later"}}, spec.Default().Structs()...)
	m := protocolsOf(later, known)
	if p := m["cn_proc.ns"]; p == nil || !p.starts[arm] || p.ends != nil || m["later"] != nil {
		t.Error("the new arm is no protocol")
	}
	if p := m["cn_proc"]; p.starts[arm] || p.ends[arm] || !p.ends[codec.StructProcEvent] || !p.ends[codec.StructNlMsghdr] {
		t.Error("the new arm is not in its event")
	}
	if p := m["cn"]; p.ends[arm] || p.ends[codec.StructProcEvent] || !p.ends[codec.StructCnMsg] {
		t.Error("the new arm is not in its message")
	}
}
