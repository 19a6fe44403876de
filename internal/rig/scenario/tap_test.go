package scenario

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// made is a frame of a made trace: a letter for its bytes, and how a tap saw it.
func made(b string, way Way, cpu, seq uint32, said ...string) Frame {
	f := Frame{Family: codec.FamilyConnector, Bytes: []byte(b), Way: way, Said: said, Seq: seq}
	if way == In {
		f.Event, f.Proc.CPU = &codec.Exec{}, cpu
	}
	return f
}

// What a tap must show, and each way to fail it.
func TestTapped(t *testing.T) {
	const sender, received, lost = "cnwire:1 sender port=9 pid=8", "cnwire:1 delivery group=1 result=0 tid=7", "cnwire:1 delivery group=1 result=-3 tid=7"
	nlmon := []Frame{made("r", 0, 0, 0), made("a", 0, 0, 0), made("a", 0, 0, 0), made("b", 0, 0, 0), made("u", 0, 0, 0), {Bytes: []byte("another family")}}
	good := []Frame{made("r", Out, 0, 0, sender), made("a", In, 0, 5, received), made("c", In, 0, 7, lost), made("b", In, 0, 6, "cnwire:1 delivery group=1 tid=7")}
	log := []Line{{Do: "send", DstPort: 3, Hex: "75"}}
	for _, c := range []struct {
		why    string
		change func(t *Trace)
		want   string
	}{
		{"as it should be", func(*Trace) {}, ""},
		{"nothing was seen", func(t *Trace) { t.Tap = nil }, "no frames"},
		{"an event is missing", func(t *Trace) { t.Tap = t.Tap[:3] }, "the tap has it not"},
		{"the request is missing", func(t *Trace) { t.Tap = t.Tap[1:] }, "the tap has it not"},
		{"what users sent each other was not sent", func(t *Trace) { t.Log = nil }, "the tap has it not"},
		{"twice", func(t *Trace) { t.Tap = append(t.Tap, t.Tap[1]) }, "there already"},
		{"a request twice", func(t *Trace) { t.Tap = append(t.Tap, t.Tap[0]) }, "more often"},
		{"nobody says who sent it", func(t *Trace) { t.Tap[0].Said = nil }, "who sent it"},
		{"somebody received it", func(t *Trace) { t.Tap[2].Said = []string{received} }, "not on nlmon"},
		{"it is not known whether", func(t *Trace) { t.Tap[2].Said = nil }, "not on nlmon"},
		{"no kernel of this kind says whether", func(t *Trace) { t.Tap[2].Said, t.Kernel.Arch = nil, "arm64" }, ""},
		{"one that does not says that somebody received it", func(t *Trace) { t.Tap[2].Said, t.Kernel.Arch = []string{received}, "arm64" }, "not on nlmon"},
		{"a number is missing", func(t *Trace) { t.Tap[2].Seq = 8 }, "gaps"},
	} {
		tr := &Trace{Kernel: Kernel{Arch: "amd64"}, Nlmon: nlmon, Tap: slices.Clone(good), Log: log}
		c.change(tr)
		var v Verdict
		tapped(tr, &v)
		if text := strings.Join(v.Faults, "\n"); c.want == "" && text != "" || !strings.Contains(text, c.want) {
			t.Errorf("%s: %q", c.why, text)
		}
	}
}

// What a tap saw in guests has all that nlmon saw, and shows what its scenarios must.
func TestTapCaptures(t *testing.T) {
	const folders = "../../../record/tap/testdata"
	frames := false
	for _, c := range []struct {
		folder string
		kernel Kernel
		names  []string
	}{
		{"amd64-6.1.192", Kernel{Release: "6.1.192", Arch: "amd64"}, []string{"events", "wrong", "w1"}},
		{"amd64-7.3.4", Kernel{Release: "7.3.4", Arch: "amd64"}, []string{"groups"}},
	} {
		for _, name := range c.names {
			s, ok := Find(name)
			if !ok {
				t.Fatalf("no scenario %s", name)
			}
			tr, err := Load(os.DirFS(folders+"/"+c.folder), name, c.kernel)
			if err != nil {
				t.Fatal(err)
			}
			if len(tr.Tap) == 0 || len(tr.Nlmon) == 0 {
				t.Errorf("%s: %d and %d frames", name, len(tr.Tap), len(tr.Nlmon))
			}
			for _, fault := range Examine(s, tr) {
				t.Errorf("%s: %s", name, fault)
			}
			frames = frames || len(tr.Frames) > 0
		}
	}
	if !frames {
		t.Error("no frames that a tap saw as nlmon's")
	}
}

// What taps of kernels as they are shipped saw is what their scenarios must show: each
// frame was sent or received by somebody whom the log names, and each message is a frame.
func TestStockCaptures(t *testing.T) {
	const folder = "../../../testdata/corpus/taps"
	logs, err := filepath.Glob(folder + "/*/*.log.jsonl")
	if err != nil || len(logs) < 5 {
		t.Fatalf("%q, %v", logs, err)
	}
	for _, log := range logs {
		dir := filepath.Dir(log)
		arch, release, _ := strings.Cut(filepath.Base(dir), "-")
		name := strings.TrimSuffix(filepath.Base(log), ".log.jsonl")
		s, ok := Find(name)
		if !ok {
			t.Fatalf("no scenario %s", name)
		}
		k := Kernel{Release: release, Arch: arch, Stock: true}
		tr, err := Load(os.DirFS(dir), name, k)
		if err != nil {
			t.Fatal(err)
		}
		for _, fault := range Examine(s, tr) {
			t.Errorf("%s: %s", log, fault)
		}
		for _, change := range []func(*Trace){
			func(tr *Trace) { tr.Tap = slices.Delete(slices.Clone(tr.Tap), 3, 4) },
			func(tr *Trace) { tr.Frames = slices.Delete(slices.Clone(tr.Frames), 3, 4); tr.Nlmon = tr.Frames },
		}[:map[bool]int{false: 1, true: 2}[k.Described()]] {
			broken := *tr
			if change(&broken); len(Examine(s, &broken)) == 0 {
				t.Errorf("%s: nobody missed a frame", log)
			}
		}
	}
}
