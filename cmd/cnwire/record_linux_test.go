package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/connector"
	"github.com/cnwire/cnwire/pcap"
	"golang.org/x/sys/unix"
)

// recording is a cnwire record at work.
type recording struct {
	cmd    *exec.Cmd
	file   string
	stderr bytes.Buffer
}

// needLive skips where nothing can be recorded, and sees to it that the kernel
// counts as many listeners afterwards as before.
func needLive(t *testing.T) {
	t.Helper()
	connector.Need(t)
	before := connector.Listeners(t)
	t.Cleanup(func() { connector.NoMoreListeners(t, before) })
}

// record starts a recording into a file, and waits until it has begun.
func startRecord(t *testing.T, file string, args ...string) *recording {
	t.Helper()
	r := &recording{cmd: exec.Command("cnwire", append([]string{"record", "-w", file, "--flush", "100ms"}, args...)...), file: file}
	r.cmd.Stderr = &r.stderr
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	watch := time.AfterFunc(time.Minute, func() { r.cmd.Process.Signal(os.Interrupt) })
	t.Cleanup(func() { watch.Stop() })
	r.wait(t, "the head of the file", func() bool {
		found, _ := filepath.Glob(strings.TrimSuffix(file, ".pcapng") + "*")
		for _, name := range found {
			if info, err := os.Stat(name); err == nil && info.Size() > 0 {
				return true
			}
		}
		return false
	})
	return r
}

// wait waits until something is so.
func (r *recording) wait(t *testing.T, what string, is func() bool) {
	t.Helper()
	for range 1000 {
		if is() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	r.cmd.Process.Signal(os.Interrupt)
	t.Fatalf("%s does not come; %s", what, r.stderr.String())
}

// end waits for the end and wants a status.
func (r *recording) end(t *testing.T, want int) {
	t.Helper()
	r.cmd.Wait()
	if got := r.cmd.ProcessState.ExitCode(); got != want {
		t.Errorf("%v: status %d, want %d; %s", r.cmd.Args, got, want, r.stderr.String())
	}
}

// datagramsIn reads a capture, which must be readable to its end.
func datagramsIn(t *testing.T, file string) [][]byte {
	t.Helper()
	list, whole := datagramsSoFar(t, file)
	if !whole {
		t.Fatalf("%s: its last block, behind %d frames, is cut", file, len(list))
	}
	return list
}

// datagramsSoFar reads a capture that is written, or was until its writer was killed.
// The kernel writes page by page: readers see a part of a write, and SIGKILL ends one
// between two pages (mm/filemap.c:generic_perform_write). So the last block may be cut.
func datagramsSoFar(t *testing.T, file string) (list [][]byte, whole bool) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	r, err := pcap.NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for {
		var p pcap.Packet
		switch err := r.Next(&p); {
		case err == io.EOF:
			return list, true
		case errors.Is(err, pcap.ErrTruncated):
			return list, false
		case err != nil:
			t.Fatalf("behind %d frames: %v", len(list), err)
		}
		list = append(list, bytes.Clone(p.Data[16:]))
	}
}

// before66 reports whether this kernel lets only CAP_NET_ADMIN listen and ignore.
func before66(t *testing.T) bool {
	t.Helper()
	release, err := os.ReadFile("/proc/sys/kernel/osrelease")
	var major, minor int
	if n, _ := fmt.Sscanf(string(release), "%d.%d", &major, &minor); err != nil || n != 2 {
		t.Fatalf("%v, %s", err, release)
	}
	return major < 6 || major == 6 && minor < 6
}

// has reports whether the event of a mark is there.
func has(list [][]byte, mark string) bool {
	for _, b := range list {
		if connector.IsMark(b, mark) {
			return true
		}
	}
	return false
}

// isIgnore: it is our request not to be told any more.
func isIgnore(b []byte) bool { return len(b) == 40 && b[36]|b[39] == 2 }

