package statistics_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// TestHierarchyAsShark: frames and bytes of netlink are those of tshark -z
// io,phs, with frames of other families, cut ones and malformed ones too.
func TestHierarchyAsShark(t *testing.T) {
	shark := needs.Tool(t, "tshark", "the comparison of the protocol hierarchy with it is skipped.")
	demo := corpus.Demo()
	head, fork := demo[:24], demo[204:312]
	other := bytes.Clone(fork)
	other[31] = 16
	malformed := bytes.Clone(fork)
	malformed[64]++
	cut := bytes.Clone(fork[:16+60])
	cut[8] = 60
	odd := bytes.Join([][]byte{head, fork, cut, malformed, other}, nil)
	files := map[string][]byte{"odd": odd}
	for _, e := range must(corpus.Manifest())(t) {
		if name, ok := strings.CutPrefix(e.File, "captures/"); ok && strings.HasSuffix(name, "1.192-nlmon.pcap") { // tshark is slow

			files[e.File] = captured(t, name)
		}
	}
	line := regexp.MustCompile(`(?m)^netlink +frames:(\d+) bytes:(\d+)$`)
	for name, file := range files {
		path := filepath.Join(t.TempDir(), "capture.pcap")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(shark, "-r", path, "-q", "-z", "io,phs").Output()
		if err != nil {
			t.Fatal(err)
		}
		want := line.FindSubmatch(out)
		if want == nil {
			t.Fatalf("%s: tshark says\n%s", name, out)
		}
		got := ""
		for _, row := range count(t, file, statistics.Options{}, "hierarchy") {
			if row["protocol"] == "netlink" {
				got = fmt.Sprintf("%s %s", row["frames"], row["bytes"])
			}
		}
		if got != fmt.Sprintf("%s %s", want[1], want[2]) {
			t.Errorf("%s: %s, tshark says %s %s", name, got, want[1], want[2])
		}
	}
}

// TestHierarchyTree: a frame counts once in each of its protocols.
func TestHierarchyTree(t *testing.T) {
	want := "frame 31 2744;   netlink 31 2744;     cn 31 2744;       cn_proc 31 2744;         cn_proc.ack 2 184;         cn_proc.fork 10 920;" +
		"         cn_proc.exec 1 92;         cn_proc.uid 1 92;         cn_proc.gid 1 92;         cn_proc.sid 1 92;         cn_proc.ptrace 2 184;" +
		"         cn_proc.comm 1 92;         cn_proc.exit 9 828;         proc_cn_mcast_op 3 168;"
	got := ""
	for _, row := range count(t, corpus.Demo(), statistics.Options{}, "hierarchy") {
		got += fmt.Sprintf(" %s %s %s;", row["tree"], row["frames"], row["bytes"])
	}
	if strings.TrimSpace(got) != want {
		t.Errorf("%s", got)
	}
}

// TestHierarchyOfFrames: and of a frame with several messages, of one protocol or
// of several, it is one frame in each.
func TestHierarchyOfFrames(t *testing.T) {
	exec := octets.Message(t, le, set{"nlmsg_type": 3}, octets.Event(t, le, eventExec, task(9, 9)))
	exit := octets.Message(t, le, set{"nlmsg_type": 3}, octets.Event(t, le, eventExit, task(9, 9)))
	file := octets.Pcap(le, false, octets.Record{Data: octets.Cooked(11, exec, exit, exec)})
	protocols := 0
	for _, row := range count(t, file, statistics.Options{}, "hierarchy") {
		if protocols++; row["frames"] != "1" || row["bytes"] != "244" || row["percent"] != "100" {
			t.Errorf("%s: %s frames of %s bytes, %s %%", row["protocol"], row["frames"], row["bytes"], row["percent"])
		}
	}
	if protocols < 6 { // frame, netlink, cn, cn_proc and both events
		t.Errorf("%d protocols", protocols)
	}
}
