package spec_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// What has to be there, as R9 and the headers of old kernels say.
func TestNeed(t *testing.T) {
	table := spec.Default()
	for name, want := range map[string]int{
		"cn_msg": 20, "proc_event": 16, "proc_event_timespec32": 16, "proc_event_timespec64": 24, "proc_event.ack": 4,
		"proc_event.exit": 16, "proc_event.coredump": 16, "proc_event.comm": 24, "proc_input": 8, "sll_header": 16,
	} {
		s, ok := table.Struct(name)
		if !ok {
			t.Fatalf("no struct %s", name)
		}
		if got := table.Need(s); got != want {
			t.Errorf("%s needs %d bytes, want %d", name, got, want)
		}
	}
}

// The table's own decoder calls an event short below that length, and not from there on.
func TestNeedIsWhatWalkNeeds(t *testing.T) {
	table, o := spec.Default(), binary.LittleEndian
	event, _ := table.Struct("proc_event")
	union, _, _ := event.Union()
	tried := 0
	for _, v := range table.Set(union.Values) {
		arm, ok := table.Struct(v.Arm)
		if !ok {
			continue
		}
		tried++
		b, err := table.Event(o, map[string]uint64{"what": v.Value}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for n := 0; n <= union.Size; n++ {
			message, err := table.Message(o, nil, map[string]uint64{"id.idx": 1, "id.val": 1}, b[:union.Offset+n])
			if err != nil {
				t.Fatal(err)
			}
			family, _ := table.Number("netlink_family", "NETLINK_CONNECTOR")
			_, err = table.Walk(o, uint16(family), message, len(message))
			if (err != nil) != (n < table.Need(arm)) {
				t.Errorf("%s in a union of %d bytes: Walk says %v, need is %d", arm.Name, n, err, table.Need(arm))
			}
		}
	}
	if tried < 10 {
		t.Fatalf("%d arms", tried)
	}
}
