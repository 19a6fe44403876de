package privilege_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/privilege"
)

// As a child the test does what is tested, which cannot be taken back.
const childUser, childKeep = "PRIVILEGE_USER", "PRIVILEGE_KEEP"

func TestMain(m *testing.M) {
	if user := os.Getenv(childUser); user != "" {
		keep, _ := strconv.ParseUint(os.Getenv(childKeep), 16, 64)
		os.Exit(child(user, privilege.Set(keep)))
	}
	os.Exit(m.Run())
}

// threads makes so many threads, and keeps them.
func threads(n int) {
	ready := make(chan bool)
	for range n {
		go func() {
			runtime.LockOSThread()
			ready <- true
			select {}
		}()
	}
	for range n {
		<-ready
	}
}

// child becomes a user and prints what the kernel says of each of its threads, of
// before and since.
func child(user string, keep privilege.Set) int {
	threads(8)
	kept, err := privilege.Become(user, keep)
	if err != nil {
		fmt.Println(err)
		return 1
	}
	threads(8)
	fmt.Printf("kept %x held %x\n", uint64(kept), uint64(privilege.Held()))
	files, _ := filepath.Glob("/proc/self/task/*/status")
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			fmt.Println(err)
			return 1
		}
		for line := range strings.Lines(string(b)) {
			switch key, _, _ := strings.Cut(line, ":"); key {
			case "Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs":
				fmt.Print(strings.Join(strings.Fields(line), " "), ";")
			}
		}
		fmt.Println()
	}
	return 0
}

// run runs the test as a child.
func run(t *testing.T, user string, keep string) (lines []string, err error) {
	t.Helper()
	if os.Geteuid() != 0 {
		t.Skip("Only root can become another user: that is not tested.")
	}
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childUser+"="+user, childKeep+"="+keep)
	out, err := cmd.CombinedOutput()
	return strings.Split(strings.TrimSpace(string(out)), "\n"), err
}

// Each thread, of before and since, is of the user and has what is kept and nothing
// else, and exec gives it nothing more. Bits as in /proc/PID/status: 12 is
// CAP_NET_ADMIN and 19 CAP_SYS_PTRACE.
func TestAllThreads(t *testing.T) {
	held := fmt.Sprintf("%x", uint64(privilege.Held()))
	if !privilege.Held().Has(privilege.NetAdmin) || !privilege.Held().Has(privilege.SysPtrace) {
		t.Skipf("Of all capabilities there are only %s here: what is kept is not tested.", held)
	}
	for _, c := range []struct{ user, keep, uid, caps string }{
		{"65534", "0", "65534", "0000000000000000"},
		{"65534", "80000", "65534", "0000000000080000"},
		{"65534", "81000", "65534", "0000000000081000"},
		{"root", "80000", "0", "0000000000080000"},
	} {
		lines, err := run(t, c.user, c.keep)
		if err != nil || len(lines) < 1+16 {
			t.Fatalf("%+v: %v, %q", c, err, lines)
		}
		if want := "kept " + c.keep + " held " + c.keep; lines[0] != want {
			t.Errorf("%+v: %s", c, lines[0])
		}
		for _, line := range lines[1:] {
			for _, want := range []string{
				fmt.Sprintf("Uid: %[1]s %[1]s %[1]s %[1]s;", c.uid), fmt.Sprintf("Gid: %[1]s %[1]s %[1]s %[1]s;", c.uid), "Groups:;",
				"CapInh: 0000000000000000;", "CapPrm: " + c.caps + ";", "CapEff: " + c.caps + ";", "CapBnd: 0000000000000000;", "CapAmb: 0000000000000000;",
				"NoNewPrivs: 1;",
			} {
				if !strings.Contains(line, want) {
					t.Errorf("%+v: a thread has %s, want %s", c, line, want)
				}
			}
		}
	}
}

func TestNobodyThere(t *testing.T) {
	if lines, err := run(t, "no such user", "0"); err == nil || lines[0] != `there is no user "no such user"` {
		t.Errorf("%v, %q", err, lines)
	}
}

func TestSet(t *testing.T) {
	for want, s := range map[string]privilege.Set{
		"": 0, "CAP_NET_ADMIN": 1 << 12, "CAP_SYS_PTRACE": 1 << 19, "CAP_NET_ADMIN and CAP_SYS_PTRACE": 1<<12 | 1<<19 | 1,
	} {
		if s.String() != want {
			t.Errorf("%x: %s, want %s", uint64(s), s, want)
		}
	}
	if s := privilege.Of(privilege.SysPtrace); s != 1<<19 || !s.Has(privilege.SysPtrace) || s.Has(privilege.NetAdmin) {
		t.Errorf("%x", uint64(s))
	}
}
