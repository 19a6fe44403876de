package connector

import (
	"fmt"
	"os/exec"
	"runtime"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// Storm makes so many processes, one after the other, that do nothing and end, and
// returns their parent's pid.
func Storm(t testing.TB, n int) (parent int) {
	t.Helper()
	cmd := exec.Command("sh", "-c", fmt.Sprintf("i=0; while [ $i -lt %d ]; do (:); i=$((i+1)); done", n))
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return cmd.Process.Pid
}

// Mark has the kernel send a COMM event with that name, of at most 15 bytes, and
// makes no process for it.
func Mark(t testing.TB, name string) {
	t.Helper()
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	b := append([]byte(name), 0)
	if err := unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&b[0])), 0, 0, 0); err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(b)
}

// Between returns those datagrams that stand between the marks of two names, the
// marks included.
func Between(t testing.TB, datagrams [][]byte, first, last string) [][]byte {
	t.Helper()
	from, to := -1, -1
	for i, b := range datagrams {
		switch {
		case IsMark(b, first):
			from = i
		case IsMark(b, last):
			to = i
		}
	}
	if from < 0 || to < from {
		t.Fatalf("the marks %s and %s are at %d and %d of %d", first, last, from, to, len(datagrams))
	}
	return datagrams[from : to+1]
}

// IsMark reports whether a datagram is the COMM event of a mark.
func IsMark(b []byte, name string) bool {
	const comm = 0x200 // PROC_EVENT_COMM
	return len(b) == 76 && order.Uint32(b[36:]) == comm && unix.ByteSliceToString(b[60:]) == name
}

// Forge sends the group a datagram that looks like the event of a mark, from
// another program's socket.
func Forge(t testing.TB, name string) {
	t.Helper()
	w := Open(t)
	b := order.AppendUint32(nil, 76)
	for _, word := range []uint32{3, 1 << 20, 0, 1, 1, 1 << 20, 0, 40, 0x200, 0, 0, 0, 1, 1} { // as request has them
		b = order.AppendUint32(b, word)
	}
	b = append(append(b, name...), make([]byte, 16-len(name))...)
	order.PutUint16(b[4:], 3)
	order.PutUint16(b[6:], 0)
	order.PutUint16(b[32:], 40)
	order.PutUint16(b[34:], 0)
	if err := unix.Sendto(w.fd, b, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Groups: 1}); err != nil && err != unix.ECONNREFUSED {
		t.Fatal(err)
	}
}

// OnOneCPU keeps the test's own thread on one CPU until it ends, and the processes
// that Storm starts: what they make the kernel send has one sequence of numbers.
func OnOneCPU(t testing.TB) {
	t.Helper()
	runtime.LockOSThread()
	var all, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		t.Fatal(err)
	}
	for cpu := 0; one.Count() == 0; cpu++ {
		if all.IsSet(cpu) {
			one.Set(cpu)
		}
	}
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := unix.SchedSetaffinity(0, &all); err != nil {
			t.Error(err)
		}
		runtime.UnlockOSThread()
	})
}
