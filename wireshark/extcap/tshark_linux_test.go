package extcap_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/wireshark/extcap"
	"golang.org/x/sys/unix"
)

// nobody runs tshark: to root it does not say all, and nothing that is tried here
// needs root.
const nobody = 65534

// shark is a tshark with a folder of its own, which is nobody's, and a copy of this
// test in it as the program.
type shark struct{ path, dir string }

// tshark44 names the environment variable with the path of a second tshark, of
// version 4.4.
const tshark44 = "CNWIRE_TSHARK44"

// sharks returns the tsharks that there are, which must be able to capture.
func sharks(t *testing.T) (list []*shark) {
	t.Helper()
	if os.Getuid() != 0 {
		t.Skip("Only root becomes another user: tshark is not tried.")
	}
	paths := []string{needs.Tool(t, "tshark", "it does not capture with our program.")}
	if second := os.Getenv(tshark44); second != "" {
		paths = append(paths, second)
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for i, path := range paths {
		s := &shark{path: path, dir: t.TempDir()}
		for dir := s.dir; dir != os.TempDir() && len(dir) > 1; dir = filepath.Dir(dir) {
			os.Chmod(dir, 0o755) // anybody may look for the program
		}
		program := filepath.Join(s.dir, "extcap", extcap.Program)
		if err := os.Mkdir(filepath.Dir(program), 0o755); err != nil {
			t.Fatal(err)
		}
		copyFile(t, self, program)
		if err := os.Chown(s.dir, nobody, nobody); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			list = append(list, s)
			continue
		}
		if out, err := s.command(context.Background(), "-D").CombinedOutput(); strings.Contains(string(out), "Couldn't run dumpcap") {
			t.Logf("%s has no dumpcap, so it is not tried (%v).", path, err)
			continue
		}
		list = append(list, s)
	}
	return list
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o755)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(out, in); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// command is a run as nobody, in its folder.
func (s *shark) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, s.path, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "HOME="+s.dir, "XDG_CONFIG_HOME="+s.dir, "TMPDIR="+s.dir, "WIRESHARK_EXTCAP_DIR="+filepath.Join(s.dir, "extcap"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	return cmd
}

// run runs tshark to its end, while processes start and end and a mark is made,
// and returns what it says.
func (s *shark) run(t *testing.T, args ...string) (out string, err error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := s.command(ctx, args...)
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	var b bytes.Buffer
	cmd.Stdout, cmd.Stderr = &b, &b
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan bool)
	go func() {
		err = cmd.Wait()
		close(done)
	}()
	for {
		select {
		case <-done:
			return b.String(), err
		case <-time.After(10 * time.Millisecond):
			connector.Storm(t, 2)
			connector.Mark(t, "for tshark")
		}
	}
}

// needAnybody skips where the kernel lets only root listen.
func needAnybody(t *testing.T) {
	t.Helper()
	var name unix.Utsname
	if err := unix.Uname(&name); err != nil {
		t.Fatal(err)
	}
	var major, minor int
	if release := unix.ByteSliceToString(name.Release[:]); !strings.Contains(release, ".") {
		t.Fatalf("a kernel of release %q", release)
	} else if fmt.Sscanf(release, "%d.%d", &major, &minor); major < 6 || major == 6 && minor < 6 {
		t.Skipf("Linux %s lets only root listen: tshark captures nothing as nobody.", release)
	}
}

// The interface is listed with its link type, as Wireshark's own programs are.
func TestTsharkLists(t *testing.T) {
	for _, s := range sharks(t) {
		out, err := s.command(t.Context(), "-D").Output()
		if line := regexp.MustCompile(`(?m)^\d+\. cnwire \(Linux connector: process events\)$`); err != nil || !line.Match(out) {
			t.Errorf("%s -D: %v, %s", s.path, err, out)
		}
		out, err = s.command(t.Context(), "-i", "cnwire", "-L").CombinedOutput()
		if err != nil || !strings.Contains(string(out), "NETLINK (Linux netlink)") {
			t.Errorf("%s -L: %v, %s", s.path, err, out)
		}
		out, err = s.command(t.Context(), "-G", "currentprefs").Output()
		for _, name := range strings.Fields("events follow descendants who buffer") {
			if err != nil || !strings.Contains(string(out), "extcap.cnwire."+name+":") {
				t.Errorf("%s knows no extcap.cnwire.%s (%v)", s.path, name, err)
			}
		}
	}
}

