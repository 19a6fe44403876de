package tap

import (
	"encoding/binary"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// live is the variable that says that programs can be attached here, and that the
// connector is nobody else's: the rig's guests set it (make tap). lacking is the one that
// says what the kernel has not: kprobes, trampolines, or a counter of listeners that it tells of.
const (
	live    = "CNWIRE_TAP"
	lacking = "CNWIRE_TAP_LACKS"
)

func lacks(what string) bool { return slices.Contains(strings.Fields(os.Getenv(lacking)), what) }

// request is a LISTEN or IGNORE (1 or 2) as the kernel takes it: SPEC.md R11.
func request(op, seq uint32) (b []byte) {
	o := binary.NativeEndian
	for _, n := range []uint32{40, 3, seq, 0, 1, 1, seq, 100, 4, op} {
		if n == 3 && len(b) == 4 || n == 4 && len(b) == 32 { // two halves: type and flags, len and flags
			b = o.AppendUint16(o.AppendUint16(b, uint16(n)), 0)
			continue
		}
		b = o.AppendUint32(b, n)
	}
	return b
}

// By each way to attach, the tap sees what we ask, what the kernel answers and what it
// tells, once each, though nobody receives it, and says who and what became of it.
func TestLive(t *testing.T) {
	if os.Getenv(live) != "1" {
		t.Skip("Programs are attached in guests alone: make tap (" + live + "=1).")
	}
	for _, c := range ways() {
		t.Run(c.name(), func(t *testing.T) {
			noKprobes, noTypes = c.how == byTrampolines && !lacks("kprobes"), c.asked
			defer func() { noKprobes, noTypes = false, false }()
			tap, err := Open(1 << 20)
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := tap.Close(); err != nil {
					t.Error(err)
				}
			}()
			if tap.How() != c.how || tap.Lossy() != (c.how == byTrampolines) {
				t.Fatalf("by %s, want %s", tap.How(), c.how)
			}
			if tap.Untold() != (c.how == byKprobes) {
				t.Errorf("by %s it says of results: %v", c.how, tap.Untold())
			}
			port := ask(t)
			if tap.Calibrated() == described() {
				t.Errorf("calibrated: %v", tap.Calibrated())
			}
			examine(t, all(t, tap), port, c.how != byKprobes)
			if l, err := tap.Losses(); err != nil || l != (Losses{}) {
				t.Errorf("%+v, %v", l, err)
			}
			if _, err := tap.Next(false); !errors.Is(err, ErrNone) {
				t.Errorf("%v", err)
			}
		})
	}
}

// way is one to attach, and whether the layout is asked for by requests of our own.
type way struct {
	how   string
	asked bool
}

func (w way) name() string {
	if w.asked {
		return w.how + ", by requests of our own"
	}
	return w.how
}

// ways are those of this kernel.
func ways() []way {
	asked := way{byKprobes, true}
	switch {
	case !described():
		return []way{asked}
	case lacks("kprobes"):
		return []way{{byTrampolines, false}}
	case lacks("trampolines"):
		return []way{{byKprobes, false}, asked}
	}
	return []way{{byBoth, false}, {byTrampolines, false}, asked}
}

// described reports whether the kernel describes its structures, and that is not to be
// forgotten.
func described() bool {
	_, err := os.Stat("/sys/kernel/btf/vmlinux")
	return err == nil && !noTypes
}

// ask sends LISTEN, has the kernel make a COMM, and sends IGNORE, from a socket in no
// group.
func ask(t *testing.T) (port uint32) {
	t.Helper()
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(fd)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
		t.Fatal(err)
	}
	name, err := unix.Getsockname(fd)
	if err != nil {
		t.Fatal(err)
	}
	for i, op := range []uint32{1, 2} {
		if err := unix.Sendto(fd, request(op, uint32(7+i)), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			t.Fatal(err)
		}
		if op == 1 {
			connector.Mark(t, "tap test")
			time.Sleep(10 * time.Millisecond)
		}
	}
	return name.(*unix.SockaddrNetlink).Pid
}

func examine(t *testing.T, list []Message, port uint32, told bool) {
	t.Helper()
	var asked, marked, answered int
	for i := range list {
		m := &list[i]
		if m.ToKernel {
			want := request(uint32(1+asked), uint32(7+asked))
			if string(m.Data) != string(want) || m.Length != len(want) || m.Port != port || m.PID != uint32(os.Getpid()) || m.UID != 0 || (m.PIDNS != 0) != described() {
				t.Errorf("request %d: %+v", asked, *m)
			}
			asked++
			continue
		}
		const eventLength, nothing, comm, ack, what, pid = 76, 0, 0x200, 28, 36, 52
		if len(m.Data) != eventLength || m.Known != told || m.Known && m.Result != -int32(unix.ESRCH) || m.Group != 1 {
			t.Errorf("a message of the kernel's: %+v", *m)
			continue
		}
		switch binary.NativeEndian.Uint32(m.Data[what:]) {
		case nothing:
			if binary.NativeEndian.Uint32(m.Data[ack:]) == 101 {
				answered++
			}
		case comm:
			if m.TID == binary.NativeEndian.Uint32(m.Data[pid:]) {
				marked++
			}
		}
	}
	if asked != 2 || answered != 1 || marked != 1 {
		t.Errorf("%d requests, %d answers, %d COMMs among %d messages", asked, answered, marked, len(list))
	}
}
