package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// tool runs a program in a folder.
func tool(t *testing.T, dir, path string, args ...string) string {
	t.Helper()
	cmd := exec.Command(path, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "HOME="+dir)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v", cmd, err)
	}
	return string(out)
}

// captures writes the captures of the corpus, and what editcap and mergecap
// make of them: pcapng with comments, in nanoseconds, of several interfaces and
// sections.
func captures(t *testing.T, dir string) (names []string) {
	t.Helper()
	editcap := needs.Tool(t, "editcap", "what it writes is not read.")
	mergecap := needs.Tool(t, "mergecap", "what it writes is not read.")
	list, err := corpus.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	for i, e := range list {
		b, err := fs.ReadFile(corpus.FS(), e.File)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("%d.pcap", i)
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
		tool(t, dir, editcap, "-F", "pcapng", "-a", "1:first", "-a", "3:one, two", "-a", "5:a\nline and a\ttab", "-a", `6:back\slash "é"`, name, name+"ng")
		tool(t, dir, editcap, "-F", "nsecpcap", "-t", "0.000000123", name, name+".ns")
		names = append(names, name, name+"ng", name+".ns")
	}
	tool(t, dir, mergecap, "-w", "merged", "0.pcapng", "1.pcap.ns", "2.pcapng")
	tool(t, dir, mergecap, "-I", "none", "-w", "apart", "0.pcapng", "1.pcapng", "0.pcap.ns")
	var sections []byte
	for _, name := range []string{"merged", "3.pcapng", "0.pcapng"} {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		sections = append(sections, b...)
	}
	if err := os.WriteFile(filepath.Join(dir, "sections"), sections, 0o600); err != nil {
		t.Fatal(err)
	}
	return append(names, "merged", "apart", "sections")
}

// timeless is a pcapng with simple packets, which have no time, at its
// beginning, in the middle and at its end.
func timeless(t *testing.T, dir string) string {
	t.Helper()
	b, err := os.ReadFile(lays(t, false, []uint16{253}))
	if err != nil {
		t.Fatal(err)
	}
	demo, n := corpus.Demo()[220:312], "\x5c\x00\x00\x00"
	simple := "\x03\x00\x00\x00\x6c\x00\x00\x00" + n + string(demo) + "\x6c\x00\x00\x00"
	timed := func(low string) string {
		return "\x06\x00\x00\x00\x7c\x00\x00\x00\x00\x00\x00\x00\x12\x34\x06\x00" + low + n + n + string(demo) + "\x7c\x00\x00\x00"
	}
	b = append(b, simple+timed("\x00\x00\x00\x01")+timed("\x07\x00\x00\x01")+simple+timed("\x09\x00\x00\x01")+simple...)
	if err := os.WriteFile(filepath.Join(dir, "timeless"), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return "timeless"
}

// TestReadsTheirs: the columns of tshark on what editcap and mergecap write.
func TestReadsTheirs(t *testing.T) {
	tshark := needs.Tool(t, "tshark", "columns of pcapng files are not compared with its.")
	dir := t.TempDir()
	columns := strings.Fields(`-T fields -e frame.number -e frame.time -e frame.time_epoch -e frame.time_relative -e frame.time_delta
		-e frame.len -e frame.cap_len -e frame.protocols -e frame.interface_name -e frame.comment -e frame.section_number
		-e netlink.hatype -e netlink.family -e netlink.hdr_len -e netlink.hdr_type -e netlink.hdr_flags -e netlink.hdr_seq -e netlink.hdr_pid`)
	names := append(captures(t, dir), timeless(t, dir))
	for i, name := range names {
		if !testkit.Share(i, 4) && i < len(names)-2 {
			continue
		}
		theirs := tool(t, dir, tshark, append([]string{"-r", name}, columns...)...)
		ours, _ := says(t, 0, append([]string{"read", filepath.Join(dir, name)}, columns...)...)
		a, b := strings.Split(theirs, "\n"), strings.Split(ours, "\n")
		if len(a) != len(b) || len(a) < 6 {
			t.Errorf("%s: tshark has %d lines, we have %d", name, len(a), len(b))
			continue
		}
		for i := range a {
			if a[i] != b[i] {
				t.Errorf("%s, line %d:\n%s\n%s", name, i+1, a[i], b[i])
				break
			}
		}
	}
}

// TestInfoCapinfos: counts, sizes and times are those of capinfos.
func TestInfoCapinfos(t *testing.T) {
	capinfos := needs.Tool(t, "capinfos", "the counts of info are not compared with its.")
	dir := t.TempDir()
	value := func(info, name string) string {
		m := regexp.MustCompile(`(?m)^` + name + ` +(.*)$`).FindStringSubmatch(info)
		if m == nil {
			return ""
		}
		return m[1]
	}
	for _, name := range captures(t, dir) {
		theirs := strings.Split(strings.TrimSpace(tool(t, dir, capinfos, "-T", "-r", "-m", "-M", "-c", "-s", "-d", "-u", "-S", "-a", "-e", "-o", name)), ",")
		info, _ := says(t, 0, "info", filepath.Join(dir, name))
		captured, _, _ := strings.Cut(value(info, "Bytes"), " captured")
		ours := []string{
			name, value(info, "Frames"), strings.TrimSuffix(value(info, "Size"), " bytes"), captured,
			strings.TrimSuffix(value(info, "Duration"), " s"), epoch(t, value(info, "Earliest")), epoch(t, value(info, "Latest")),
			map[bool]string{true: "True", false: "False"}[value(info, "Order of time") == "ascending"],
		}
		for i := range theirs {
			if whole, part, ok := strings.Cut(theirs[i], "."); ok && i > 3 { // as many decimals as the file
				theirs[i] = whole + "." + (part + "000")[:9]
			}
		}
		if !slices.Equal(theirs, ours) {
			t.Errorf("%q\nours %q", theirs, ours)
		}
	}
}

// epoch is a time of info in seconds since 1970.
func epoch(t *testing.T, s string) string {
	t.Helper()
	at, err := time.Parse("2006-01-02 15:04:05 MST", s)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%d.%09d", at.Unix(), at.Nanosecond())
}