// What tshark captures is what record writes: whose it is, the LISTEN and its answer,
// and the events that were asked for.
func TestTsharkCaptures(t *testing.T) {
	list := sharks(t)
	needAnybody(t)
	needLive(t, 3*len(list))
	for _, s := range list {
		for _, c := range []struct {
			args []string
			asks string // in the interface's description
			mark bool   // it must be there: of a few frames all may be others'
		}{
			{[]string{"-c", "60", "-f", "all"}, "all events", false},
			{[]string{"-c", "20", "-f", "comm,exec", "-o", "extcap.cnwire.events:comm,ptrace", "-o", "extcap.cnwire.buffer:1M"}, "comm", false},
			{[]string{"-a", "duration:2", "-o", fmt.Sprint("extcap.cnwire.follow:", os.Getpid()), "-o", "extcap.cnwire.descendants:true", "-o", "extcap.cnwire.who:no"}, "all events", true},
		} {
			name := filepath.Join(s.dir, "captured")
			out, err := s.run(t, append([]string{"-i", "cnwire", "-w", name}, c.args...)...)
			if err != nil || strings.Contains(out, "extcap pipe") {
				t.Errorf("%s %q: %v, %s", s.path, c.args, err, out)
				continue
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			frames, description := datagrams(t, bytes.NewReader(b))
			if len(frames) < 3 || !isOwn(frames[0], 1) || c.mark && !has(frames, "for tshark") || !strings.Contains(description, c.asks) {
				t.Errorf("%s %q: %d frames of %q, without LISTEN or the event", s.path, c.args, len(frames), description)
			}
			comms := 0
			for i, f := range frames {
				if whatOf(f) == comm {
					comms++
				}
				if what := whatOf(f); c.asks == "comm" && what != comm && what != 0 {
					t.Errorf("%s %q: frame %d is % x", s.path, c.args, i+1, f)
				}
			}
			if c.asks == "comm" && comms < 10 {
				t.Errorf("%s %q: %d events", s.path, c.args, comms)
			}
			os.Remove(name)
		}
	}
}

// However tshark ends, the program does, and sends its IGNORE.
func TestTsharkEnds(t *testing.T) {
	list := sharks(t)
	needAnybody(t)
	needLive(t, 2*len(list))
	for _, s := range list {
		for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGKILL} {
			name := filepath.Join(s.dir, "captured")
			ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
			defer cancel()
			cmd := s.command(ctx, "-i", "cnwire", "-w", name)
			var out bytes.Buffer
			cmd.Stderr = &out // until the program, and dumpcap, have closed it too
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			for len(captured(name)) == 0 {
				if ctx.Err() != nil {
					t.Fatalf("%s captures nothing: %s", s.path, out.String())
				}
				connector.Mark(t, "before the end")
				time.Sleep(10 * time.Millisecond)
			}
			cmd.Process.Signal(signal)
			cmd.Wait()
			if ctx.Err() != nil {
				t.Errorf("%s at %v: it does not end; %s", s.path, signal, out.String())
			}
			os.Remove(name)
		}
	}
}

// captured are the bytes of a file that may not be there yet.
func captured(name string) []byte {
	b, _ := os.ReadFile(name)
	return b
}

// What is wrong is said by tshark.
func TestTsharkSays(t *testing.T) {
	for _, s := range sharks(t) {
		for option, says := range map[string]string{
			"-f=tcp":                             "names of events",
			"-o=extcap.cnwire.follow:1999999999": "process 1999999999 does not run",
		} {
			flag, value, _ := strings.Cut(option, "=")
			out, err := s.command(t.Context(), "-i", "cnwire", flag, value, "-a", "duration:20", "-w", "captured").CombinedOutput()
			if err == nil || !strings.Contains(string(out), "extcap pipe: cnwire: ") || !strings.Contains(string(out), says) {
				t.Errorf("%s %s: %v, %s", s.path, option, err, out)
			}
		}
	}
}