// A signal ends a recording well: what had happened is in the file, and IGNORE
// behind it. So do two at once, as timeout(1) sends them.
func TestRecordEndsBySignal(t *testing.T) {
	needLive(t)
	for i, signal := range []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP} {
		r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"))
		mark := fmt.Sprint("signal ", i)
		connector.Mark(t, mark)
		r.cmd.Process.Signal(signal)
		if i > 0 {
			r.cmd.Process.Signal(os.Interrupt) // another, for two of a kind may be one
		}
		r.end(t, 0)
		list := datagramsIn(t, r.file)
		if !has(list, mark) || !isIgnore(list[len(list)-1]) {
			t.Errorf("%v: %d frames, without the last event or IGNORE", signal, len(list))
		}
		if want := fmt.Sprintf("cnwire: %d messages received, 0 lost; %d frames in %s\n", len(list)-2, len(list), r.file); r.stderr.String() != want {
			t.Errorf("%v: %s, want %s", signal, r.stderr.String(), want)
		}
	}
}

// Whatever moment it is killed at, the file is readable to its last block, and has
// what happened a flush before.
func TestRecordKilled(t *testing.T) {
	needLive(t)
	kills := 4
	if testkit.Deep && !testing.Short() {
		kills = 50
	}
	cut := 0
	for i := range kills {
		r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"))
		mark := fmt.Sprint("killed ", i)
		connector.Mark(t, mark)
		r.wait(t, "the flush", func() bool { list, _ := datagramsSoFar(t, r.file); return has(list, mark) })
		storm := exec.Command("sh", "-c", "while :; do (:); done")
		storm.Start()
		time.Sleep(rand.N(300 * time.Millisecond))
		ignores := connector.Adopt(t, r.cmd.Process.Pid)
		r.cmd.Process.Kill()
		r.cmd.Wait()
		storm.Process.Kill()
		storm.Wait()
		ignores()
		list, whole := datagramsSoFar(t, r.file)
		if !has(list, mark) {
			t.Errorf("of %d frames none is what was there before", len(list))
		}
		if !whole {
			cut++
		}
	}
	if cut > kills/2 {
		t.Errorf("%d of %d files end within a block", cut, kills)
	}
}

