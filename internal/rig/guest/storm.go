//go:build linux

package main

import (
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"
	"unsafe"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/record/tap"
	"golang.org/x/sys/unix"
)

// A storm is that many threads, each of which takes a name as often, an event each, or has
// a program make children, one after the other, which are two.
const (
	stormThreads = 16
	stormNames   = 1500
)

// weather is what a storm is made of: threads do it, which makes least messages together.
type weather struct {
	name  string
	do    func() error
	least int
}

// opener makes a tap with a ring of so many bytes.
type opener = func(int) (*tap.Tap, error)

// storms has the taps that a kernel lets look at storms, with room for all and for few: what they saw and what
// they say they lost is what there was, which nlmon0 counts. The last is of so many forks,
// which take long.
func storms(k scenario.Kernel, forks int) (err error) {
	openers := []opener{tap.Open}
	if k.Described() {
		openers = append(openers, tap.OpenNlmon)
	}
	names := weather{"names", rename, stormThreads * stormNames}
	for _, buffer := range []int{32 << 20, 1} {
		err = errors.Join(err, storm(names, buffer, openers))
	}
	if each := forks / stormThreads; each > 0 {
		err = errors.Join(err, storm(weather{"forks", func() error { return children(each) }, stormThreads * each * 2}, 64<<20, openers))
	}
	return err
}

// storm is one. A listener of ours that reads nothing has room for all, so that there is
// a frame for each message.
func storm(w weather, buffer int, openers []opener) (err error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if err := errors.Join(unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 128<<20),
		unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1})); err != nil {
		return err
	}
	var looking []*tap.Tap
	for _, open := range openers {
		t, e := open(buffer)
		if e != nil {
			return e
		}
		defer func() { err = errors.Join(err, t.Close()) }()
		looking = append(looking, t)
	}
	before, err := tapped()
	if err != nil {
		return err
	}
	if err := ask(fd, codec.McastListen); err != nil {
		return err
	}
	began := time.Now()
	asked := meanwhile(func() { looking[0].Losses() }) // as a recorder does
	if err := together(w.do); err != nil {
		return err
	}
	took := time.Since(began)
	asked()
	time.Sleep(300 * time.Millisecond) // for threads that are still ending
	if err := ask(fd, codec.McastIgnore); err != nil {
		return err
	}
	after, err := tapped()
	if err != nil {
		return err
	}
	fmt.Printf("rig: storm of %s: %d messages in %v\n", w.name, after-before, took.Round(time.Millisecond))
	if after-before < w.least {
		err = fmt.Errorf("a storm of %s of %d messages, want %d at least", w.name, after-before, w.least)
	}
	for _, t := range looking {
		err = errors.Join(err, saw(t, after-before, buffer))
	}
	return err
}

// saw asks a tap with a ring of a size what it saw of so many messages.
func saw(t *tap.Tap, messages, buffer int) error {
	t.Interrupt()
	seen := 0
	var err error
	for ; err == nil; seen++ {
		_, err = t.Next(true)
	}
	seen--
	if !errors.Is(err, tap.ErrStopped) {
		return err
	}
	l, err := t.Losses()
	if err != nil {
		return err
	}
	fmt.Printf("rig: storm, by %s: %d seen, %+v\n", t.How(), seen, l)
	if lost := int(l.Messages()); seen+lost != messages || l.Missed != 0 || (l.Ring != 0) != (buffer == 1) {
		return fmt.Errorf("a storm of %d messages: a tap (%s) saw %d, and says that it lost %+v", messages, t.How(), seen, l)
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

// meanwhile does something again and again until it is stopped.
func meanwhile(do func()) (stop func()) {
	stopped, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-stopped:
				return
			default:
				do()
			}
		}
	}()
	return func() { close(stopped); <-ended }
}

// together has the threads do something, all at once.
func together(do func() error) error {
	var ready, ended sync.WaitGroup
	start := make(chan struct{})
	errs := make([]error, stormThreads)
	for i := range errs {
		ready.Add(1)
		ended.Go(func() {
			runtime.LockOSThread() // which ends with the goroutine
			ready.Done()
			<-start
			errs[i] = do()
		})
	}
	ready.Wait()
	close(start)
	ended.Wait()
	return errors.Join(errs...)
}

// rename has a thread take its name again and again.
func rename() error {
	name := [...]byte{'s', 't', 'o', 'r', 'm', 0}
	for range stormNames {
		if err := unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&name[0])), 0, 0, 0); err != nil {
			return err
		}
	}
	return nil
}

// children has a program make them: this one is large, which a fork copies.
func children(n int) error {
	out, err := exec.Command("/proc/self/exe", "role", "forks", strconv.Itoa(n)).CombinedOutput()
	if err != nil {
		return fmt.Errorf("forks: %w: %s", err, out)
	}
	return nil
}
