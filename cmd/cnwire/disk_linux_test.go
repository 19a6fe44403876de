package main

import (
	"bytes"
	"encoding/binary"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	repeating "github.com/cnwire/cnwire/internal/again"
	"github.com/cnwire/cnwire/testdata/corpus"
	"golang.org/x/sys/unix"
)

// TestSmallDisk: what does not fit on a disk leaves nothing there, neither under
// its own name nor another, and the same work is done when there is room.
func TestSmallDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("none", disk, "tmpfs", 0, "size=16k"); err != nil {
		t.Skipf("Only root mounts a small disk: what a full one leaves is tested with a limit of sh alone (%v).", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	demo := corpus.Demo()
	in := filepath.Join(t.TempDir(), "demo.pcap")
	if err := os.WriteFile(in, append(bytes.Clone(demo), bytes.Repeat(demo[24:], 500)...), 0o600); err != nil {
		t.Fatal(err)
	}
	hours := bytes.Clone(demo[:24])
	for i := range 300 { // an event; each twenty are an hour later
		hours = append(hours, demo[204:312]...)
		record := hours[len(hours)-108:]
		binary.LittleEndian.PutUint32(record, binary.LittleEndian.Uint32(record)+uint32(i/20)*3600)
		binary.LittleEndian.PutUint32(record[56:], uint32(i)) // cn_msg.seq: it is no copy
	}
	inHours := filepath.Join(t.TempDir(), "hours.pcap")
	if err := os.WriteFile(inHours, hours, 0o600); err != nil {
		t.Fatal(err)
	}
	works := [][]string{
		{"convert", in, disk + "/a.pcap"},
		{"merge", "-w", disk + "/b.pcapng", in, in},
		{"export", in, "-w", disk + "/c.csv"},
		{"export", in, "-F", "csv", "--partition", "hour", "-w", disk + "/d"},
		{"export", in, "-F", "parquet", "--partition", "hour", "-w", disk + "/e"},
		{"export", inHours, "-F", "csv", "--partition", "hour", "-w", disk}, // some files are whole
	}
	run := func(args []string) (int, string) {
		cmd := exec.Command("cnwire", args...)
		out, _ := cmd.CombinedOutput()
		return cmd.ProcessState.ExitCode(), string(out)
	}
	for _, args := range works {
		code, out := run(args)
		left, err := os.ReadDir(disk)
		if code != statusFile || !bytes.Contains([]byte(out), []byte("no space left on device")) || err != nil || len(left) > 0 {
			t.Errorf("%v: status %d, %s; left behind: %v, %v", args, code, out, left, err)
		}
	}
	if err := unix.Mount("none", disk, "tmpfs", unix.MS_REMOUNT, "size=64m"); err != nil {
		t.Fatal(err)
	}
	for _, args := range works {
		if code, out := run(args); code != 0 {
			t.Errorf("%v: status %d, %s", args, code, out)
		}
	}
}

// TestSmallTempDisk: where there is no room for temporary files an analysis that needs them fails, and
// leaves nothing; where there is no place for them at all it does without.
func TestSmallTempDisk(t *testing.T) {
	disk := t.TempDir()
	if err := unix.Mount("none", disk, "tmpfs", 0, "size=64k"); err != nil {
		t.Skipf("Only root mounts a small disk (%v).", err)
	}
	defer unix.Unmount(disk, unix.MNT_DETACH)
	folder := t.TempDir()
	in, page := filepath.Join(folder, "a.pcap"), filepath.Join(folder, "page.html")
	if err := repeating.Repeat(in, "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap", 300_000); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"report", "--embed-limit", "0", "-o", page}, {"ps", "--tree"}, {"ps", "--tree", "-T", "dot"}} {
		run := func(temporary string) (int, []byte, string) {
			cmd := exec.Command("cnwire", append(args, in)...)
			cmd.Env = append(os.Environ(), "TMPDIR="+temporary)
			var said bytes.Buffer
			cmd.Stderr = &said
			out, _ := cmd.Output()
			if b, err := os.ReadFile(page); err == nil {
				out = b
				os.Remove(page)
			}
			return cmd.ProcessState.ExitCode(), out, said.String()
		}
		_, want, _ := run(folder)
		if len(want) < 100_000 {
			t.Fatalf("%v: %d bytes", args, len(want))
		}
		if code, out, said := run(disk); code != statusFile || !strings.Contains(said, "no space left on device") || args[0] == "report" && len(out) > 0 {
			t.Errorf("%v of a full disk: status %d, %d bytes: %s", args, code, len(out), said)
		}
		if code, out, said := run(disk + "/missing"); code != 0 || !bytes.Equal(out, want) {
			t.Errorf("%v without a folder: status %d, %d bytes of %d: %s", args, code, len(out), len(want), said)
		}
		if left, err := os.ReadDir(disk); err != nil || len(left) > 0 {
			t.Errorf("%v: left behind: %v, %v", args, left, err)
		}
	}
}
