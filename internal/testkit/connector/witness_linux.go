package connector

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// order is this machine's.
var order = binary.NativeEndian

// The operations of enum proc_cn_mcast_op, include/uapi/linux/cn_proc.h.
const (
	listen = 1
	ignore = 2
)

// Witness is a socket in the group of process events that never sent a request:
// it is sent all events while somebody listens.
type Witness struct {
	fd int
	in [][]byte
}

// Need skips a test where this machine has no process events for it: another
// kernel, another user, a container.
func Need(t testing.TB) {
	t.Helper()
	if holder == t {
		return
	}
	if unix.Geteuid() != 0 {
		t.Skip("Only root may be sure to listen to process events: the live connector is not tested.")
	}
	w, err := open()
	if err != nil {
		t.Skipf("There is no connector here: the live one is not tested (%v).", err)
	}
	defer unix.Close(w.fd)
	alone(t)
	answered, _, err := w.probe()
	if err != nil || !answered {
		t.Skipf("The kernel does not answer a LISTEN here, as in a container: the live connector is not tested (%v).", err)
	}
}

// holder is the test of this process that has the kernel to itself.
var holder testing.TB

// alone waits until no other test that looks at the kernel's listeners runs, of any
// process: they would count each other's.
func alone(t testing.TB) {
	t.Helper()
	f, err := os.OpenFile(filepath.Join(os.TempDir(), "cnwire-live-tests.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	holder = t
	t.Cleanup(func() {
		holder = nil
		f.Close()
	})
}

// Open opens a witness, with room for some hundred thousand events.
func Open(t testing.TB) *Witness {
	t.Helper()
	w, err := open()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(w.fd) })
	return w
}

func open() (*Witness, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_CONNECTOR)
	if err != nil {
		return nil, err
	}
	unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUFFORCE, 128<<20)
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1}); err != nil {
		unix.Close(fd)
		return nil, err
	}
	return &Witness{fd: fd}, nil
}

// Read returns all datagrams that have come so far, also those of earlier calls.
// A witness that lost something is none.
func (w *Witness) Read(t testing.TB) [][]byte {
	t.Helper()
	if err := w.read(); err != nil {
		t.Fatalf("the witness lost something, or more: %v", err)
	}
	return w.in
}

func (w *Witness) read() error {
	var b [64 << 10]byte
	for {
		n, _, err := unix.Recvfrom(w.fd, b[:], 0)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EAGAIN):
			return nil
		case err != nil:
			return err
		default:
			w.in = append(w.in, append([]byte(nil), b[:n]...))
		}
	}
}

// Listeners reports whether somebody listens, by the kernel's count. It tells by
// the answer to an IGNORE, which the kernel gives only while the count is 1 or more
// afterwards (SPEC.md R44), and leaves the count as it was.
func Listeners(t testing.TB) bool {
	t.Helper()
	w, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer unix.Close(w.fd)
	answered, others, err := w.probe()
	if err != nil || !answered {
		t.Fatalf("a LISTEN is not answered: the kernel's count of listeners is below 0 (%v)", err)
	}
	return others
}

// NoMoreListeners is for the end of a test: it fails if the kernel counts a
// listener and counted none before. Other tests may listen meanwhile, for a while.
func NoMoreListeners(t testing.TB, before bool) {
	t.Helper()
	if before {
		return // somebody listens all the time: one more cannot be told
	}
	for range 100 {
		if !Listeners(t) {
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Error("the kernel counts a listener that it did not count before")
}

// probe sends LISTEN and IGNORE from a socket of its own and reports which of them
// were answered to the group.
func (w *Witness) probe() (listened, ignored bool, err error) {
	asks, err := open()
	if err != nil {
		return false, false, err
	}
	defer unix.Close(asks.fd)
	tag := uint32(time.Now().UnixNano()) | 1
	for i, op := range []uint32{listen, ignore} {
		if err := unix.Sendto(asks.fd, request(op, tag+uint32(i)*2), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			return false, false, err
		}
	}
	for range 20 { // the answers are there when the requests return (2.6.39)
		if err := w.read(); err != nil && !errors.Is(err, unix.ENOBUFS) {
			return false, false, err
		}
		for _, b := range w.in {
			if len(b) >= 40 && order.Uint32(b[36:]) == 0 { // what: an answer
				listened = listened || order.Uint32(b[28:]) == tag+1
				ignored = ignored || order.Uint32(b[28:]) == tag+3
			}
		}
		if listened {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	return listened, ignored, nil
}

// request is a datagram to cn_proc.
func request(op, ack uint32) []byte {
	b := order.AppendUint32(nil, 40)
	b = order.AppendUint32(b, 3) // NLMSG_DONE, no flags
	b = append(b, make([]byte, 8)...)
	for _, word := range []uint32{1, 1, 0, ack, 4, op} { // on a big-endian machine len is the upper half
		b = order.AppendUint32(b, word)
	}
	order.PutUint16(b[32:], 4)
	order.PutUint16(b[34:], 0)
	order.PutUint16(b[4:], 3)
	order.PutUint16(b[6:], 0)
	return b
}
