package spec_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// The built-in table says what house rules the loader cannot know.

// The sizes of structs that are in headers are the C compiler's: TestABIFiles.
func TestDefaultLayout(t *testing.T) {
	sizes := map[string]int{ // of those that no header has, or none of today
		"sll_header": 16, "sll2_header": 20, "proc_event_timespec32": 32, "proc_event_timespec64": 40, "cn_ctl_msg": 16, "cn_notify_req": 8,
	}
	for _, s := range spec.Default().Structs() {
		if want, ok := sizes[s.Name]; ok && s.Size != want {
			t.Errorf("%s has %d bytes, want %d", s.Name, s.Size, want)
		}
		delete(sizes, s.Name)
		if s.BigEndian != (s.Name == "sll_header" || s.Name == "sll2_header") {
			t.Errorf("%s: big-endian is %v", s.Name, s.BigEndian)
		}
		at := 0
		for _, f := range s.Fields {
			if f.Offset != at || f.Struct != s.Name {
				t.Errorf("%s.%s at %d of %s, want %d", s.Name, f.Name, f.Offset, f.Struct, at)
			}
			at += f.Size
		}
		if at != s.Size {
			t.Errorf("fields of %s end at %d, want %d", s.Name, at, s.Size)
		}
	}
	for name := range sizes {
		t.Errorf("no struct %s", name)
	}
}

func TestDefaultArms(t *testing.T) {
	table := spec.Default()
	union, _ := found(table.Struct("proc_event"))(t).Field("event_data")
	reached := map[string]bool{}
	for _, v := range table.Set("proc_event_what") {
		arm, ok := table.Arm(uint32(v.Value))
		if ok != (v.Name != "PROC_EVENT_NONZERO_EXIT") {
			t.Errorf("%s has an arm: %v", v.Name, ok)
			continue
		}
		if ok {
			if arm.Size > union.Size {
				t.Errorf("%s is larger than event_data", arm.Name)
			}
			if want := "proc_event." + strings.ToLower(strings.TrimPrefix(v.Name, "PROC_EVENT_")); arm.Name != want && v.Value != 0 {
				t.Errorf("%s selects %s, want %s", v.Name, arm.Name, want)
			}
			reached[arm.Name] = true
		}
	}
	for _, s := range table.Structs() {
		if strings.HasPrefix(s.Name, "proc_event.") && !reached[s.Name] {
			t.Errorf("no what selects %s", s.Name)
		}
	}
	if arm, ok := table.Arm(table.UnknownEvent()); ok {
		t.Errorf("unknown what selects %s", arm.Name)
	}
}

// No event has the number that stands for one, and the next event moves it on.
func TestUnknownEvent(t *testing.T) {
	table := spec.Default()
	unknown := uint64(table.UnknownEvent())
	for _, set := range []string{"proc_event_what", "proc_event_mask_bits"} {
		if name, known := table.Name(set, unknown); known {
			t.Errorf("%#x is %s of %s", unknown, name, set)
		}
	}
	for _, set := range []string{"proc_event_what", "proc_event_mask_bits"} {
		values := goodValues + set + ",PROC_EVENT_FORK,1,,,\n" + set + ",PROC_EVENT_COMM,0x200,,,\n" + set + ",PROC_EVENT_EXIT,0x80000000,,,\n"
		for row, want := range map[string]uint32{"": 0x400, set + ",PROC_EVENT_NS,0x400,,,\n": 0x800} {
			table, err := load(goodStructs, goodFields, values+row)
			if err != nil {
				t.Fatal(err)
			}
			if got := table.UnknownEvent(); got != want {
				t.Errorf("%s with %q: %#x, want %#x", set, row, got, want)
			}
		}
	}
}

// A filter names one field, except where two layouts hold the same thing.
func TestDefaultFilters(t *testing.T) {
	shared := map[string]int{
		"netlink.hatype": 2, "netlink.family": 2, "sll.pkttype": 2, "sll.halen": 2, "sll.unused": 2,
		"cn.idx": 2, "cn.val": 2, "cn_proc.mcast_op": 2,
		"cn_proc.what": 3, "cn_proc.cpu": 3, "cn_proc.event_data": 3, "cn_proc.tv_sec": 2, "cn_proc.tv_nsec": 2,
		"cn_w1.type": 3, "cn_w1.status": 3, "cn_w1.len": 3,
		"cn_kvp.operation": 6, "cn_kvp.pool": 6, "cn_kvp.pad": 6, "cn_kvp.index": 2, "cn_kvp.key": 4, "cn_kvp.value": 3,
		"cn_kvp.value_type": 2, "cn_kvp.key_size": 3, "cn_kvp.value_size": 2, "cn_vss.operation": 2, "cn_vss.flags": 2,
	}
	seen := map[string]int{}
	for _, s := range spec.Default().Structs() {
		for _, f := range s.Fields {
			if f.Type == spec.Pad {
				continue // Load refuses a filter for it
			}
			if f.Filter == "" {
				t.Errorf("%s.%s has no filter", s.Name, f.Name)
			}
			seen[f.Filter]++
			member := f.Name[strings.LastIndex(f.Name, ".")+1:]
			if strings.HasPrefix(s.Prefix, "cn") && f.Filter != s.Prefix+"."+member {
				t.Errorf("%s.%s has filter %s, want %s.%s", s.Name, f.Name, f.Filter, s.Prefix, member)
			}
		}
	}
	for filter, n := range seen {
		if n != max(shared[filter], 1) {
			t.Errorf("%d fields have filter %s, want %d", n, filter, max(shared[filter], 1))
		}
	}
}

// The mask that proc_input takes has a bit for each event, and the same names for them.
func TestDefaultMask(t *testing.T) {
	table := spec.Default()
	all := uint64(0)
	for _, v := range table.Set("proc_event_mask_bits") {
		if v.Since == "6.6" {
			all |= v.Value
		}
		if name, _ := table.Name("proc_event_what", v.Value); name != v.Name {
			t.Errorf("bit %#x is %s in the mask and %s in what", v.Value, v.Name, name)
		}
	}
	for _, v := range table.Set("proc_event_what") {
		if _, has := table.Name("proc_event_mask_bits", v.Value); v.Arm != "" && v.Value != 0 && !has {
			t.Errorf("spec/values.csv: proc_event_mask_bits lacks the bit of %s", v.Name)
		}
	}
	if all != 0xe00003c7 { // PROC_EVENT_ALL of 6.6
		t.Errorf("all bits are %#x", all)
	}
}

func TestDefaultDocs(t *testing.T) {
	check := func(name, doc string) {
		if doc == "" || !strings.HasSuffix(doc, ".") || strings.Contains(doc, "|") {
			t.Errorf("doc of %s is no sentence for a table: %q", name, doc)
		}
	}
	for _, s := range spec.Default().Structs() {
		check(s.Name, s.Doc)
		for _, f := range s.Fields {
			check(s.Name+"."+f.Name, f.Doc)
		}
	}
	for _, set := range spec.Default().Sets() {
		for _, v := range spec.Default().Set(set) {
			check(v.Name, v.Doc)
		}
	}
}
