package model_test

import (
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// R37: where a kernel's message goes.
func TestTransmit(t *testing.T) {
	five := model.ID{Idx: 5, Val: 1}
	for _, c := range []struct {
		name        string
		release     string
		id          model.ID
		port, group uint32
		got         string
		err         model.Errno
	}{
		{"neither, registered", "6.12", five, 0, 0, "ab", 0},
		{"neither, not registered", "6.12", model.ID{Idx: 5, Val: 2}, 0, 0, "", model.ENODEV},
		{"neither, nobody in its group", "6.12", procID, 0, 0, "", model.ESRCH},
		{"neither, nobody in its group, early", "2.6.16", procID, 0, 0, "", 0},
		{"neither, not registered, early", "2.6.14", model.ID{Idx: 5, Val: 2}, 0, 0, "", model.ENODEV},
		{"group", "6.12", procID, 0, 5, "ab", 0},
		{"group that nobody is in", "6.12", five, 0, 6, "", model.ESRCH},
		{"group that there is not", "6.12", five, 0, 33, "", model.ESRCH},
		{"group -1", "2.6.32", five, 0, 1<<32 - 1, "", model.ESRCH},
		{"port", "6.12", five, 3, 0, "c", 0},
		{"port that nobody has", "6.12", five, 4, 0, "", model.ECONNREFUSED},
		{"both: the group without the port", "6.12", five, 1, 5, "b", 0},
		{"both, the port not in the group", "6.12", five, 3, 5, "ab", 0},
		{"both, nobody in the group", "6.12", five, 1, 6, "", model.ESRCH},
		{"a port, before 3.15", "3.14", five, 3, 0, "", model.ENOSYS},
	} {
		k := start(t, c.release)
		k.Add(five, "five", func(*model.Message) {})
		a, b, d := k.Open(root(1), 0), k.Open(root(2), 0), k.Open(root(3), 0)
		a.Bind(0, 1<<4)
		b.Bind(0, 1<<4)
		d.Bind(0, 0)
		got, err := k.Transmit([]model.Part{{ID: c.id, Seq: 9, Ack: 8, Data: []byte("x")}}, c.port, c.group)
		reached := ""
		for _, x := range got {
			reached += names(x.Got, a, b, d)
		}
		if err != c.err || reached != c.got {
			t.Errorf("%s: %q, %v; want %q, %v", c.name, reached, err, c.got, c.err)
		}
	}
}

// R38: the bytes, by hand. Up to 3.9 nlmsg_len counts the padding, which is old
// memory; afterwards it is exact, and the padding is zero.
func TestTransmitBytes(t *testing.T) {
	for release, want := range map[string]string{
		"3.9":  "28000000" + "0300" + "0000" + "09000000" + "00000000" + "05000000" + "01000000" + "09000000" + "08000000" + "0300" + "0700" + "616263" + "ee",
		"3.10": "27000000" + "0300" + "0000" + "09000000" + "00000000" + "05000000" + "01000000" + "09000000" + "08000000" + "0300" + "0700" + "616263" + "00",
		"3.12": "27000000" + "0300" + "0000" + "09000000" + "00000000" + "05000000" + "01000000" + "09000000" + "08000000" + "0300" + "0700" + "616263" + "00",
	} {
		k := startWith(t, release, model.Config{Old: 0xee})
		a := k.Open(root(1), 0)
		a.Bind(0, 1<<4)
		k.Transmit([]model.Part{{ID: model.ID{Idx: 5, Val: 1}, Seq: 9, Ack: 8, Flags: 7, Data: []byte("abc")}}, 0, 5)
		if d, err := a.Recv(); err != 0 || hex.EncodeToString(d.Bytes) != want {
			t.Errorf("%s: %v\n got %x\nwant %s", release, err, d.Bytes, want)
		}
	}
}

// Several parts stand behind each other without padding (R8), since 3.16, and
// the datagram's seq is the first one's.
func TestTransmitParts(t *testing.T) {
	parts := []model.Part{{ID: model.ID{Idx: 3, Val: 1}, Seq: 5, Ack: 6, Data: []byte("a")}, {ID: model.ID{Idx: 3, Val: 1}, Seq: 7, Data: []byte("bc")}}
	for release, want := range map[string]model.Errno{"3.15": model.ENOSYS, "3.16": 0} {
		k := startWith(t, release, model.Config{Order: binary.BigEndian})
		a := k.Open(root(1), 0)
		a.Bind(0, 1<<2)
		if _, err := k.Transmit(parts, 0, 3); err != want {
			t.Errorf("%s: %v, want %v", release, err, want)
		}
		if want != 0 {
			continue
		}
		d, _ := a.Recv()
		claims, err := spec.Default().Walk(k.Order, 11, d.Bytes, len(d.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		var data []string
		for _, c := range claims {
			if c.Field == "data" {
				data = append(data, string(c.Bytes))
			}
		}
		if len(data) != 2 || data[0] != "a" || data[1] != "bc" || k.Order.Uint32(d.Bytes) != 59 || len(d.Bytes) != 60 || k.Order.Uint32(d.Bytes[8:]) != 5 {
			t.Errorf("%q in %x", data, d.Bytes)
		}
	}
	k := start(t, "6.12")
	for want, size := range map[model.Errno]int{model.ESRCH: 65535, model.EMSGSIZE: 65536} {
		if _, err := k.Transmit([]model.Part{{ID: procID, Data: make([]byte, size)}}, 0, 1); err != want {
			t.Errorf("%d bytes: %v, want %v", size, err, want)
		}
	}
	if _, err := k.Transmit(nil, 0, 1); err != model.ENOSYS {
		t.Errorf("nothing: %v", err)
	}
}

// To one port that is full the kernel's message is lost, and the port is told.
func TestTransmitToFullPort(t *testing.T) {
	k := start(t, "6.12")
	a := k.Open(root(1), 1)
	a.Bind(0, 0)
	for i, want := range []model.Errno{0, model.EAGAIN} {
		got, err := k.Transmit([]model.Part{{ID: procID}}, 1, 0)
		if err != want || len(got) != 1 || len(got[0].Lost) != i {
			t.Errorf("%v, %+v; want %v", err, got, want)
		}
	}
	if _, err := a.Recv(); err != model.ENOBUFS {
		t.Error(err)
	}
}

// A callback may answer: what it sends is among what the request caused.
func TestCallbackAnswers(t *testing.T) {
	k := start(t, "6.12")
	id := model.ID{Idx: 3, Val: 1}
	k.Add(id, "w1", func(m *model.Message) {
		k.Transmit([]model.Part{{ID: id, Seq: m.Seq, Ack: m.Seq + 1, Data: m.Data}}, m.Sender.Port, 0)
	})
	a, b := k.Open(root(1), 0), k.Open(root(2), 0)
	b.Bind(0, 1<<2)
	out := a.Send(0, 0, request(t, k.Order, id, 15, 300, []byte("list")))
	if ans := out.Answers(); len(ans) != 1 || names(ans[0].Got, a, b) != "a" || values(t, k, ans[0].Bytes)["cn_msg.ack"] != 16 {
		t.Errorf("%+v", out)
	}
}
