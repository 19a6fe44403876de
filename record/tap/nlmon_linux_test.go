package tap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// bound is a socket of the connector in some groups, and its port.
func bound(t *testing.T, groups uint32) (fd int, port uint32) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(fd) })
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: groups}); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	return fd, name.(*unix.SockaddrNetlink).Pid
}

func sendTo(t *testing.T, fd int, b []byte, port uint32) {
	t.Helper()
	if err := unix.Sendto(fd, b, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: port}); err != nil {
		t.Fatal(err)
	}
}

// By each way to attach, a copy for each listener, what a program sends another, and
// nothing of another network namespace, where there is an nlmon device as well.
func TestNlmon(t *testing.T) {
	if os.Getenv(live) != "1" {
		t.Skip("Programs are attached in guests alone: make tap (" + live + "=1).")
	}
	want := "record --tap works here too"
	if lacks("kprobes") { // which is found out by one
		want = "cannot be read"
	}
	noTypes = true
	_, err := OpenNlmon(1 << 20)
	noTypes = false
	if list, e := nlmonDevices(); e != nil || len(list) != 0 || err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("without a description of structures: %v; devices %q, %v", err, list, e)
	}
	if !described() {
		return
	}
	ways := []string{byKprobes, byTrampolines}
	switch {
	case lacks("kprobes"):
		ways = ways[1:]
	case lacks("trampolines"):
		ways = ways[:1]
	}
	for _, way := range ways {
		t.Run(way, func(t *testing.T) {
			noKprobes = way == byTrampolines && !lacks("kprobes")
			defer func() { noKprobes = false }()
			tap, err := OpenNlmon(1 << 20)
			if err != nil {
				t.Fatal(err)
			}
			made := tap.device != nil
			if list, err := nlmonDevices(); err != nil || made != slices.Contains(list, "cnwire0") || tap.How() != way {
				t.Errorf("%q, %v, by %s", list, err, tap.How())
			}
			one, onePort := bound(t, 1)
			_, twoPort := bound(t, 1)
			sendTo(t, one, request(1, 7), 0)
			connector.Mark(t, "tap test")
			time.Sleep(10 * time.Millisecond)
			sendTo(t, one, request(2, 8), 0)
			aside := append(request(1, 9), "aside, and longer than a short record has room for"...)
			sendTo(t, one, aside, twoPort)
			unbound(t, one, twoPort)
			elsewhere(t)
			list := all(t, tap)
			if l, err := tap.Losses(); err != nil || l != (Losses{}) {
				t.Errorf("%+v, %v", l, err)
			}
			if err := tap.Close(); err != nil {
				t.Error(err)
			}
			if list, err := nlmonDevices(); err != nil || len(list) != 0 {
				t.Errorf("behind the end there are %q, %v", list, err)
			}
			examineFrames(t, list, onePort, twoPort, aside)
		})
	}
}

// grouped is what unbound sends: a LISTEN of 3 bytes.
var grouped = func() []byte {
	const all, size = 39, 3
	b := append(request(1, 10)[:36], "all\x00"...)
	binary.NativeEndian.PutUint32(b, all)
	binary.NativeEndian.PutUint16(b[32:], size)
	return b
}()

// unbound sends to a port and the group, of which a socket is a member that has no port: a
// program that never bound it. What is sent to the kernel and the group it does not receive,
// as net/netlink/af_netlink.c:do_one_broadcast leaves out who has the port of the receiver.
func unbound(t *testing.T, from int, to uint32) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := unix.SetsockoptInt(fd, unix.SOL_NETLINK, unix.NETLINK_ADD_MEMBERSHIP, 1); err != nil {
		t.Fatal(err)
	}
	if err := unix.Sendto(from, grouped, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: to, Groups: 1}); err != nil {
		t.Fatal(err)
	}
}

// all takes out what the tap has seen.
func all(t *testing.T, tap *Tap) (list []Message) {
	t.Helper()
	tap.Interrupt()
	for {
		m, err := tap.Next(true)
		if errors.Is(err, ErrStopped) {
			return list
		} else if err != nil {
			t.Error(err)
			return list
		}
		kept := *m // the next call takes back what this one gave
		kept.Data = bytes.Clone(m.Data)
		list = append(list, kept)
	}
}

// elsewhere sends from socket to socket in a network namespace of its own, where another
// tap sees that, and nothing else.
func elsewhere(t *testing.T) {
	t.Helper()
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread() // which ends with the goroutine
		if err := unix.Unshare(unix.CLONE_NEWNET); err != nil {
			t.Error(err)
			return
		}
		tap, err := OpenNlmon(1 << 17)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() {
			list := all(t, tap)
			if err := tap.Close(); err != nil || len(list) != 1 || list[0].From != 77 || list[0].Port != 77 || !bytes.Equal(list[0].Data, request(1, 77)) {
				t.Errorf("in another namespace: %+v, %v", list, err)
			}
		}()
		from, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
		if err != nil {
			t.Error(err)
			return
		}
		defer unix.Close(from)
		if err := unix.Bind(from, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: 77}); err != nil {
			t.Error(err)
		}
		if err := unix.Sendto(from, request(1, 77), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: 77}); err != nil {
			t.Error(err)
		}
	}()
	<-ended
}

func examineFrames(t *testing.T, list []Message, one, two uint32, aside []byte) {
	t.Helper()
	var asked, besides int
	var received []string // by whom the message to a port and the group was
	answers, marks := map[uint32]int{}, map[uint32]int{}
	for i := range list {
		m := &list[i]
		switch {
		case bytes.Equal(m.Data, grouped):
			received = append(received, fmt.Sprint(m.ToKernel, m.From == one, m.Port == one, m.Port == two, m.Port, m.Group))
			continue
		case m.ToKernel:
			if want := request(uint32(1+asked), uint32(7+asked)); !bytes.Equal(m.Data, want) || m.Length != len(want) || m.Port != one || m.PID != uint32(os.Getpid()) || m.PIDNS == 0 {
				t.Errorf("request %d: %+v", asked, *m)
			}
			asked++
			continue
		case m.From != 0:
			if !bytes.Equal(m.Data, aside) || m.From != one || m.Port != two || m.PID != uint32(os.Getpid()) {
				t.Errorf("aside: %+v", *m)
			}
			besides++
			continue
		}
		const eventLength, nothing, comm, ack, what, pid = 76, 0, 0x200, 28, 36, 52
		if len(m.Data) != eventLength || !m.Known || m.Result != 0 || m.Group != 1 {
			t.Errorf("a message of the kernel's: %+v", *m)
			continue
		}
		switch binary.NativeEndian.Uint32(m.Data[what:]) {
		case nothing:
			if binary.NativeEndian.Uint32(m.Data[ack:]) == 101 {
				answers[m.Port]++
			}
		case comm:
			if m.TID == binary.NativeEndian.Uint32(m.Data[pid:]) {
				marks[m.Port]++
			}
		}
	}
	slices.Sort(received)
	if want := []string{"false true false false 0 1", fmt.Sprint("false true false true ", two, " 1")}; !slices.Equal(received, want) {
		t.Errorf("what went to a port and the group was received by %q, want %q", received, want)
	}
	if asked != 2 || besides != 1 || len(answers) != 2 || answers[one] != 1 || answers[two] != 1 || marks[one] != 1 || marks[two] != 1 {
		t.Errorf("%d requests, %d aside, answers %v, COMMs %v among %d messages", asked, besides, answers, marks, len(list))
	}
}
