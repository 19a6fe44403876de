package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

const (
	exit        = 0x80000000
	nonzeroExit = 0x20000000
	all         = 0xe00003c7
)

// unknown is a bit of masks that no event has.
var unknown = spec.Default().UnknownEvent()

// The mask of all events, of 6.6 to 6.18, has the bits that the table names.
func TestMaskAll(t *testing.T) {
	sum := uint64(0)
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		if since, err := spec.ParseSince(v.Since); err == nil && since.In(spec.Version{6, 18}) {
			sum |= v.Value
		}
	}
	if sum != all {
		t.Errorf("%#x", sum)
	}
}

// R45, as Linux 6.18 was seen to do it: which of FORK, EXIT with 0, EXIT with
// 0x300 and the answers a listener gets.
func TestFilterMeasured(t *testing.T) {
	for _, c := range []struct {
		name string
		ask  []uint32 // an operation, and a mask
		want string
	}{
		{"never asked", nil, "fork exit exit3 ack"},
		{"LISTEN", []uint32{listen}, "fork exit exit3 ack"},
		{"EXIT", []uint32{listen, exit}, "exit exit3"},
		{"FORK", []uint32{listen, 1}, "fork"},
		{"NONZERO_EXIT", []uint32{listen, nonzeroExit}, "exit3"},
		{"EXIT and NONZERO_EXIT", []uint32{listen, exit | nonzeroExit}, "exit exit3"},
		{"all but FORK", []uint32{listen, all &^ 1}, "exit exit3"},
		{"all", []uint32{listen, all}, "fork exit exit3 ack"},
		{"0", []uint32{listen, 0}, "fork exit exit3 ack"},
		{"unknown bits", []uint32{listen, unknown}, "fork exit exit3 ack"},
		{"unknown bits beside a known one", []uint32{listen, unknown | 1}, "fork"},
		{"IGNORE", []uint32{ignore}, ""},
		{"IGNORE with a mask", []uint32{ignore, all}, ""},
		{"unknown operation", []uint32{99}, "fork exit exit3 ack"},
		{"unknown operation with a mask", []uint32{99, 1}, "fork"},
	} {
		k := start(t, "6.18")
		a, b := listener(t, k, 1, 0), k.Open(root(2), 0)
		b.Send(0, 0, ask(t, k, 1, 1, listen))
		a.Recv()
		if c.ask != nil {
			a.Send(0, 0, ask(t, k, 1, 1, c.ask[0], c.ask[1:]...))
			a.Recv()
		}
		mustEmit(t, k, model.Event{What: 1})
		mustEmit(t, k, model.Event{What: exit})
		mustEmit(t, k, model.Event{What: exit, Fields: map[string]uint64{"exit_code": 0x300}})
		b.Send(0, 0, ask(t, k, 1, 1, listen))
		got := ""
		for a.Queued() > 0 {
			d, _ := a.Recv()
			v := values(t, k, d.Bytes)
			name := map[uint64]string{0: " ack", 1: " fork", exit: " exit"}[v["proc_event.what"]]
			if v["proc_event.exit.exit_code"] != 0 {
				name += "3"
			}
			got += name
		}
		if got != "" {
			got = got[1:]
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// Before 6.6 there are no filters: whoever is in the group gets everything.
func TestNoFilter(t *testing.T) {
	k := start(t, "6.5")
	a, b := listener(t, k, 1, 0), listener(t, k, 2, 0)
	a.Send(0, 0, ask(t, k, 1, 1, listen))
	a.Send(0, 0, ask(t, k, 1, 1, listen))
	b.Send(0, 0, ask(t, k, 1, 1, ignore))
	if got := mustEmit(t, k, model.Event{What: 1}); names(got[0].Got, a, b) != "ab" {
		t.Errorf("%+v", got)
	}
}

// What a user sends to the group is not filtered.
func TestFilterForwarded(t *testing.T) {
	k := start(t, "6.18")
	a, b := listener(t, k, 1, 0), k.Open(root(2), 0)
	a.Send(0, 0, ask(t, k, 1, 1, ignore))
	if out := b.Send(0, 1, []byte("whatever")); names(out.Deliveries[0].Got, a, b) != "a" {
		t.Errorf("%+v", out)
	}
}
