package convert_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
)

// run runs a tool in a folder and gives what it prints.
func run(t *testing.T, dir, tool string, args ...string) string {
	t.Helper()
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "TZ=UTC", "LC_ALL=C.UTF-8", "HOME="+dir)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, stderr.String())
	}
	return string(out)
}

// put writes a file into a folder, and get reads one.
func put(t *testing.T, dir, name string, b []byte) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, dir, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// told is a frame with all that a capture says of it.
func told(list []pcap.Packet) (lines []string) {
	for _, p := range list {
		lines = append(lines, fmt.Sprintf("%d %d %x %q %d", p.Time.UnixNano(), p.Len, p.Data, p.Comments, p.Interface.LinkType))
	}
	return lines
}

func sameFrames(t *testing.T, what string, theirs, ours []byte) {
	t.Helper()
	a, b := told(packets(t, theirs)), told(packets(t, ours))
	if !slices.Equal(a, b) || len(a) == 0 {
		t.Errorf("%s: %d frames, we have %d", what, len(a), len(b))
	}
}

// TestEditcap: every selection of editcap gives the frames that ours gives, in
// all its formats; without CNWIRE_DEEP, each of every two of form, format and
// selection, but not all three.
func TestEditcap(t *testing.T) {
	editcap := needs.Tool(t, "editcap", "what convert selects is not compared with what it selects.")
	dir := t.TempDir()
	const from, to = "2026-11-21 23:12:02", "2026-11-21 23:12:05.5"
	moment := func(s string) (o convert.Selection) {
		at, err := convert.ParseTime(strings.Replace(s, " ", "T", 1) + "Z")
		if err != nil {
			t.Fatal(err)
		}
		o.After = convert.Point{At: at}
		return o
	}
	after, before := moment(from), convert.Selection{Before: moment(to).After}
	ranges, err := convert.ParseRanges("2,5-9,40-")
	if err != nil {
		t.Fatal(err)
	}
	all := forms(frames(t, "captures/amd64-6.1.192-nlmon.pcap"))
	for i, form := range slices.Sorted(maps.Keys(all)) {
		in := all[form]
		put(t, dir, "in", in)
		for j, format := range []string{"pcap", "nsecpcap", "modpcap", "pcapng"} {
			for k, c := range []struct {
				what string
				args []string
				o    convert.Options
			}{
				{"all", nil, convert.Options{}},
				{"ranges", []string{"-r", "2", "5-9", "40-0"}, convert.Options{Selection: convert.Selection{Frames: ranges}}},
				{"after", []string{"-A", from}, convert.Options{Selection: after}},
				{"before", []string{"-B", to}, convert.Options{Selection: before}},
				{"snap", []string{"-s", "50"}, convert.Options{SnapLen: 50}},
			} {
				if !testkit.Deep && (i+j+k)%4 != 0 && (i+j+k)%5 != 0 {
					continue
				}
				what := c.what
				args := append([]string{"-F", format, "in", "out"}, c.args...)
				if len(c.args) > 0 && c.args[0] != "-r" {
					args = append(append([]string{"-F", format}, c.args...), "in", "out")
				} else if len(c.args) > 0 {
					args = append([]string{"-F", format, "-r", "in", "out"}, c.args[1:]...)
				}
				run(t, dir, editcap, args...)
				c.o.Format = format
				ours, _ := converted(t, in, c.o)
				sameFrames(t, form+" to "+format+", "+what, get(t, dir, "out"), ours)
				theirs := get(t, dir, "out")
				if copied, _ := converted(t, theirs, convert.Options{}); !bytes.Equal(copied, theirs) {
					t.Errorf("%s to %s, %s: their file changes when it is copied", form, format, what)
				}
			}
		}
	}
}

