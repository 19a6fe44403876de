package main

import (
	"fmt"
	"reflect"
	"syscall"
	"unsafe"

	"github.com/elastic/gosigar/psnotify"
	"github.com/vishvananda/netlink"

	"github.com/cnwire/cnwire/codec"
)

// The peers parse in functions that they do not export. The linker takes these
// declarations without a body for the peers' own code, unchanged, as it stands
// in the module cache.

//go:linkname vishvanandaParse github.com/vishvananda/netlink.parseNetlinkMessage
func vishvanandaParse(m syscall.NetlinkMessage) *netlink.ProcEvent

//go:linkname psnotifyHandle github.com/elastic/gosigar/psnotify.(*Watcher).handleEvent
func psnotifyHandle(w *psnotify.Watcher, data []byte)

func peerRows() []row {
	const gosigar = "github.com/elastic/gosigar"
	return []row{
		{"vishvananda", "github.com/vishvananda/netlink", prepareVishvananda},
		{"psnotify", gosigar, preparePsnotify},
		{"psnotify-unwatched", gosigar, prepareUnwatched},
	}
}

// decodeVishvananda is netlink.ProcEventMonitor without its socket and its
// channel. It returns the last event.
func decodeVishvananda(b []byte) (ev *netlink.ProcEvent) {
	msgs, err := syscall.ParseNetlinkMessage(b)
	if err != nil {
		return nil
	}
	for _, m := range msgs {
		if e := vishvanandaParse(m); e != nil {
			ev = e
		}
	}
	return ev
}

func prepareVishvananda(e event) loop {
	b := e.native()
	if decodeVishvananda(b) == nil {
		return nil
	}
	return func(n int) {
		for range n {
			if decodeVishvananda(b) == nil {
				panic(e.name + ": no event")
			}
		}
	}
}

// newWatcher returns a Watcher without a socket. Its channels hold one event,
// so that handleEvent need not wait for a second goroutine.
func newWatcher() *psnotify.Watcher {
	w := &psnotify.Watcher{
		Fork: make(chan *psnotify.ProcEventFork, 1),
		Exec: make(chan *psnotify.ProcEventExec, 1),
		Exit: make(chan *psnotify.ProcEventExit, 1),
	}
	f := reflect.ValueOf(w).Elem().FieldByName("watches")
	f = reflect.NewAt(f.Type(), unsafe.Pointer(f.UnsafeAddr())).Elem()
	f.Set(reflect.MakeMap(f.Type()))
	return w
}

// decodePsnotify is Watcher.readEvents without its socket.
func decodePsnotify(w *psnotify.Watcher, b []byte) {
	msgs, _ := syscall.ParseNetlinkMessage(b)
	for _, m := range msgs {
		if m.Header.Type == syscall.NLMSG_DONE {
			psnotifyHandle(w, m.Data)
		}
	}
}

// preparePsnotify watches the process that the event is about and takes the
// event from its channel. An exit ends the watch, so each one is watched anew,
// with the call that a user makes.
func preparePsnotify(e event) loop {
	w, b := newWatcher(), e.native()
	pid, flag := watchOf(e)
	if flag == 0 {
		return nil
	}
	if err := w.Watch(pid, flag); err != nil {
		panic(err)
	}
	return func(n int) {
		for range n {
			decodePsnotify(w, b)
			select {
			case <-w.Fork:
			case <-w.Exec:
			case <-w.Exit:
				w.Watch(pid, flag)
			default:
				panic(fmt.Sprintf("%s: no event for process %d", e.name, pid))
			}
		}
	}
}

// prepareUnwatched decodes an event that nobody watches: handleEvent parses it
// all the same and returns nothing. It is the least that psnotify can cost.
func prepareUnwatched(e event) loop {
	w, b := newWatcher(), e.native()
	if _, flag := watchOf(e); flag == 0 {
		return nil
	}
	return func(n int) {
		for range n {
			decodePsnotify(w, b)
		}
	}
}

// watchOf returns the process and the flag by which a Watcher delivers e; the
// flag is 0 for an event that psnotify does not know.
func watchOf(e event) (pid int, flag uint32) {
	var d steps
	if err := d.decode(codec.OrderUnknown, e.native()); err != nil {
		panic(err)
	}
	switch e.what {
	case codec.EventFork:
		return int(d.fork.Parent.TGID), psnotify.PROC_EVENT_FORK
	case codec.EventExec:
		return int(d.exec.Process.TGID), psnotify.PROC_EVENT_EXEC
	case codec.EventExit:
		return int(d.exit.Process.TGID), psnotify.PROC_EVENT_EXIT
	}
	return 0, 0
}
