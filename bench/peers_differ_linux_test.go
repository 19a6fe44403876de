package main

import (
	"encoding/binary"
	"errors"
	"testing"

	"github.com/elastic/gosigar/psnotify"
	"github.com/vishvananda/netlink"

	"github.com/cnwire/cnwire/codec"
)

// What the peers do with the rest. README.md lists these; when a newer version
// does better, its line there goes together with the test here.

// others holds a message of each kind that no peer decodes.
var others = map[codec.EventType][]byte{
	codec.EventNone: datagram(`
		4c000000 0300 0000 970c0100 00000000 01000000 01000000 970c0100 65000000 2800 0000
		00000000 01000000 588a7dd4b9030000 00000000 00000000 00000000 00000000 00000000 00000000`),
	codec.EventUID: datagram(`
		4c000000 0300 0000 9b0c0100 00000000 01000000 01000000 9b0c0100 00000000 2800 0000
		04000000 01000000 691587e0b9030000 e0750000 e0750000 d1070000 d2070000 00000000 00000000`),
	codec.EventGID: datagram(`
		4c000000 0300 0000 9a0c0100 00000000 01000000 01000000 9a0c0100 00000000 2800 0000
		40000000 01000000 4edc86e0b9030000 e0750000 e0750000 e9030000 ea030000 00000000 00000000`),
	codec.EventSID: datagram(`
		4c000000 0300 0000 9e0c0100 00000000 01000000 01000000 9e0c0100 00000000 2800 0000
		80000000 01000000 4bd563eeb9030000 e2750000 e2750000 00000000 00000000 00000000 00000000`),
	codec.EventPtrace: datagram(`
		4c000000 0300 0000 a20c0100 00000000 01000000 01000000 a20c0100 00000000 2800 0000
		00010000 01000000 a2cf9afcb9030000 e5750000 e5750000 e4750000 e4750000 00000000 00000000`),
	codec.EventCoredump: datagram(`
		4c000000 0300 0000 ac0c0100 00000000 01000000 01000000 ac0c0100 00000000 2800 0000
		00000040 01000000 efb43b19ba030000 e9750000 e9750000 e8750000 e8750000 00000000 00000000`),
}

func TestPeersSkip(t *testing.T) {
	onLittleEndian(t)
	for what, b := range others {
		if d := ours(t, b); d.event.What != what {
			t.Errorf("%v: ours is %v", what, d.event.What)
		}
		if ev := decodeVishvananda(b); ev != nil {
			t.Errorf("%v: vishvananda decodes it now: %+v", what, ev)
		}
		pid := int32(binary.LittleEndian.Uint32(b[56:]))
		if ev := watched(t, newWatcher(), pid, b); ev != nil {
			t.Errorf("%v: psnotify decodes it now: %+v", what, ev)
		}
	}
}

// Another user of the connector: Hyper-V's key-value pairs have idx 9.
func TestPeersIgnoreID(t *testing.T) {
	onLittleEndian(t)
	b := append([]byte(nil), events[0].little...)
	b[16] = 9
	if d := ours(t, b); d.event.Data != nil {
		t.Errorf("ours is a process event: %v", d.event.What)
	}
	if decodeVishvananda(b) == nil {
		t.Error("vishvananda heeds the id now")
	}
	if watched(t, newWatcher(), 0x75e0, b) == nil {
		t.Error("psnotify heeds the id now")
	}
}

// An exit that ends after its first eight bytes, with lengths to match.
func TestPeersTruncated(t *testing.T) {
	onLittleEndian(t)
	b := append([]byte(nil), events[0].little[:60]...)
	b[0], b[32] = 60, 24
	if err := new(steps).decode(codec.LittleEndian, b); !errors.Is(err, codec.ErrShort) {
		t.Errorf("ours: %v", err)
	}
	if ev := decodeVishvananda(b); ev == nil || *ev.Msg.(*netlink.ExitProcEvent) != (netlink.ExitProcEvent{}) {
		t.Errorf("vishvananda: %+v, was an exit of all zeros", ev)
	}
	if ev := watched(t, newWatcher(), 0, b); ev != (psnotify.ProcEventExit{}) {
		t.Errorf("psnotify: %+v, was the exit of process 0", ev)
	}
}

// A datagram from a machine of the other byte order, as captures hold.
func TestPeersOtherOrder(t *testing.T) {
	onLittleEndian(t)
	for _, e := range events {
		if decodeVishvananda(e.big) != nil {
			t.Errorf("%s: vishvananda reads big-endian now", e.name)
		}
		w := newWatcher()
		for _, pid := range []int32{1, 0x5b, 0x83} {
			if ev := watched(t, w, pid, e.big); ev != nil {
				t.Errorf("%s: psnotify reads big-endian now: %+v", e.name, ev)
			}
		}
	}
}

// Two cn_msgs in one message, as the kernel's cn_netlink_send_mult allows.
func TestPeersSecondCnMsg(t *testing.T) {
	onLittleEndian(t)
	b := append([]byte(nil), events[0].little...)
	b = append(b, events[1].little[16:]...)
	b[0] = byte(len(b))
	if d := ours(t, b); d.event.What != codec.EventFork {
		t.Errorf("ours ends with %v", d.event.What)
	}
	if ev := decodeVishvananda(b); ev == nil || ev.What != netlink.PROC_EVENT_EXIT {
		t.Errorf("vishvananda: %+v, was the exit alone", ev)
	}
	w := newWatcher()
	if err := w.Watch(0x75b6, psnotify.PROC_EVENT_FORK); err != nil {
		t.Fatal(err)
	}
	if ev := watched(t, w, 0x75e0, b); ev != (psnotify.ProcEventExit{Pid: 0x75e0}) || len(w.Fork) != 0 {
		t.Errorf("psnotify: %+v and %d forks, was the exit alone", ev, len(w.Fork))
	}
}

func TestPeersThreads(t *testing.T) {
	onLittleEndian(t)
	fork := decodeVishvananda(threadFork)
	if fork.Msg.Pid() != 0x75ea {
		t.Errorf("vishvananda: ForkProcEvent.Pid is %#x, was the parent's", fork.Msg.Pid())
	}
	// Thread 0x75ec of process 0x75eb ends; the process does not.
	d := ours(t, threadExit)
	if d.exit.Process.IsLeader() {
		t.Error("ours: a leader")
	}
	w := newWatcher()
	if ev := watched(t, w, 0x75eb, threadExit); ev != (psnotify.ProcEventExit{Pid: 0x75eb}) {
		t.Errorf("psnotify: %+v, was the exit of the process", ev)
	}
	if err := w.RemoveWatch(0x75eb); err == nil {
		t.Error("psnotify: the watch is still there, it was gone after a thread's exit")
	}
}