// TestMergecap merges as mergecap does: the same frames in the same order.
func TestMergecap(t *testing.T) {
	mergecap := needs.Tool(t, "mergecap", "the order of merging is not compared with its order.")
	dir := t.TempDir()
	list := frames(t, "captures/amd64-6.1.192-nlmon.pcap")
	late := slices.Clone(frames(t, "captures/s390x-6.1.176-nlmon.pcap"))
	for i := range late { // so that they mix
		late[i].Time = list[min(i, len(list)-1)].Time
	}
	slices.Reverse(late[:40]) // and some are out of order
	a, b := forms(list)["pcap"], forms(late)["nsecpcap, big"]
	put(t, dir, "a", a)
	put(t, dir, "b", b)
	for _, format := range []string{"pcap", "nsecpcap", "pcapng"} {
		run(t, dir, mergecap, "-F", format, "-w", "out", "a", "b", "a")
		ours, result, faults := merged(t, convert.Options{Format: format}, a, b, a)
		sameFrames(t, format, get(t, dir, "out"), ours)
		if faults != nil || result.Refused != 0 {
			t.Errorf("%s: %v, %+v", format, faults, result)
		}
	}
}

// TestTheyRead: what we write, tshark, capinfos and tcpdump read, with the same
// frames, times, comments and interfaces.
func TestTheyRead(t *testing.T) {
	tshark := needs.Tool(t, "tshark", "whether it reads what convert writes is not tested.")
	capinfos := needs.Tool(t, "capinfos", "whether it reads what convert writes is not tested.")
	dir := t.TempDir()
	list := frames(t, "captures/amd64-6.1.192-nlmon.pcap")
	comments := newLaid(true)
	comments.section(1<<64-1).iface(253, comments.option(2, "one")).iface(253, comments.option(3, "two"), comments.option(9, "\x09"))
	for i, p := range list[:50] {
		id, at := uint32(i%2), uint64(p.Time.UnixMicro())
		if id == 1 {
			at = uint64(p.Time.UnixNano() + 7)
		}
		comments.packet(id, at, string(p.Data), comments.option(1, fmt.Sprintf("frame %d", i+1)), comments.option(1, "twice"))
	}
	for name, c := range map[string]struct {
		in []byte
		o  convert.Options
	}{
		"pcap to pcapng":         {forms(list)["pcap"], convert.Options{Format: "pcapng"}},
		"big ns to pcapng":       {forms(list)["nsecpcap, big"], convert.Options{Format: "pcapng"}},
		"modpcap to nsecpcap":    {forms(list)["modpcap"], convert.Options{Format: "nsecpcap"}},
		"comments, cut":          {comments.b, convert.Options{SnapLen: 60}},
		"comments, few":          {comments.b, convert.Options{Selection: convert.Selection{Frames: []convert.Range{{First: 9, Last: 20}}}}},
		"comments, swapped":      {comments.b, convert.Options{Swap: true}},
		"all blocks to nsecpcap": {rich(t, list), convert.Options{Format: "nsecpcap"}},
	} {
		out, _ := converted(t, c.in, c.o)
		put(t, dir, "out", out)
		var want strings.Builder
		for _, p := range packets(t, out) {
			name := ""
			if p.Interface.Section > 0 {
				name = p.Interface.Name + p.Interface.Description
				if name == "" {
					name = "unknown"
				}
			}
			fmt.Fprintf(&want, "%d.%09d\t%d\t%d\t%s\t%s\n", p.Time.Unix(), p.Time.Nanosecond(), p.Len, len(p.Data), name, strings.Join(p.Comments, ","))
		}
		got := run(t, dir, tshark, "-r", "out", "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len", "-e", "frame.cap_len", "-e", "frame.interface_name", "-e", "frame.comment")
		if got != want.String() {
			t.Errorf("%s: tshark reads\n%.300s\nwant\n%.300s", name, got, want.String())
		}
		if count := run(t, dir, capinfos, "-T", "-r", "-c", "out"); count != fmt.Sprintf("out\t%d\n", len(packets(t, out))) {
			t.Errorf("%s: capinfos counts %q", name, count)
		}
	}
}

// TestTcpdump reads with tcpdump what we write, and the other way round.
func TestTcpdump(t *testing.T) {
	tcpdump := needs.Tool(t, "tcpdump", "whether it reads what convert writes is not tested.")
	dir := t.TempDir()
	in := forms(frames(t, "captures/amd64-6.1.192-nlmon.pcap"))["pcap, big"]
	for _, format := range []string{"pcap", "nsecpcap", "pcapng"} {
		out, _ := converted(t, in, convert.Options{Format: format})
		put(t, dir, "in", out)
		run(t, dir, tcpdump, "-r", "in", "-w", "out")
		sameFrames(t, format, get(t, dir, "out"), out)
	}
}
