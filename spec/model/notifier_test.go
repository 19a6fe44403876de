package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

var notifierID = model.ID{Idx: 1<<32 - 1, Val: 1<<32 - 1}

// watch returns a request to the notifier, each range of two numbers.
func watch(t helper, k *model.Kernel, group uint32, idx, val [][2]uint32) []byte {
	t.Helper()
	data := ctl(t, k, uint32(len(idx)), uint32(len(val)), group, 8*uint32(len(idx)+len(val)))
	for _, r := range append(idx[:len(idx):len(idx)], val...) {
		b, err := spec.Default().New(k.Order, "cn_notify_req", map[string]uint64{"first": uint64(r[0]), "range": uint64(r[1])})
		if err != nil {
			t.Fatal(err)
		}
		data = append(data, b...)
	}
	return request(t, k.Order, notifierID, 1, 1, data)
}

func ctl(t helper, k *model.Kernel, idx, val, group, length uint32) []byte {
	t.Helper()
	b, err := spec.Default().New(k.Order, "cn_ctl_msg", map[string]uint64{
		"idx_notify_num": uint64(idx), "val_notify_num": uint64(val), "group": uint64(group), "len": uint64(length)})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// R47: a registration and its end are told to the group, in 36 bytes.
func TestNotifier(t *testing.T) {
	k := start(t, "2.6.14")
	a := k.Open(root(1), 0)
	a.Bind(0, 1<<3)
	if out := a.Send(0, 0, watch(t, k, 4, [][2]uint32{{5, 2}}, [][2]uint32{{5, 2}})); out.Drop != 0 || len(out.Answers()) != 0 || out.User != notifierID {
		t.Fatalf("%+v", out)
	}
	id := model.ID{Idx: 6, Val: 5}
	told, err := k.Add(id, "x", func(*model.Message) {})
	if err != 0 || len(told) != 1 || names(told[0].Got, a) != "a" || len(told[0].Bytes) != 36 {
		t.Fatalf("%+v, %v", told, err)
	}
	if v := values(t, k, told[0].Bytes); v["cn_msg.id.idx"] != 6 || v["cn_msg.id.val"] != 5 || v["cn_msg.ack"] != 0 || v["cn_msg.seq"] != 0 || v["cn_msg.len"] != 0 {
		t.Errorf("%v", v)
	}
	if told, err := k.Add(id, "x", nil); err != model.EINVAL || len(told) != 0 {
		t.Errorf("twice: %+v, %v", told, err)
	}
	if told := k.Delete(id); len(told) != 1 || values(t, k, told[0].Bytes)["cn_msg.ack"] != 1 {
		t.Errorf("%+v", told)
	}
	if told := k.Delete(id); len(told) != 1 {
		t.Errorf("what is not there goes with a notification too: %+v", told)
	}
	a.Send(0, 0, watch(t, k, 0, [][2]uint32{{5, 2}}, [][2]uint32{{5, 2}})) // group 0 takes it back
	if told := k.Delete(id); len(told) != 0 {
		t.Errorf("%+v", told)
	}
	if _, err := k.Transmit([]model.Part{{ID: notifierID}}, 0, 0); err != 0 || a.Queued() != 3 {
		t.Errorf("to the notifier's own group, which there is not: %v, %d queued", err, a.Queued())
	}
}

// Which ids match. The last four are the kernel's slip: val is looked up from the
// range that held idx on.
func TestNotifierMatches(t *testing.T) {
	type r = [][2]uint32
	for _, c := range []struct {
		name     string
		idx, val r
		id       model.ID
		want     bool
	}{
		{"both in", r{{5, 1}}, r{{5, 1}}, model.ID{Idx: 5, Val: 5}, true},
		{"idx below", r{{5, 2}}, r{{0, 9}}, model.ID{Idx: 4, Val: 5}, false},
		{"idx behind", r{{5, 2}}, r{{0, 9}}, model.ID{Idx: 7, Val: 5}, false},
		{"last idx", r{{5, 2}}, r{{0, 9}}, model.ID{Idx: 6, Val: 6}, true},
		{"no range for idx", nil, r{{0, 9}}, model.ID{Idx: 5, Val: 5}, false},
		{"no range for val", r{{5, 1}}, nil, model.ID{Idx: 5, Val: 5}, false},
		{"to the end wraps", r{{5, 1<<32 - 5}}, r{{0, 9}}, model.ID{Idx: 5, Val: 5}, false},
		{"just not to the end", r{{5, 1<<32 - 6}}, r{{0, 9}}, model.ID{Idx: 5, Val: 5}, true},
		{"val in its only range", r{{5, 1}}, r{{1, 1}}, model.ID{Idx: 5, Val: 1}, false},
		{"val in the range for idx", r{{5, 2}}, r{{100, 1}}, model.ID{Idx: 5, Val: 6}, true},
		{"val in the first of two ranges", r{{5, 1}}, r{{1, 1}, {2, 1}}, model.ID{Idx: 5, Val: 1}, true},
		{"val in the last of two ranges", r{{5, 1}}, r{{1, 1}, {2, 1}}, model.ID{Idx: 5, Val: 2}, false},
	} {
		k := start(t, "2.6.32")
		a := k.Open(root(1), 0)
		a.Bind(0, 1<<3)
		if out := a.Send(0, 0, watch(t, k, 4, c.idx, c.val)); out.Drop != 0 {
			t.Fatalf("%s: %v", c.name, out.Drop)
		}
		if told := k.Delete(c.id); len(told) == 1 != c.want {
			t.Errorf("%s: told %d times", c.name, len(told))
		}
	}
}

// What is no request is ignored, and counts are reckoned in 32 bits.
func TestNotifierLengths(t *testing.T) {
	for _, c := range []struct {
		name                string
		idx, val, length, n uint32 // n: bytes of ranges that are there
		want                model.Drop
	}{
		{"fits", 1, 1, 16, 16, 0},
		{"no ranges", 0, 0, 0, 0, 0},
		{"len says less", 1, 1, 8, 16, model.DropPayload},
		{"a range too few", 1, 1, 8, 8, model.DropPayload},
		{"a range too many", 1, 1, 16, 24, model.DropPayload},
		{"a sum that wraps", 1<<32 - 1, 2, 8, 8, 0},
		{"a product that wraps", 1 << 29, 0, 0, 0, 0},
	} {
		k := start(t, "2.6.14")
		a := k.Open(root(1), 0)
		a.Bind(0, 1<<3)
		data := append(ctl(t, k, c.idx, c.val, 4, c.length), make([]byte, c.n)...)
		if out := a.Send(0, 0, request(t, k.Order, notifierID, 1, 1, data)); out.Drop != c.want {
			t.Errorf("%s: %v, want %v", c.name, out.Drop, c.want)
		}
		k.Delete(model.ID{Idx: 5, Val: 5}) // and a wrapped count ends somewhere
	}
	k := start(t, "2.6.14")
	if out := k.Open(root(1), 0).Send(0, 0, request(t, k.Order, notifierID, 1, 1, make([]byte, 15))); out.Drop != model.DropPayload {
		t.Errorf("15 bytes: %v", out.Drop)
	}
	k = start(t, "2.6.33")
	if out := k.Open(root(1), 0).Send(0, 0, watch(t, k, 4, nil, nil)); out.Drop != model.DropID {
		t.Errorf("2.6.33: %v", out.Drop)
	}
}