// A full disk ends the recording with status 1, and the file with a whole block. The
// command lines of what else runs here would take the room of many frames.
func TestRecordOnFullDisk(t *testing.T) {
	needLive(t)
	disk := t.TempDir()
	if err := unix.Mount("none", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("No small disk can be mounted here: what a full one does to record is not tested (%v).", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	r := startRecord(t, filepath.Join(disk, "a.pcapng"), "--who=no")
	for range 20 {
		connector.Storm(t, 100)
		if r.cmd.Process.Signal(syscall.Signal(0)) != nil {
			break
		}
	}
	r.end(t, 1)
	if list := datagramsIn(t, r.file); len(list) < 100 || !strings.Contains(r.stderr.String(), "no space left on device") || !strings.Contains(r.stderr.String(), "are in no file") {
		t.Errorf("%d frames, %s", len(list), r.stderr.String())
	}
}

// A file that is removed is no output: the recording ends and says so.
func TestRecordRemoved(t *testing.T) {
	needLive(t)
	r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"))
	if err := os.Remove(r.file); err != nil {
		t.Fatal(err)
	}
	r.end(t, 1)
	if !strings.Contains(r.stderr.String(), "it was removed") {
		t.Error(r.stderr.String())
	}
}

// Who reads the pipe has had enough: the recording ends, and did not write all.
func TestRecordIntoClosedPipe(t *testing.T) {
	needLive(t)
	cmd := exec.Command("cnwire", "record", "-w", "-")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Signal(os.Interrupt) }).Stop()
	io.ReadFull(out, make([]byte, 100))
	out.Close()
	for range 100 {
		connector.Mark(t, "into the void")
		if cmd.Process.Signal(syscall.Signal(0)) != nil {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	cmd.Wait()
	if code := cmd.ProcessState.ExitCode(); code != 1 || !strings.Contains(stderr.String(), "are in no file") {
		t.Errorf("status %d, %s", code, stderr.String())
	}
}

// stormUntil makes processes until wait returns, for a recording may begin to listen
// late. It returns their parents.
func stormUntil(t *testing.T, wait func() error) (parents []int, err error) {
	t.Helper()
	ended := make(chan error, 1)
	go func() { ended <- wait() }()
	for {
		parents = append(parents, connector.Storm(t, 100))
		select {
		case err := <-ended:
			return parents, err
		default:
		}
	}
}

// What is recorded into a pipe is read at its other end.
func TestRecordIntoPipe(t *testing.T) {
	needLive(t)
	first := exec.Command("cnwire", "record", "-q", "-w", "-", "-c", "30")
	second := exec.Command("cnwire", "-")
	var err error
	if second.Stdin, err = first.StdoutPipe(); err != nil {
		t.Fatal(err)
	}
	var out, one, other bytes.Buffer
	second.Stdout, second.Stderr, first.Stderr = &out, &other, &one
	if err := errors.Join(first.Start(), second.Start()); err != nil {
		t.Fatal(err)
	}
	if _, err := stormUntil(t, func() error { return errors.Join(second.Wait(), first.Wait()) }); err != nil || one.Len()+other.Len() > 0 {
		t.Fatalf("%v, %s%s", err, one.String(), other.String())
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	acks := strings.Count(out.String(), "ack ok\n")
	if acks == 0 && connector.Listeners(t) { // others' events came before the answer
		acks = 1
	}
	if len(lines) != 32 || !strings.HasSuffix(lines[0], "LISTEN") || acks != 1 || !strings.HasSuffix(lines[31], "IGNORE") {
		t.Errorf("%d lines: %s", len(lines), out.String())
	}
}

// A group is joined with -w and without looking anybody up, and what another program
// sends to it is in the file, with its sender.
func TestRecordGroup(t *testing.T) {
	needLive(t)
	r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"), "--id", "3:1", "-a", "packets:1")
	w1 := []byte("\x24\x00\x00\x00\x03\x00\x00\x00\x07\x00\x00\x00\x00\x00\x00\x00\x03\x00\x00\x00\x01\x00\x00\x00\x07\x00\x00\x00\x08\x00\x00\x00\x00\x00\x00\x00")
	connector.Tell(t, 3, w1)
	r.end(t, 0)
	if list := datagramsIn(t, r.file); len(list) != 1 || !bytes.Equal(list[0], w1) {
		t.Errorf("% x", list)
	}
	if !strings.Contains(r.stderr.String(), "1 messages are not the kernel's") {
		t.Error(r.stderr.String())
	}
}

// Without -w it prints as read does, and the conditions of read hold. What else runs
// here makes some of the messages, on a busy machine most of them: then of more.
func TestRecordPrints(t *testing.T) {
	needLive(t)
	for packets := 60; ; packets *= 10 {
		cmd := exec.Command("cnwire", "record", "-a", fmt.Sprint("packets:", packets), "-Y", "cn_proc.what == fork", "-T", "fields", "-e", "cn_proc.fork.parent_tgid")
		var out, stderr bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &stderr
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		parents, err := stormUntil(t, cmd.Wait)
		if err != nil || !strings.HasPrefix(stderr.String(), fmt.Sprintf("cnwire: %d messages received, 0 lost\n", packets)) {
			t.Fatalf("%v, %s", err, stderr.String())
		}
		known := 0
		for line := range strings.Lines(out.String()) {
			if parent, err := strconv.Atoi(strings.TrimSpace(line)); err != nil {
				t.Errorf("%q is no process's id", line)
			} else if slices.Contains(parents, parent) {
				known++
			}
		}
		if known >= 10 {
			return
		}
		if packets > 10000 {
			t.Fatalf("%v are not told of in %s", parents, out.String())
		}
	}
}

// --report prints a line an event as it comes, with who it was by /proc, and
// totals at the end.
func TestRecordReport(t *testing.T) {
	needLive(t)
	cmd := exec.Command("cnwire", "record", "--report")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer time.AfterFunc(time.Minute, func() { cmd.Process.Signal(os.Interrupt) }).Stop()
	lines := bufio.NewScanner(out)
	lines.Scan() // the titles: it listens
	titles := lines.Text()
	child := exec.Command("sh", "-c", "sleep 0.3; exit 3", "\x1b[2J")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	go child.Wait()
	row := func(word, rest string) *regexp.Regexp {
		return regexp.MustCompile(fmt.Sprintf(`^\d\d:\d\d:\d\d\.\d{3} %s +%d +%d %s$`, word, child.Process.Pid, os.Getpid(), rest))
	}
	const who = `sh -c sleep 0\.3; exit 3 \\x1b\[2J`
	want := []*regexp.Regexp{row("fork", `by .* .*`), row("exec", `/\S*sh +`+who), row("exit", `code 3 +0\.\d{6} `+who)}
	for len(want) > 0 && lines.Scan() { // it goes on meanwhile
		if want[0].MatchString(lines.Text()) {
			want = want[1:]
		}
	}
	if len(want) > 0 || !strings.HasPrefix(titles, "Time  ") {
		t.Fatalf("under %q there is no %q; %s", titles, want, stderr.String())
	}
	cmd.Process.Signal(os.Interrupt)
	var rest []string
	for lines.Scan() {
		rest = append(rest, lines.Text())
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v, %s", err, stderr.String())
	}
	for _, want := range []string{`^\d+ events: .*\d+ fork`, `^Events +Forks .* Name$`, `^Lives, the shortest:$`} {
		if !slices.ContainsFunc(rest, regexp.MustCompile(want).MatchString) {
			t.Errorf("%q is missing in %q", want, rest)
		}
	}
}

// With -w it goes with -P; -Y chooses its lines.
func TestRecordReportBesides(t *testing.T) {
	needLive(t)
	file := filepath.Join(t.TempDir(), "a.pcapng")
	cmd := exec.Command("cnwire", "record", "-w", file, "-P", "--report", "-Y", "cn_proc.what == exit", "-c", "200")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := stormUntil(t, cmd.Wait); err != nil {
		t.Fatalf("%v, %s", err, stderr.String())
	}
	exits := 0
	for _, b := range datagramsIn(t, file) {
		if len(b) == 76 && b[36]|b[39] == 0x80 { // the first or the last byte of PROC_EVENT_EXIT
			exits++
		}
	}
	if n := strings.Count(stdout.String(), " exit "); n != exits || n < 10 || strings.Contains(stdout.String(), " fork ") || !strings.Contains(stdout.String(), fmt.Sprintf("\n\n%d events: %d exit\n", n, n)) {
		t.Errorf("%d lines of %d exits: %s", n, exits, stdout.String())
	}
}

// The conditions that end a recording, or a file of it.
func TestRecordConditions(t *testing.T) {
	needLive(t)
	for _, c := range []struct {
		args   []string
		files  int
		frames int // of all files, requests included; 0 is any
		most   int64
	}{
		{[]string{"-c", "40"}, 1, 42, 1 << 20},
		{[]string{"-a", "packets:40"}, 1, 42, 1 << 20},
		{[]string{"-a", "filesize:4"}, 1, 0, 4400},
		{[]string{"-b", "packets:10", "-c", "35"}, 4, 37, 4096},
		{[]string{"-b", "packets:10", "-b", "files:2", "-c", "35"}, 2, 0, 4096},
		{[]string{"-b", "packets:10", "-a", "files:3"}, 3, 0, 4096},
		{[]string{"-b", "filesize:2", "-a", "files:3"}, 3, 0, 2600},
	} {
		folder := t.TempDir()
		r := startRecord(t, filepath.Join(folder, "a.pcapng"), append([]string{"--no-who"}, c.args...)...)
		connector.Storm(t, 100)
		r.end(t, 0)
		found, _ := filepath.Glob(folder + "/a*.pcapng")
		frames := 0
		for _, name := range found {
			frames += len(datagramsIn(t, name))
			if info, err := os.Stat(name); err != nil || info.Size() > c.most {
				t.Errorf("%v: %s has %d bytes, %v", c.args, name, info.Size(), err)
			}
		}
		if len(found) != c.files || c.frames > 0 && frames != c.frames {
			t.Errorf("%v: %d frames in %q", c.args, frames, found)
		}
		kept := fmt.Sprintf(", of which the last %d are kept\n", c.files)
		if said, removes := r.stderr.String(), slices.Contains(c.args, "files:2"); strings.HasSuffix(said, kept) != removes {
			t.Errorf("%v: %s", c.args, said)
		}
		if last := datagramsIn(t, found[len(found)-1]); !isIgnore(last[len(last)-1]) {
			t.Errorf("%v: the last frame is % x", c.args, last[len(last)-1])
		}
	}
}

// SIGUSR1 begins the next file of a ring, with nothing lost between two.
func TestRecordNextFile(t *testing.T) {
	needLive(t)
	folder := t.TempDir()
	r := startRecord(t, filepath.Join(folder, "a.pcapng"), "-b", "duration:3600")
	files := func() []string {
		found, _ := filepath.Glob(folder + "/a_0000?_??????????????.pcapng")
		return found
	}
	connector.Mark(t, "first file")
	r.wait(t, "the first file", func() bool { list, _ := datagramsSoFar(t, files()[0]); return has(list, "first file") })
	r.cmd.Process.Signal(syscall.SIGUSR1)
	r.wait(t, "the second file", func() bool { return len(files()) == 2 })
	connector.Mark(t, "second file")
	r.cmd.Process.Signal(os.Interrupt)
	r.end(t, 0)
	if list := datagramsIn(t, files()[1]); !has(list, "second file") || has(list, "first file") {
		t.Errorf("%d frames in the second file", len(list))
	}
}

// -D lists what can be recorded, for whoever asks, and the kernel counts as many
// listeners afterwards as before.
func TestRecordList(t *testing.T) {
	needLive(t)
	list := func(uid uint32) string {
		t.Helper()
		cmd := exec.Command("cnwire", "record", "-D")
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("user %d: %v, %s", uid, err, out)
		}
		return string(out)
	}
	const head = `^1\. connector \(process events\)\n   yes  process events +the kernel, Linux \S+, answers user `
	out := list(0)
	socket, taps, _ := strings.Cut(out, " --tap ") // which not every kernel takes, and there is a reason, or what it does
	if !regexp.MustCompile(head+`0\n`).MatchString(out) || strings.Contains(strings.TrimSuffix(socket, "\n   no  "), "\n   no ") || strings.Count(strings.TrimSuffix(socket, "\n   yes  "), "\n   yes  ") != 7 ||
		!regexp.MustCompile(`^ +\S[^\n]{20,}\n   (?:yes|no ) +--tap=nlmon +\S[^\n]{20,}\n$`).MatchString(taps) {
		t.Error(out)
	}
	path, err := exec.LookPath("cnwire")
	if err != nil {
		t.Fatal(err)
	}
	for dir := filepath.Dir(path); dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if info, err := os.Stat(dir); err != nil || info.Mode()&1 == 0 {
			if err := os.Chmod(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	if before66(t) {
		return // then nobody may
	}
	out = list(65534)
	tap := `run it as root\n`
	if !slices.Contains([]string{"amd64", "arm64", "ppc64le", "riscv64", "s390x"}, runtime.GOARCH) {
		tap = `and this machine is ` + runtime.GOARCH + `\n` // where root has none either
	}
	for _, want := range []string{head + `65534\n`, `\n   no   --who: executables and working directories +those of \d+ of \d+ processes .* CAP_SYS_PTRACE\n`, `\n   no   --user +.*CAP_SETUID`, `\n   no   --tap +.*` + tap, `\n   yes  --who: names`} {
		if !regexp.MustCompile(want).MatchString(out) {
			t.Errorf("%q is missing in %s", want, out)
		}
	}
}

// Where the kernel cannot be asked, a sentence says why, and what to do.
func TestRecordElsewhere(t *testing.T) {
	needLive(t)
	unshare := needs.Tool(t, "unshare", "other namespaces are not tried")
	cnwire, err := exec.LookPath("cnwire")
	if err != nil {
		t.Fatal(err)
	}
	var waits sync.WaitGroup // each waits for an answer that does not come
	for flags, want := range map[string]string{
		"-n":  "nsenter -t 1 -n",
		"-pf": "--pid=host",
		"-Ur": "another user namespace",
	} {
		for option, says := range map[string]string{"-c1": "", "-D": "   no  process events  "} {
			waits.Go(func() {
				cmd := exec.Command(unshare, flags, cnwire, "record", option)
				out, _ := cmd.CombinedOutput()
				if cmd.ProcessState.ExitCode() != 1 || !strings.Contains(string(out), says) || !strings.Contains(string(out), want) {
					t.Errorf("unshare %s, record %s: status %d, %s", flags, option, cmd.ProcessState.ExitCode(), out)
				}
			})
		}
	}
	waits.Wait()
}

// Other tools read what is recorded, and what says whose it is survives them.
func TestRecordedForOthers(t *testing.T) {
	needLive(t)
	folder := t.TempDir()
	a := startRecord(t, filepath.Join(folder, "a.pcapng"))
	b := startRecord(t, filepath.Join(folder, "b.pcapng"), "--events", "exec")
	connector.Mark(t, "for others")
	connector.Storm(t, 50)
	for _, r := range []*recording{a, b} {
		r.cmd.Process.Signal(os.Interrupt)
		r.end(t, 0)
	}
	frames := len(datagramsIn(t, a.file))
	output := func(name string, args ...string) string {
		t.Helper()
		cmd := exec.Command(name, args...)
		cmd.Dir = folder
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v, %s", name, args, err, out)
		}
		return string(out)
	}
	for _, command := range []string{"ps", "stats", "pairs", "check", "info"} {
		if out := output("cnwire", command, "a.pcapng"); command == "check" && !strings.Contains(out, "error 0, warn 0") {
			t.Error(out)
		}
	}
	if out := output("cnwire", "pairs", "a.pcapng"); !strings.Contains(out, "ok      LISTEN") {
		t.Error(out)
	}
	why := "what other tools make of a recording is not tested"
	if out := output(needs.Tool(t, "tshark", why), "-r", "a.pcapng", "-T", "fields", "-e", "frame.interface_name", "-e", "frame.packet_flags_direction"); strings.Count(out, "connector socket\t0x00000002\n") != 2 || strings.Count(out, "connector socket\t0x00000001\n") != frames-2 {
		t.Error(out)
	}
	if out := output(needs.Tool(t, "capinfos", why), "-c", "-M", "a.pcapng"); !strings.Contains(out, fmt.Sprint(frames)) {
		t.Error(out)
	}
	output(needs.Tool(t, "editcap", why), "a.pcapng", "edited.pcapng")
	output(needs.Tool(t, "mergecap", why), "-w", "merged.pcapng", "a.pcapng", "b.pcapng")
	for name, hosts := range map[string]int{"a.pcapng": 1, "edited.pcapng": 1, "merged.pcapng": 2} {
		if out := output("cnwire", "info", name); strings.Count(out, "comment: cnwire:1 host name=") != hosts || strings.Count(out, " id=") != hosts {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// What is not recorded since nobody wanted it is not called lost. All of it is made
// on one CPU, where two messages have a gap between them.
func TestRecordedPartIsNoLoss(t *testing.T) {
	needLive(t)
	connector.OnOneCPU(t)
	for _, args := range [][]string{{"--follow", fmt.Sprint(os.Getpid())}, {"--events", "comm"}, {"--events", "exec"}} {
		r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"), args...)
		connector.Mark(t, "part begins")
		connector.Storm(t, 20)
		connector.Storm(t, 20)
		connector.Mark(t, "part ends")
		r.cmd.Process.Signal(os.Interrupt)
		r.end(t, 0)
		out, err := exec.Command("cnwire", "check", "--all", r.file).CombinedOutput()
		if err != nil || !strings.Contains(string(out), "filtered or lost") || strings.Contains(string(out), "\nwarn ") {
			t.Errorf("%v: %v, %s", args, err, out)
		}
	}
}

// Another user's program records, once the socket is open: all its threads have no
// privilege any more but the one that --who needs, which is said, and it ends as
// well as any.
func TestRecordAsUser(t *testing.T) {
	needLive(t)
	const trace = "CAP_SYS_PTRACE is kept, for --who reads executables and working directories of others by it"
	for _, c := range []struct {
		who  string
		caps uint64 // as /proc has them
		said string
	}{{"--no-who", 0, ""}, {"--who=exe", 1 << 19, trace + "\n"}} {
		if before66(t) {
			c.caps |= 1 << 12 // CAP_NET_ADMIN
			c.said = strings.TrimSuffix("CAP_NET_ADMIN is kept, for before Linux 6.6 the kernel takes no IGNORE without it; "+c.said, "; ")
		}
		if c.said != "" {
			c.said = "cnwire: as 65534: " + c.said
		}
		asUser(t, c.who, fmt.Sprintf("%016x", c.caps), c.said)
	}
	if out, err := exec.Command("cnwire", "record", "--user", "no such user", "-c", "1").CombinedOutput(); err == nil || !strings.Contains(string(out), "there is no user") {
		t.Errorf("%v, %s", err, out)
	}
}

func asUser(t *testing.T, who, caps, said string) {
	folder := t.TempDir()
	for dir := folder; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	r := startRecord(t, filepath.Join(folder, "a.pcapng"), "--user", "65534", who)
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", r.cmd.Process.Pid))
	if err != nil || len(threads) < 2 {
		t.Fatalf("%v, %d threads", err, len(threads))
	}
	for _, name := range threads {
		status, err := os.ReadFile(name)
		for _, want := range []string{
			"Uid:\t65534\t65534\t65534\t65534\n", "Groups:\t \n", "CapInh:\t0000000000000000\n", "CapPrm:\t" + caps + "\n", "CapEff:\t" + caps + "\n",
			"CapBnd:\t0000000000000000\n", "CapAmb:\t0000000000000000\n", "NoNewPrivs:\t1\n",
		} {
			if err != nil || !strings.Contains(string(status), want) {
				t.Errorf("%s: %v, %s lacks %q", who, err, status, want)
			}
		}
	}
	other := exec.Command("sleep", "60") // root's, whose executable nobody else may know
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	r.wait(t, "the exec", func() bool {
		b, err := os.ReadFile(r.file)
		return who == "--no-who" || err == nil && bytes.Contains(b, fmt.Appendf(nil, "task pid=%d ppid=%d ", other.Process.Pid, os.Getpid())) && bytes.Contains(b, []byte("comm=sleep exe=/"))
	})
	other.Process.Kill()
	other.Wait()
	connector.Mark(t, "as nobody")
	r.cmd.Process.Signal(os.Interrupt)
	r.end(t, 0)
	if list := datagramsIn(t, r.file); !has(list, "as nobody") {
		t.Errorf("%d frames; %s", len(list), r.stderr.String())
	}
	if info, err := os.Stat(r.file); err != nil || info.Sys().(*syscall.Stat_t).Uid != 65534 || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info, err)
	}
	if !strings.HasPrefix(r.stderr.String(), said) || said == "" && strings.Contains(r.stderr.String(), "kept") {
		t.Error(r.stderr.String())
	}
}
