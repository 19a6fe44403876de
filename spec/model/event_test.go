package model_test

import (
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// Messages of Linux 6.18 on x86-64, byte for byte.
func TestEventMeasured(t *testing.T) {
	process := func(pid uint64, more map[string]uint64) map[string]uint64 {
		m := map[string]uint64{"process_pid": pid, "process_tgid": pid}
		for k, v := range more {
			m[k] = v
		}
		return m
	}
	for _, c := range []struct {
		name     string
		seq, cpu uint32
		clock    uint64
		event    model.Event
		want     string
	}{
		{"FORK", 0x10c99, 1, 0x3b9e079585c, model.Event{What: 1, Fields: map[string]uint64{"parent_pid": 0x75b6, "parent_tgid": 0x75b6, "child_pid": 0x75df, "child_tgid": 0x75df}},
			"4c00000003000000990c0100000000000100000001000000990c0100000000002800000001000000010000005c5879e0b9030000b6750000b6750000df750000df7500000000000000000000"},
		{"EXEC", 0x12205, 0, 0x3b9e07df614, model.Event{What: 2, Fields: process(0x75df, nil)},
			"4c0000000300000005220100000000000100000001000000052201000000000028000000020000000000000014f67de0b9030000df750000df75000000000000000000000000000000000000"},
		{"UID", 0x10c9b, 1, 0x3b9e0871569, model.Event{What: 4, Fields: process(0x75e0, map[string]uint64{"ruid": 2001, "euid": 2002})},
			"4c000000030000009b0c01000000000001000000010000009b0c010000000000280000000400000001000000691587e0b9030000e0750000e0750000d1070000d20700000000000000000000"},
		{"PTRACE detach", 0x10ca3, 1, 0x3b9fd7f5bfc, model.Event{What: 0x100, Fields: process(0x75e5, nil)},
			"4c00000003000000a30c0100000000000100000001000000a30c010000000000280000000001000001000000fc5b7ffdb9030000e5750000e575000000000000000000000000000000000000"},
		{"COMM", 0x10ca8, 1, 0x3ba0b5ea467, model.Event{What: 0x200, Fields: process(0x75e7, nil), Comm: []byte("abcdefghijklmno")},
			"4c00000003000000a80c0100000000000100000001000000a80c01000000000028000000000200000100000067a45e0bba030000e7750000e77500006162636465666768696a6b6c6d6e6f00"},
		{"COREDUMP", 0x10cac, 1, 0x3ba193bb4ef, model.Event{What: 0x40000000, Fields: process(0x75e9, map[string]uint64{"parent_pid": 0x75e8, "parent_tgid": 0x75e8})},
			"4c00000003000000ac0c0100000000000100000001000000ac0c010000000000280000000000004001000000efb43b19ba030000e9750000e9750000e8750000e87500000000000000000000"},
		{"EXIT", 0x12218, 0, 0x3ba2737b854, model.Event{What: exit, Fields: map[string]uint64{"process_pid": 0x75ec, "process_tgid": 0x75eb, "exit_signal": 1<<32 - 1}},
			"4c0000000300000018220100000000000100000001000000182201000000000028000000000000800000000054b83727ba030000ec750000eb75000000000000ffffffff0000000000000000"},
	} {
		k := start(t, "6.18")
		a := listener(t, k, 1, 0)
		a.Send(0, 0, ask(t, k, 7, 100, listen))
		a.Recv()
		k.CPU, k.Clock = c.cpu, c.clock
		k.SetSeq(c.cpu, c.seq)
		mustEmit(t, k, c.event)
		if d, err := a.Recv(); err != 0 || hex.EncodeToString(d.Bytes) != c.want {
			t.Errorf("%s: %v\n got %x\nwant %s", c.name, err, d.Bytes, c.want)
		}
	}
	// And the answers to a request with seq 7 and ack 100.
	for _, c := range []struct {
		op, seq uint32
		clock   uint64
		want    string
	}{
		{listen, 0x10c97, 0x3b9d47d8a58, "4c00000003000000970c0100000000000100000001000000970c010065000000280000000000000001000000588a7dd4b9030000000000000000000000000000000000000000000000000000"},
	} {
		k := start(t, "6.18")
		a := listener(t, k, 1, 0)
		k.CPU, k.Clock = 1, c.clock
		k.SetSeq(1, c.seq)
		a.Send(0, 0, ask(t, k, 7, 100, c.op))
		if d, err := a.Recv(); err != 0 || hex.EncodeToString(d.Bytes) != c.want {
			t.Errorf("answer: %v\n got %x\nwant %s", err, d.Bytes, c.want)
		}
	}
}

// R9: the layouts of older kernels, by hand from their headers, of a FORK at
// 5.000000006 s. What they do not write is 0xee.
func TestEventLayouts(t *testing.T) {
	const head = "03000000" + "00000000" + "00000000" + "0100000001000000" + "00000000" + "00000000"
	const body = "01000000" + "02000000" + "03000000" + "04000000"
	for _, c := range []struct {
		release string
		bits32  bool
		want    string
	}{
		{"2.6.15", true, "44000000" + head + "2000eeee" + "01000000" + "00000000" + "05000000" + "06000000" + body},
		{"2.6.15", false, "4c000000" + head + "2800eeee" + "01000000" + "00000000" + "0500000000000000" + "0600000000000000" + body},
		{"2.6.18", false, "44000000" + head + "2000eeee" + "01000000" + "00000000" + "06f2052a01000000" + body},
		{"3.1", true, "44000000" + head + "2000eeee" + "01000000" + "00000000" + "06f2052a01000000" + body},
		{"3.2", false, "4c000000" + head + "2800eeee" + "01000000" + "00000000" + "06f2052a01000000" + body + "eeeeeeeeeeeeeeee"},
		{"3.12", false, "4c000000" + head + "28000000" + "01000000" + "00000000" + "06f2052a01000000" + body + "0000000000000000"},
	} {
		k := startWith(t, c.release, model.Config{Bits32: c.bits32, Old: 0xee})
		a := listener(t, k, 1, 0)
		a.Send(0, 0, ask(t, k, 0, 0, listen))
		a.Recv()
		k.Clock = 5_000_000_006
		k.SetSeq(0, 0)
		mustEmit(t, k, model.Event{What: 1, Fields: map[string]uint64{"parent_pid": 1, "parent_tgid": 2, "child_pid": 3, "child_tgid": 4}})
		if d, err := a.Recv(); err != 0 || hex.EncodeToString(d.Bytes) != c.want {
			t.Errorf("%s: %v\n got %x\nwant %s", c.release, err, d.Bytes, c.want)
		}
	}
}

// An EXIT has no parent before 4.18: old memory up to 3.11, then zero.
func TestEventParent(t *testing.T) {
	for release, want := range map[string]string{"3.1": "", "3.11": "eeeeeeeeeeeeeeee", "3.12": "0000000000000000", "4.18": "0000000500000006"} {
		k := startWith(t, release, model.Config{Order: binary.BigEndian, Old: 0xee})
		a := listener(t, k, 1, 0)
		a.Send(0, 0, ask(t, k, 0, 0, listen))
		a.Recv()
		e := model.Event{What: exit, Fields: map[string]uint64{"parent_pid": 5, "parent_tgid": 6}}
		if _, err := k.Emit(e); (err == nil) != (release == "4.18") {
			t.Errorf("%s: %v", release, err)
		}
		if release != "4.18" {
			mustEmit(t, k, model.Event{What: exit})
		}
		if d, err := a.Recv(); err != 0 || hex.EncodeToString(d.Bytes[68:]) != want {
			t.Errorf("%s: %v\n got %x\nwant %s", release, err, d.Bytes[68:], want)
		}
	}
}

// An event that the release does not have, or a field, is refused, and nothing
// is sent.
func TestEmitRefuses(t *testing.T) {
	for _, c := range []struct {
		release string
		e       model.Event
		ok      bool
	}{
		{"2.6.14", model.Event{What: 1}, false},
		{"2.6.15", model.Event{What: 1}, true},
		{"2.6.31", model.Event{What: 0x80}, false},
		{"2.6.32", model.Event{What: 0x80}, true},
		{"3.1", model.Event{What: 0x200}, false},
		{"3.2", model.Event{What: 0x200, Comm: make([]byte, 16)}, true},
		{"3.2", model.Event{What: 0x200, Comm: make([]byte, 17)}, false},
		{"3.2", model.Event{What: 1, Comm: []byte("x")}, false},
		{"6.12", model.Event{What: 0}, false},
		{"6.12", model.Event{What: nonzeroExit}, false},
		{"6.12", model.Event{What: 3}, false},
		{"6.12", model.Event{What: 1, Fields: map[string]uint64{"x": 1}}, false},
		{"6.12", model.Event{What: 1, Fields: map[string]uint64{"child_pid": 1 << 32}}, false},
	} {
		k := start(t, c.release)
		a := listener(t, k, 1, 0)
		a.Send(0, 0, ask(t, k, 0, 0, listen))
		got, err := k.Emit(c.e)
		if (err == nil) != c.ok || (len(got) == 1) != c.ok {
			t.Errorf("%s, %+v: %v, %v", c.release, c.e, got, err)
		}
	}
}
