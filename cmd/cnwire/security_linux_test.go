package main

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/connector"
)

// SECURITY.md: a recording is for who made it alone, and the machine id is not in it, but
// a keyed hash of it is.
func TestRecordingIsPrivate(t *testing.T) {
	needLive(t)
	r := startRecord(t, filepath.Join(t.TempDir(), "a.pcapng"))
	r.cmd.Process.Signal(os.Interrupt)
	r.end(t, 0)
	info, err := os.Stat(r.file)
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("%v, %v", info.Mode(), err)
	}
	file, err := os.ReadFile(r.file)
	if err != nil {
		t.Fatal(err)
	}
	said, err := os.ReadFile("/etc/machine-id")
	machine, hexErr := hex.DecodeString(strings.TrimSpace(string(said)))
	if err != nil || hexErr != nil || len(machine) != 16 {
		if bytes.Contains(file, []byte(" id=")) {
			t.Errorf("the machine has no id, and the file has one: %v, %v", err, hexErr)
		}
		return
	}
	if bytes.Contains(file, machine) || bytes.Contains(bytes.ToLower(file), bytes.TrimSpace(said)) {
		t.Error("the machine id is in the file")
	}
	hash := hmac.New(sha256.New, machine)
	hash.Write([]byte("cnwire"))
	if want := " id=" + hex.EncodeToString(hash.Sum(nil)[:16]) + " "; !bytes.Contains(file, []byte(want)) {
		t.Errorf("the file has not%s", want)
	}
}

// opened is a file that a call of openat(2) opens, as strace prints it: by a folder, if
// that is not the one the program is in, and a name.
var opened = regexp.MustCompile(`openat\((AT_FDCWD|\d+)(?:<([^>]*)>)?, "([^"]*)"`)

// SECURITY.md: from its socket on, record opens its output, says whose the recording is
// by two files, and looks into /proc with --who; and nothing else.
func TestRecordOpens(t *testing.T) {
	strace := needs.Tool(t, "strace", "what record opens is not looked at.")
	needLive(t)
	for _, who := range []string{"all", "no"} {
		dir := t.TempDir()
		out, log := filepath.Join(dir, "a.pcapng"), filepath.Join(dir, "log")
		cmd := exec.Command(strace, "-f", "-y", "-e", "trace=openat,open,socket", "-o", log, "cnwire", "record", "--who", who, "-w", out, "-a", "packets:20")
		cmd.Env = append(os.Environ(), "TZ=UTC")
		var said bytes.Buffer
		cmd.Stderr = &said
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		var err error
		for running := true; running; {
			select {
			case err = <-ended:
				running = false
			default:
				connector.Mark(t, "look at me")
				exec.Command("true").Run()
			}
		}
		text, readErr := os.ReadFile(log)
		_, text, ok := bytes.Cut(text, []byte("NETLINK_CONNECTOR) = "))
		if err != nil || readErr != nil || !ok {
			t.Fatalf("%v, %v: %s", err, readErr, &said)
		}
		allowed := map[string]bool{out: true, "/etc/machine-id": true, "/var/lib/dbus/machine-id": true, "/proc/sys/kernel/random/boot_id": true}
		inProc, ours := 0, 0
		for _, call := range opened.FindAllSubmatch(text, -1) {
			name := string(call[3])
			if string(call[1]) != "AT_FDCWD" {
				name = string(call[2]) + "/" + name
			}
			switch {
			case allowed[name]:
				ours++
			case name == "/sys/devices/system/cpu/online": // the C library's, when threads compete for memory (glibc, get_nprocs)
			case who == "all" && (name == "/proc" || strings.HasPrefix(name, "/proc/")):
				inProc++
			default:
				t.Errorf("--who %s opens %s", who, name)
			}
		}
		if ours < 2 || (inProc == 0) != (who == "no") {
			t.Errorf("--who %s: %d files, %d in /proc: %s", who, ours, inProc, text)
		}
	}
}

// Who reads captures asks the kernel for nothing but files: neither BPF nor a socket.
func TestReadingAsksForNothing(t *testing.T) {
	strace := needs.Tool(t, "strace", "what reading asks the kernel for is not looked at.")
	log := filepath.Join(t.TempDir(), "log")
	out, err := exec.Command(strace, "-f", "-e", "trace=bpf,socket,write", "-o", log, "cnwire", "demo").Output()
	calls, readErr := os.ReadFile(log)
	if err != nil || readErr != nil || len(out) < 1000 || !bytes.Contains(calls, []byte("write(")) {
		t.Fatalf("%v, %v, %d bytes", err, readErr, len(out))
	}
	for _, call := range []string{"bpf(", "socket("} {
		if bytes.Contains(calls, []byte(call)) {
			t.Errorf("it calls %s)", call)
		}
	}
}
