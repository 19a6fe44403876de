package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/octets"
)

// ran is what a send did.
type ran struct {
	out, said string
	status    int
}

func runSend(args ...string) (r ran) {
	cmd := exec.Command("cnwire", append([]string{"send"}, args...)...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	cmd.Run()
	return ran{out.String(), said.String(), cmd.ProcessState.ExitCode()}
}

// A LISTEN is printed with the kernel's answer and its IGNORE, as read prints them,
// and a sentence has the time and the rule.
func TestSendListen(t *testing.T) {
	needLive(t)
	r := runSend("--listen", "--seq", "41", "--ack", "1000")
	want := regexp.MustCompile(`^ +1 0\.000000000 >kernel 1:1 +41 +1000 LISTEN\n +2 0\.\d{9} <kernel 1:1 +\d+ +1001 ack ok\n +3 0\.\d{9} >kernel 1:1 +42 +\d+ IGNORE\n`)
	if r.status != 0 || !want.MatchString(r.out) {
		t.Errorf("status %d, %s%s", r.status, r.out, r.said)
	}
	said := regexp.MustCompile(`^cnwire: answered after 0\.\d{9} s by the rule ack\+1: ack ok\ncnwire: an IGNORE followed the LISTEN: .*\n$`)
	if !said.MatchString(r.said) {
		t.Error(r.said)
	}
	if r := runSend("--listen", "-q", "--ack", "1000", "-T", "fields", "-e", "cn.ack", "-e", "cn.reply_to"); r.status != 0 || r.said != "" || !strings.HasPrefix(r.out, "1000\t\n1001\t1\n") {
		t.Errorf("%+v", r)
	}
}

// The exchange is a capture with directions, in which pairs finds what was printed.
func TestSendWrites(t *testing.T) {
	needLive(t)
	file := filepath.Join(t.TempDir(), "a.pcapng")
	r := runSend("--listen", "--seq", "41", "--ack", "1000", "--nlmsg-pid", "0", "-w", file)
	if r.status != 0 || r.out != "" || !strings.Contains(r.said, "by the rule ack+1: ack ok") {
		t.Fatalf("%+v", r)
	}
	list := datagramsIn(t, file)
	want := asking(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 41}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 41, "ack": 1000}, op(t, native, 1))
	if len(list) < 3 || !bytes.Equal(list[0], want) || len(list[1]) != 76 || !isIgnore(list[2]) {
		t.Errorf("% x", list)
	}
	if out, _ := cnwire(t, nil, "pairs", file, "-T", "fields", "-e", "asked", "-e", "answer", "-e", "rule"); !strings.HasPrefix(string(out), "LISTEN\tok\tack+1\nIGNORE\t") {
		t.Errorf("%s", out)
	}
	// Nothing is sent where nothing can be written.
	if r := runSend("--listen", "-w", filepath.Join(t.TempDir(), "no", "a.pcapng")); r.status != 1 || strings.Contains(r.said, "answered") {
		t.Errorf("%+v", r)
	}
}

// Without an answer, and with an error for one, it is status 1, with what to do.
func TestSendFails(t *testing.T) {
	needLive(t)
	if r := runSend("--id", "30:77", "--data", "01", "--timeout", "100ms"); r.status != 1 || !strings.HasPrefix(r.said, "cnwire: no answer within 100ms: this kernel has no user 30:77") || !strings.Contains(r.out, ">kernel 30:77") {
		t.Errorf("%+v", r)
	}
	unshare := needs.Tool(t, "unshare", "other namespaces are not tried")
	path, err := exec.LookPath("cnwire")
	if err != nil {
		t.Fatal(err)
	}
	for flags, want := range map[string]string{"-n": "nsenter -t 1 -n", "-pf": "--pid=host", "-Ur": "another user namespace"} {
		cmd := exec.Command(unshare, flags, path, "send", "--listen", "--timeout", "100ms")
		out, _ := cmd.CombinedOutput()
		if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), want) {
			t.Errorf("unshare %s: status %d, %s", flags, cmd.ProcessState.ExitCode(), out)
		}
	}
}

// Ctrl-C ends the waiting, and what came until then is printed.
func TestSendInterrupted(t *testing.T) {
	needLive(t)
	cmd := exec.Command("cnwire", "send", "--id", "30:77", "--timeout", "10m")
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	waits := fmt.Sprintf("%d", cmd.Process.Pid)
	for range 1000 { // until its socket is in its group, the 30th, behind which it minds signals
		list, err := os.ReadFile("/proc/net/netlink")
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`(?m)^\S+ +11 +` + waits + ` +20000000 `).Match(list) {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	cmd.Process.Signal(os.Interrupt)
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Kill() }).Stop()
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 130 || !strings.Contains(out.String(), ">kernel 30:77") || said.String() != "cnwire: no answer until now, and no more is waited for\ncnwire: interrupted\n" {
		t.Errorf("status %d, %s%s", code, out.String(), said.String())
	}
}
