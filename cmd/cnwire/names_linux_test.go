package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// On this kernel: what a recording tells of a process is known at its exit, of its
// parent from the snapshot, and nothing of it is in an anonymous copy.
func TestNamesLive(t *testing.T) {
	needLive(t)
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(folder, "live.pcapng")
	r := startRecord(t, file)
	child := exec.Command("sh", "-c", "read x; exit 3", "word-one", "word two")
	child.Dir = folder
	stdin, err := child.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	seen := func(filter string) func() bool { // in a file that grows, whose end may be half
		return func() bool {
			out, _ := exec.Command("cnwire", "read", file, "-T", "fields", "-e", "frame.number", "-Y", fmt.Sprintf(filter, child.Process.Pid)).Output()
			return len(out) > 0
		}
	}
	r.wait(t, "the EXEC", seen(`cn_proc.exec.process_tgid == %d && frame.comment contains "word-one"`))
	stdin.Close()
	child.Wait()
	r.wait(t, "the EXIT", seen("cn_proc.exit.process_tgid == %d"))
	r.cmd.Process.Signal(os.Interrupt)
	r.end(t, 0)

	shell, err := filepath.EvalSymlinks(child.Path)
	if err != nil {
		t.Fatal(err)
	}
	self, err := os.Readlink("/proc/self/exe")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprintf("sh;%s;sh -c read x; exit 3 word-one word two;%s;%d;%s\n", shell, folder, os.Getpid(), self)
	got := shown(t, "read", file, "-Y", fmt.Sprintf("cn_proc.exit.process_tgid == %d", child.Process.Pid), "-T", "fields", "-E", "separator=;",
		"-e", "cn_proc.name", "-e", "cn_proc.exe", "-e", "cn_proc.cmdline", "-e", "cn_proc.cwd", "-e", "cn_proc.parent.pid", "-e", "cn_proc.parent.exe")
	if got != want {
		t.Errorf("%swant %s", got, want)
	}
	if tree := shown(t, "ps", "--tree", file); !strings.Contains(tree, fmt.Sprintf("─ %d sh -c read x; exit 3 word-one word two  ", child.Process.Pid)) || !strings.Contains(tree, fmt.Sprintf("─ %d %s", os.Getpid(), os.Args[0][:min(40, len(os.Args[0]))])) {
		t.Errorf("this process, %d, and its child %d:\n%s", os.Getpid(), child.Process.Pid, tree)
	}
	hidden := filepath.Join(folder, "hidden.pcapng")
	shown(t, "convert", "--anonymize", file, hidden)
	for _, text := range []string{shown(t, "read", "-V", hidden), shown(t, "ps", "-T", "jsonl", hidden), shown(t, "export", "-F", "csv", "-w", "-", hidden)} {
		if strings.Contains(text, "word-one") || strings.Contains(text, shell) || strings.Contains(text, filepath.Base(self)) {
			t.Errorf("an anonymous copy has a word of it:\n%.3000s", text)
		}
	}
}

// What is printed live has who a process was where a field of it is named, and needs no
// option for it; who does not want it says so.
func TestAskedWhoLive(t *testing.T) {
	needLive(t)
	for args, want := range map[string]string{"-e cn_proc.cmdline": "word-one", "-e frame.number -Y cn_proc.cmdline": "", "-e cn_proc.cmdline --no-who": "no"} {
		cmd := exec.Command("cnwire", append([]string{"record", "-q", "-l", "-T", "fields", "-a", "duration:60"}, strings.Fields(args)...)...)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		end := make(chan bool)
		stopped := make(chan bool)
		go func() {
			defer close(stopped)
			for {
				select {
				case <-end:
					return
				default:
					exec.Command("sh", "-c", "sleep 0.02", "word-one").Run()
				}
			}
		}()
		lines := bufio.NewScanner(out)
		seen, n := false, 0
		for !seen && (want != "no" || n < 50) && lines.Scan() {
			n++
			seen = lines.Text() != "" && strings.Contains(lines.Text(), strings.TrimPrefix(want, "no"))
		}
		close(end)
		<-stopped
		cmd.Process.Signal(os.Interrupt)
		io.Copy(io.Discard, out)
		cmd.Wait()
		if seen == (want == "no") {
			t.Errorf("%s: seen is %v after %d lines", args, seen, n)
		}
	}
}
