package record

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/pcap/comment"
)

// Who a process was stands on the packets of its FORK and its EXEC, and of those
// that run already on that of LISTEN.
func TestWho(t *testing.T) {
	connector.Need(t)
	before := connector.Listeners(t)
	defer connector.NoMoreListeners(t, before)
	for level, args := range map[Who][]string{WhoCommand: {"sh", "-c", "read x", `odd "name"` + "\n\xff", ""}, WhoExe: nil} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		r, err := Open(ctx, Options{Who: level})
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		folder, err := filepath.EvalSymlinks(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command("sh", "-c", "read x", `odd "name"`+"\n\xff", "")
		cmd.Dir = folder
		stdin, err := cmd.StdinPipe() // it lives until this is closed
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		shell, err := filepath.EvalSymlinks(cmd.Path)
		if err != nil {
			t.Fatal(err)
		}
		pid := strconv.Itoa(cmd.Process.Pid)
		seen := map[uint32]comment.Line{} // by what
		running := 0
		var p pcap.Packet
		for seen[2].Kind == "" && r.Next(&p) == nil {
			b := p.Data[16:]
			for _, c := range p.Comments {
				for text := range comment.Lines(c) {
					l, err := comment.Parse(text)
					switch {
					case err != nil || l.Kind != "task":
						t.Errorf("%s: %v", text, err)
					case len(b) == 40 && l.Get("pid") == strconv.Itoa(os.Getpid()):
						running++
					case len(b) == 76 && l.Get("pid") == pid:
						seen[uint32(b[36])] = l
					}
				}
			}
		}
		stdin.Close()
		cmd.Wait()
		r.Stop()
		exec := seen[2]
		if running != 1 || seen[1].Kind == "" {
			t.Errorf("this process stands on LISTEN %d times, the FORK says %v", running, seen[1])
		}
		if exec.Get("exe") != shell || exec.Get("comm") != "sh" || exec.Get("cwd") != folder || exec.Get("uid") != "0" || exec.Get("ppid") != strconv.Itoa(os.Getpid()) {
			t.Errorf("%v", exec)
		}
		if got := slices.Collect(exec.All("arg")); !slices.Equal(got, args) {
			t.Errorf("%d: %q, want %q", level, got, args)
		}
	}
}

// What /proc has of another process, or no more, is not said of the one that was
// meant.
func TestRaces(t *testing.T) {
	self := task{PID: int32(os.Getpid())}
	if self.look(WhoCommand, 0); self.race != "reused" || self.line() != "cnwire:1 task pid="+strconv.Itoa(os.Getpid())+" race=reused" {
		t.Errorf("it did something before it was started: %s", self.line())
	}
	self = task{PID: int32(os.Getpid())}
	if self.look(WhoCommand, 1<<62/ticks); self.race != "" || len(self.args) == 0 {
		t.Errorf("%s", self.line())
	}
	child := exec.Command("true")
	child.Run()
	gone := task{PID: int32(child.Process.Pid)}
	if gone.look(WhoCommand, 1<<62/ticks); gone.race != "gone" {
		t.Errorf("%s", gone.line())
	}
}

func TestTaskFiles(t *testing.T) {
	var a task
	stat := "12 (a) (b\n)) S 7 12 12 0 -1 4194304 1 0 0 0 0 0 0 0 20 0 1 0 991 2 3 4\n"
	if !a.stat([]byte(stat)) || a.comm != "a) (b\n)" || a.parent != "7" || a.start != "991" {
		t.Errorf("%+v", a)
	}
	for _, text := range []string{"", "12", "12 (a", "12 a) S 1", ")(", "12 (a) S 1 2 3"} {
		if (&task{}).stat([]byte(text)) {
			t.Errorf("%q is taken", text)
		}
	}
	a.status([]byte("Name:\tUid: 5\nUid:\t1000\t1001\t1002\t1003\nGid:\t20\t0\t0\t0\n"))
	id := strings.Repeat("0af3", 16)
	a.cgroups([]byte("1:name=systemd:/x\n0::/y\n"))
	if a.uid != "1000" || a.gid != "20" || a.cgroup != "/x" {
		t.Errorf("%+v", a)
	}
	for path, want := range map[string]string{
		"/system.slice/docker-" + id + ".scope": id, "/kubepods/" + id: id, "/" + id + "a": "", "/" + id[1:]: "", "": "",
	} {
		if got := containerOf(path); got != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	a.command([]byte("sh\x00-c\x00\x00"))
	if !slices.Equal(a.args, []string{"sh", "-c", ""}) || a.cut {
		t.Errorf("%q, %v", a.args, a.cut)
	}
	a.command([]byte(strings.Repeat("\x01", maxCommand+1)))
	if line := a.line(); !a.cut || len(line) > maxTask || !strings.HasSuffix(line, " cut=arg") {
		t.Errorf("%d bytes: %.60s", len(line), line)
	}
	a.exe = strings.Repeat("\x01", maxTask)
	if line := a.line(); len(line) > maxTask || !strings.HasSuffix(line, " gid=20 cut=arg") {
		t.Errorf("%d bytes: %.60s", len(line), line)
	}
}
