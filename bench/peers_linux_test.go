package main

import (
	"encoding/binary"
	"reflect"
	"testing"

	"github.com/elastic/gosigar/psnotify"
	"github.com/vishvananda/netlink"

	"github.com/cnwire/cnwire/codec"
)

// Further messages of the kernel that sent the little-endian ones.
var (
	threadFork = datagram(`
		4c000000 0300 0000 af0c0100 00000000 01000000 01000000 af0c0100 00000000 2800 0000
		01000000 01000000 36922427ba030000 ea750000 ea750000 ec750000 eb750000 00000000 00000000`)
	threadExit = datagram(`
		4c000000 0300 0000 18220100 00000000 01000000 01000000 18220100 00000000 2800 0000
		00000080 00000000 54b83727ba030000 ec750000 eb750000 00000000 ffffffff 00000000 00000000`)
)

// onLittleEndian skips a test of messages that only such a machine's peers read.
func onLittleEndian(t *testing.T) {
	if binary.NativeEndian.Uint16([]byte{1, 0}) != 1 {
		t.Skip("the messages are little-endian and the peers read native order")
	}
}

func ours(t *testing.T, b []byte) *steps {
	t.Helper()
	d := new(steps)
	if err := d.decode(codec.OrderUnknown, b); err != nil {
		t.Fatal(err)
	}
	return d
}

// watched hands b to a Watcher that watches pid for everything and returns
// what it delivers, or nil.
func watched(t *testing.T, w *psnotify.Watcher, pid int32, b []byte) any {
	t.Helper()
	if err := w.Watch(int(pid), psnotify.PROC_EVENT_ALL); err != nil {
		t.Fatal(err)
	}
	decodePsnotify(w, b)
	select {
	case ev := <-w.Fork:
		return *ev
	case ev := <-w.Exec:
		return *ev
	case ev := <-w.Exit:
		return *ev
	default:
		return nil
	}
}

func TestVishvanandaAgrees(t *testing.T) {
	for _, e := range events {
		checkVishvananda(t, e.native())
	}
	onLittleEndian(t)
	checkVishvananda(t, threadFork)
	checkVishvananda(t, threadExit)
}

func checkVishvananda(t *testing.T, b []byte) {
	t.Helper()
	d, got := ours(t, b), decodeVishvananda(b)
	if got == nil {
		t.Fatalf("%v: no event", d.event.What)
	}
	head := netlink.ProcEventHeader{What: uint32(d.event.What), CPU: d.event.CPU, Timestamp: d.event.TimestampNs}
	if got.ProcEventHeader != head {
		t.Errorf("%v: header %+v, ours %+v", d.event.What, got.ProcEventHeader, head)
	}
	u := func(v int32) uint32 { return uint32(v) }
	var want netlink.ProcEventMsg
	switch d.event.What {
	case codec.EventExit:
		x := d.exit
		want = &netlink.ExitProcEvent{
			ProcessPid: u(x.Process.PID), ProcessTgid: u(x.Process.TGID),
			ExitCode: x.ExitCode, ExitSignal: x.ExitSignal,
			ParentPid: u(x.Parent.PID), ParentTgid: u(x.Parent.TGID),
		}
	case codec.EventFork:
		x := d.fork
		want = &netlink.ForkProcEvent{
			ParentPid: u(x.Parent.PID), ParentTgid: u(x.Parent.TGID),
			ChildPid: u(x.Child.PID), ChildTgid: u(x.Child.TGID),
		}
	case codec.EventExec:
		want = &netlink.ExecProcEvent{ProcessPid: u(d.exec.Process.PID), ProcessTgid: u(d.exec.Process.TGID)}
	case codec.EventComm:
		x := d.comm
		want = &netlink.CommProcEvent{ProcessPid: u(x.Process.PID), ProcessTgid: u(x.Process.TGID), Comm: x.Comm}
	}
	if !reflect.DeepEqual(got.Msg, want) {
		t.Errorf("%v: %+v, ours %+v", d.event.What, got.Msg, want)
	}
}

func TestPsnotifyAgrees(t *testing.T) {
	for _, e := range events {
		b := e.native()
		d := ours(t, b)
		var pid int32
		var want any
		switch e.what {
		case codec.EventExit:
			pid = d.exit.Process.TGID
			want = psnotify.ProcEventExit{Pid: int(pid)}
		case codec.EventFork:
			pid = d.fork.Parent.TGID
			want = psnotify.ProcEventFork{ParentPid: int(pid), ChildPid: int(d.fork.Child.TGID)}
		case codec.EventExec:
			pid = d.exec.Process.TGID
			want = psnotify.ProcEventExec{Pid: int(pid)}
		case codec.EventComm:
			pid = d.comm.Process.TGID // and no event: psnotify knows three kinds
		}
		if got := watched(t, newWatcher(), pid, b); got != want {
			t.Errorf("%s: %+v, ours %+v", e.name, got, want)
		}
	}
}
