package main

import (
	"bytes"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// TestCores: every command in all its forms writes the same on one processor, on two and
// on eight, byte by byte: output and messages, as they stand one behind the other, files,
// and the exit status. Commands that take several captures get the whole corpus, and
// behind it captures that are cut, damaged, or none. Here it is a share of that: all forms
// of -T with every eighth capture, and every twentieth form beside.
//
// What send shows has numbers that it picks, and is printed by what read prints with.
func TestCores(t *testing.T) {
	folder := t.TempDir()
	captures := frames.Captures(t)
	var names []string
	put := func(name string, b []byte) string {
		place := filepath.Join(folder, strings.ReplaceAll(name, "/", "-"))
		if err := os.WriteFile(place, b, 0o600); err != nil {
			t.Fatal(err)
		}
		return place
	}
	for i, name := range slices.Sorted(maps.Keys(captures)) {
		if place := put(name, captures[name]); testkit.Share(i, 8) {
			names = append(names, place)
		}
	}
	big := captures["captures/amd64-6.1.192-nlmon.pcap"]
	cases, err := filepath.Glob("testdata/cases/*")
	if err != nil || len(cases) < 5 {
		t.Fatal(err, cases)
	}
	for _, name := range cases {
		if strings.HasPrefix(filepath.Base(name), "comments-of-many-events") { // which takes as long as all others
			continue
		}
		names = append(names, put(filepath.Base(name), testkit.Must(fs.ReadFile(os.DirFS("."), filepath.ToSlash(name)))(t)))
	}
	long := laid("told", 400, 0)
	damaged := bytes.Clone(long)
	damaged[len(damaged)/2] ^= 0xff
	names = append(names, put("cut", big[:len(big)*2/3]), put("damaged", damaged), put("long", long), put("none", []byte("no capture")), filepath.Join(folder, "missing"))
	one := filepath.Join(folder, "captures-amd64-6.1.192-nlmon.pcap")
	other := filepath.Join(folder, "captures-s390x-6.1.176-nlmon.pcap")
	text := []byte(hex.Dump(captures["captures/demo-amd64-6.1.192-nlmon.pcap"][24+16+16:][:40]))
	dump := put("text", text)

	for i, form := range allForms() {
		command, _, _ := strings.Cut(form, " ")
		if command == "send" || !testkit.Share(i, 90) && !strings.HasPrefix(form, "read -T ") {
			continue
		}
		if testing.Short() && i%5 != 0 { // under the race detector, say
			continue
		}
		capture := strings.Join(names, " ")
		if command == "convert" || command == "diff" || strings.Contains(form, "-w OUT") && command != "merge" && command != "export" || strings.Contains(form, "-r CAP") {
			capture = one // they take no more
		}
		form = strings.NewReplacer("CAP", capture, "OTHER", other, "<TEXT ", "", "TEXT", dump, "OUT", "out", "FOLDER", "out").Replace(form)
		want := onCores(t, "1", strings.Fields(form), text)
		for _, processors := range []string{"2", "8"} {
			if processors == "2" && !(testkit.Deep && command == "read") {
				continue
			}
			if got := onCores(t, processors, strings.Fields(form), text); got != want {
				t.Errorf("cnwire %.200s: on %s processors it writes something else: %d bytes, %d on one", form, processors, len(got), len(want))
			}
		}
	}
}

// onCores runs cnwire and returns all that it writes.
func onCores(t *testing.T, processors string, args []string, stdin []byte) string {
	t.Helper()
	folder := t.TempDir()
	all := testkit.Must(os.Create(filepath.Join(folder, "all")))(t)
	defer all.Close()
	cmd := exec.Command("cnwire", args...)
	cmd.Dir = folder
	cmd.Env = append(os.Environ(), "GOMAXPROCS="+processors, "TZ=UTC")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(stdin), all, all
	cmd.Run()
	if code := cmd.ProcessState.ExitCode(); code != statusOK && code != statusFile {
		t.Errorf("cnwire %.200s: status %d", strings.Join(args, " "), code)
	}
	var out strings.Builder
	out.WriteString(cmd.ProcessState.String() + "\n")
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(os.DirFS(folder), name)
		out.WriteString(name + "\n")
		out.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}
