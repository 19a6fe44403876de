package tap

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/privilege"
)

// By these variables a process of this test's own is told with which error its kernel
// shall answer bpf(2), and which user to become before.
const (
	refusing = "CNWIRE_TAP_REFUSING"
	becoming = "CNWIRE_TAP_BECOMING"
)

// refuse has the kernel answer a system call with an error, for all threads from now on:
// what seccomp does in containers and services, and what a kernel without the call says.
func refuse(call uint32, with syscall.Errno) error {
	const (
		load, equal, ret = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, unix.BPF_RET | unix.BPF_K
		allow, answer    = 0x7fff0000, 0x00050000 // SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO
		filter, together = 1, 1                   // SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC
	)
	list := []unix.SockFilter{{Code: load}, {Code: equal, K: call, Jf: 1}, {Code: ret, K: answer | uint32(with)}, {Code: ret, K: allow}}
	program := unix.SockFprog{Len: uint16(len(list)), Filter: &list[0]}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	if _, _, e := unix.Syscall(unix.SYS_SECCOMP, filter, together, uintptr(unsafe.Pointer(&program))); e != 0 {
		return e
	}
	runtime.KeepAlive(list)
	return nil
}

// TestRefusing is the process: it says what it is told where bpf(2) fails.
func TestRefusing(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv(refusing))
	if err != nil {
		t.Skip("This is TestRefused's own process, and has no test without it.")
	}
	if user := os.Getenv(becoming); user != "" {
		if _, err := privilege.Become(user, 0); err != nil {
			t.Fatal(err)
		}
	}
	runtime.LockOSThread() // no_new_privs is a thread's own, as it sets the filter
	if err := refuse(unix.SYS_BPF, syscall.Errno(n)); err != nil {
		fmt.Println("no filter:", err)
		return
	}
	say := func(err error) { fmt.Println("refused:", strings.ReplaceAll(fmt.Sprint(err), "\n", " ")) }
	one, err := Open(1 << 17)
	if say(err); one != nil {
		t.Error("there is a tap", one.Close())
	}
	if one, err = OpenNlmon(1 << 17); one != nil {
		t.Error("there is a tap", one.Close())
	}
	say(err)
	_, err = ReadSockets()
	say(err)
}

// Where a kernel has no BPF, or does not let it be used, each of what takes it says so in
// one sentence, and what to do: the errors are those of the calls themselves.
func TestRefused(t *testing.T) {
	if _, ok := registers[runtime.GOARCH]; !ok {
		t.Skip("There are no taps for this machine.")
	}
	for _, c := range []struct {
		with   syscall.Errno
		nobody bool
		want   string
	}{
		{unix.EPERM, false, "something keeps BPF from containers and services"},
		{unix.EACCES, false, "something keeps BPF from containers and services"},
		{unix.EPERM, true, "run it as root"},
		{unix.ENOSYS, false, "this kernel has no BPF: take one that was built with CONFIG_BPF_SYSCALL"},
		{unix.ENOSYS, true, "this kernel has no BPF: take one that was built with CONFIG_BPF_SYSCALL"},
		{unix.EINVAL, false, "Linux 5.8 or a later one"},
	} {
		root := os.Geteuid() == 0
		cmd := exec.Command(os.Args[0], "-test.run", "^TestRefusing$", "-test.v")
		cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%d", refusing, int(c.with)))
		want := c.want
		switch {
		case c.nobody && root:
			cmd.Env = append(cmd.Env, becoming+"=65534")
		case !root && (c.with == unix.EPERM || c.with == unix.EACCES):
			want = "run it as root"
		}
		out, err := cmd.CombinedOutput()
		if strings.Contains(string(out), "no filter:") {
			needs.Missing(t, "This machine lets no process have a seccomp filter: what is said of a kernel that refuses BPF is not tried. ("+string(out)+")")
		}
		var said []string
		for line := range strings.Lines(string(out)) {
			if _, text, ok := strings.Cut(strings.TrimSpace(line), "refused: "); ok {
				said = append(said, text)
			}
		}
		if err != nil || len(said) != 3 {
			t.Errorf("%v, nobody %v: %v, %s", c.with, c.nobody, err, out)
			continue
		}
		for _, text := range said {
			if !strings.HasPrefix(text, "tap: ") || !strings.Contains(text, want) || !strings.Contains(text, Instead) || strings.Contains(text, "MEMLOCK") {
				t.Errorf("%v, nobody %v: %s\nwant %s", c.with, c.nobody, text, want)
			}
		}
	}
}
