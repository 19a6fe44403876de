//go:build linux

package main

import (
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"
	"unsafe"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record/tap"
	"golang.org/x/sys/unix"
)

// A storm is that many threads, each of which takes a name as often: an event each.
const (
	stormThreads = 16
	stormNames   = 1500
)

// storms has taps look at storms, with room for all and for few: what they saw and what
// they say they lost is what there was, which nlmon0 counts.
func storms() (err error) {
	for _, way := range []struct {
		name string
		open func(int) (*tap.Tap, error)
	}{{"once", tap.Open}, {"nlmon", tap.OpenNlmon}} {
		for _, buffer := range []int{32 << 20, 1} {
			if e := storm(way.name, way.open, buffer); e != nil {
				err = errors.Join(err, e)
			}
		}
	}
	return err
}

// storm is one. A listener of ours that reads nothing has room for all, so that there is
// a frame for each message.
func storm(name string, open func(int) (*tap.Tap, error), buffer int) (err error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := errors.Join(unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 128<<20),
		unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1})); err != nil {
		return err
	}
	t, err := open(buffer)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	before, err := tapped()
	if err != nil {
		return err
	}
	if err := ask(fd, codec.McastListen); err != nil {
		return err
	}
	rename()
	time.Sleep(300 * time.Millisecond) // for threads that are still ending
	if err := ask(fd, codec.McastIgnore); err != nil {
		return err
	}
	after, err := tapped()
	if err != nil {
		return err
	}
	t.Interrupt()
	seen := 0
	for {
		if _, err = t.Next(true); err != nil {
			break
		}
		seen++
	}
	if !errors.Is(err, tap.ErrStopped) {
		return err
	}
	l, err := t.Losses()
	if err != nil {
		return err
	}
	fmt.Printf("rig: storm, %s, %s: %d messages, %d seen, %+v\n", name, t.How(), after-before, seen, l)
	lost := int(l.Messages())
	if after-before < stormThreads*stormNames || seen+lost != after-before || buffer > 1 && l.Ring != 0 || buffer == 1 && l.Ring == 0 {
		return fmt.Errorf("a storm of %d messages: a tap (%s) saw %d, and says that it lost %d", after-before, name, seen, lost)
	}
	return nil
}

// ask sends a request to process events.
func ask(fd int, op codec.McastOp) error {
	const o = codec.NativeOrder
	cn := codec.CnMsg{ID: codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}, Seq: 1, Data: op.Append(o, nil)}
	cn.FixLengths()
	m := codec.Message{Header: codec.NlMsghdr{Type: codec.NlMsgDone, Seq: 1}, Data: cn.Append(o, nil)}
	m.FixLengths()
	return unix.Sendto(fd, m.Append(o, nil), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
}

// rename has the threads take their names, all at once.
func rename() {
	var ready, ended sync.WaitGroup
	start := make(chan struct{})
	name := [...]byte{'s', 't', 'o', 'r', 'm', 0}
	for range stormThreads {
		ready.Add(1)
		ended.Go(func() {
			runtime.LockOSThread() // which ends with the goroutine
			ready.Done()
			<-start
			for range stormNames {
				if unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&name[0])), 0, 0, 0) != nil {
					return // too few, which is noticed
				}
			}
		})
	}
	ready.Wait()
	close(start)
	ended.Wait()
}
