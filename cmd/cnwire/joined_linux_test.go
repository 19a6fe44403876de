package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// recordTwo records a storm of n processes twice at once, all of it and EXEC and EXIT
// alone, and returns both files and the parent of the storm. With lossy the first
// sleeps through a storm before, with little room: it loses most of that, and knows
// how much.
func recordTwo(t *testing.T, n int, lossy bool) (all, masked string, parent int) {
	t.Helper()
	needLive(t)
	folder := t.TempDir()
	var small []string
	if lossy {
		small = []string{"--buffer", "512K"}
	}
	a := startRecord(t, filepath.Join(folder, "all.pcapng"), small...)
	b := startRecord(t, filepath.Join(folder, "masked.pcapng"), "--events", "exec,exit")
	if lossy {
		a.cmd.Process.Signal(syscall.SIGSTOP)
		connector.Storm(t, 500)
		a.cmd.Process.Signal(syscall.SIGCONT)
	}
	parent = connector.Storm(t, n)
	for _, r := range []*recording{b, a} {
		r.cmd.Process.Signal(os.Interrupt)
		r.end(t, 0)
	}
	return a.file, b.file, parent
}

// Two recorders of a host, of which one asked for less, are one host's messages once
// they are joined: each of its events once, and each process as the one tells it that
// heard all.
func TestRecordersJoined(t *testing.T) {
	all, masked, parent := recordTwo(t, 100, false)
	both := filepath.Join(t.TempDir(), "both.pcapng")
	shown(t, "merge", "-w", both, all, masked)

	lives := func(file string) string {
		return shown(t, "ps", "-T", "csv", "-e", "pid", "-e", "ppid", "-e", "start_ns", "-e", "end_ns", "-e", "state", "-e", "exit", "-e", "execs", "-e", "threads", "-e", "children", "--sort", "pid", file)
	}
	if got, want := lives(both), lives(all); got != want || strings.Count(got, fmt.Sprintf(",%d,", parent)) != 100 {
		t.Errorf("the children of %d are 100, processes of both recordings are\n%sof the one of all\n%s", parent, got, want)
	}

	type account struct {
		Messages, Requests, Answers, Events, Copies, Listeners, Lost, Dropped uint64
	}
	count := func(file string) (a account) {
		line, _, _ := strings.Cut(shown(t, "stats", "-T", "jsonl", file), "\n")
		if err := json.Unmarshal([]byte(line), &a); err != nil {
			t.Fatal(err)
		}
		return a
	}
	whole, part, joined := count(all), count(masked), count(both)
	if joined.Events != whole.Events || joined.Copies < part.Events || joined.Requests != 5 || joined.Listeners != 2 || joined.Lost+joined.Dropped > 0 {
		t.Errorf("%+v of both, %+v of all, %+v of the masked one", joined, whole, part)
	}
	pairs := shown(t, "pairs", both)
	if strings.Count(pairs, "ok      LISTEN\n") != 2 || strings.Count(pairs, "LISTEN only PROC_EVENT_EXEC|PROC_EVENT_COMM|PROC_EVENT_EXIT\n") != 1 || strings.Count(pairs, " IGNORE\n") != 2 {
		t.Error(pairs)
	}
	if check := shown(t, "check", both); !strings.Contains(check, "error 0, warn 0,") {
		t.Error(check)
	}
}

// told is what a file tells of hosts, names and losses.
func told(t *testing.T, file string) (tells []string) {
	t.Helper()
	for _, args := range [][]string{
		{"ps", "-T", "jsonl"}, {"stats", "-T", "jsonl"},
		{"read", "-T", "fields", "-e", "frame.time_epoch", "-e", "cn.host", "-e", "cn_proc.name", "-e", "cn_proc.exe", "-e", "cn_proc.cmdline", "-e", "frame.comment"},
	} {
		lines := strings.SplitAfter(shown(t, append(args, file)...), "\n")
		slices.Sort(lines) // of two frames of one moment either may be first
		tells = append(tells, strings.Join(lines, ""))
	}
	for _, args := range [][]string{{"check", "--all"}, {"info"}} {
		of := len(tells)
		for line := range strings.Lines(shown(t, append(args, file)...)) {
			// Statistics of interfaces do not survive, and nothing depends on them.
			if strings.Contains(line, "cnwire:1 host ") || strings.Contains(line, " lost ") || strings.Contains(line, "dropped, says its drop count") {
				tells = append(tells, line)
			}
		}
		if args[0] == "info" {
			slices.Sort(tells[of:]) // interfaces are in the order of the files
		}
	}
	return tells
}

// Other tools join and copy what is recorded, and hosts, names and losses are the
// same.
func TestRecordedThroughTools(t *testing.T) {
	installed := map[string]string{}
	for _, name := range []string{"editcap", "mergecap", "tshark"} {
		installed[name] = needs.Tool(t, name, "what other tools leave of a recording is not tested")
	}
	// As CNWIRE_TSHARK44 of package wireshark: a tshark of version 4.4, with its
	// sisters beside it.
	sets := []func(string) string{func(name string) string { return installed[name] }}
	if second := os.Getenv("CNWIRE_TSHARK44"); second != "" {
		sister := func(name string) string {
			return filepath.Join(filepath.Dir(second), strings.Replace(filepath.Base(second), "tshark", name, 1))
		}
		for name := range installed {
			if _, err := os.Stat(sister(name)); err != nil {
				needs.Missing(t, fmt.Sprintf("beside %s there is no %s: what it leaves of a recording is not tested", second, name))
			}
		}
		sets = append(sets, sister)
	}
	all, masked, _ := recordTwo(t, 20, true)
	joined := filepath.Join(t.TempDir(), "joined.pcapng")
	shown(t, "merge", "-w", joined, all, masked)
	one, both := told(t, all), told(t, joined)
	if text := strings.Join(one, ""); !strings.Contains(text, "dropped, says its drop count") || !strings.Contains(text, fmt.Sprintf("cnwire:1 task pid=%d ", os.Getpid())) || !strings.Contains(text, "cnwire:1 host ") {
		t.Fatalf("nothing was lost, or no name told: %.3000s", text)
	}
	for _, tool := range sets {
		folder := t.TempDir()
		in := func(name string) string { return filepath.Join(folder, name) }
		for _, c := range []struct {
			want []string
			file string
			cmd  []string
		}{
			{one, in("edited"), []string{"editcap", all, in("edited")}},
			{one, in("read"), []string{"tshark", "-r", all, "-w", in("read")}},
			// Of two frames of one moment mergecap writes that of the last file first, and
			// merge that of the first.
			{both, in("merged"), []string{"mergecap", "-w", in("merged"), masked, all}},
			{both, in("again"), []string{"tshark", "-r", in("merged"), "-w", in("again")}},
		} {
			if out, err := exec.Command(tool(c.cmd[0]), c.cmd[1:]...).CombinedOutput(); err != nil {
				t.Fatalf("%v: %v, %s", c.cmd, err, out)
			}
			got := told(t, c.file)
			for i := range max(len(got), len(c.want)) {
				if i >= len(got) || i >= len(c.want) || got[i] != c.want[i] {
					t.Errorf("%v: of what it tells, part %d of %d differs (%d were)", c.cmd, i+1, len(got), len(c.want))
				}
			}
		}
	}
}
