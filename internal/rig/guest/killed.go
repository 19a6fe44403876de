//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"unsafe"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/tap"
	"golang.org/x/sys/unix"
)

// listening is the role of a tap that is killed: it says when it listens, and waits.
func listening(nlmon bool) error {
	if _, err := record.Open(context.Background(), record.Options{Tap: true, Listen: true, Nlmon: nlmon}); err != nil {
		return err
	}
	fmt.Println("ready 1")
	select {}
}

// killed kills taps that listen, and holds what they leave behind against what the next
// says and clears: the kernel's count of listeners, and devices.
func killed(k scenario.Kernel) error {
	modes := []string{"once", "nlmon"}
	if !k.Described() {
		modes = modes[:1]
	}
	for _, mode := range modes {
		if err := leaves(k, mode); err != nil {
			return fmt.Errorf("a tap (%s) was killed: %w", mode, err)
		}
	}
	return nil
}

func leaves(k scenario.Kernel, mode string) error {
	before, err := counted(k)
	if err != nil {
		return err
	}
	if err := kill(mode); err != nil {
		return err
	}
	raised, err := counted(k)
	if err != nil {
		return err
	}
	device := ours()
	r, err := record.Open(context.Background(), record.Options{Tap: true, Nlmon: mode == "nlmon"})
	if err != nil {
		return err
	}
	notes := strings.Join(r.Notes(), "; ")
	fmt.Printf("rig: killed %s: count %d, then %d; device %q; %s\n", mode, before, raised, device, notes)
	if err := r.Close(); err != nil {
		return err
	}
	var faults []string
	fault := func(wrong bool, what string) {
		if wrong {
			faults = append(faults, what)
		}
	}
	said := "taken back"
	if !k.Counted() {
		said = "perhaps: how many listen is not known here"
		if err := byHand(k); err != nil {
			return err
		}
	}
	after, err := counted(k)
	if err != nil {
		return err
	}
	fault(raised != before+1, "the listener is not counted")
	fault(after != before, fmt.Sprintf("the count is %d behind the next run", after))
	fault(!strings.Contains(notes, said), "nothing is said of the listener")
	fault(device != "" && !strings.Contains(notes, device+" is removed"), "nothing is said of the device")
	fault(ours() != "", "the device is still there")
	if faults != nil {
		return errors.New(strings.Join(faults, "; "))
	}
	return nil
}

// byHand does what is advised where nobody knows how many listen (record/DEPLOY.md).
func byHand(k scenario.Kernel) (err error) {
	left, err := filepath.Glob("/run/cnwire/listen-*")
	if err != nil || len(left) != 1 {
		return fmt.Errorf("notes %q, %w", left, err)
	}
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	if k.Filters() { // then an IGNORE alone changes nothing
		const nothing codec.McastOp = 0
		err = ask(fd, nothing)
	}
	return errors.Join(err, ask(fd, codec.McastIgnore), os.Remove(left[0]))
}

// kill starts one, and kills it when it listens.
func kill(mode string) error {
	cmd := exec.Command("/proc/self/exe", "role", "listening", mode)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready 1\n" {
		return fmt.Errorf("a tap that listens: %q, %w", line, errors.Join(err, cmd.Wait()))
	}
	err = cmd.Process.Kill()
	_ = cmd.Wait() // which says that it was killed
	return err
}

// counted is the kernel's count of listeners; where it does not say that, 1 if it makes
// events.
func counted(k scenario.Kernel) (int32, error) {
	if !k.Counted() {
		return flows()
	}
	s, err := tap.ReadSockets()
	if err == nil && !s.Counted {
		err = errors.New("the kernel does not say what it counts")
	}
	return s.Count, err
}

// flows has a tap look whether a name that is taken is an event.
func flows() (events int32, err error) {
	t, err := tap.Open(1 << 17)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, t.Close()) }()
	name := [...]byte{'f', 'l', 'o', 'w', 's', 0}
	if err := unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&name[0])), 0, 0, 0); err != nil {
		return 0, err
	}
	t.Interrupt()
	for {
		switch m, err := t.Next(true); {
		case errors.Is(err, tap.ErrStopped):
			return events, nil
		case err != nil:
			return 0, err
		case !m.ToKernel:
			events = 1
		}
	}
}

// ours is the name of a device of a tap's, or empty.
func ours() string {
	list, _ := net.Interfaces()
	for _, i := range list {
		if strings.HasPrefix(i.Name, "cnwire") {
			return i.Name
		}
	}
	return ""
}
