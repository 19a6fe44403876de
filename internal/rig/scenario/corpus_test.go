package scenario_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// kernels are those of the corpus, by the folder of their captures.
func kernels(t *testing.T) map[string]scenario.Kernel {
	t.Helper()
	entries, err := corpus.Scenarios()
	if err != nil {
		t.Fatal(err)
	}
	list := map[string]scenario.Kernel{}
	for _, e := range entries {
		folder := path.Dir(e.File)
		k, known := list[folder]
		if !known {
			_, release, _ := strings.Cut(path.Base(folder), "-")
			k = scenario.Kernel{Arch: e.Arch, Release: release, Live: true}
		}
		k.Live = k.Live && e.Source == "socket"
		list[folder] = k
	}
	return list
}

// traces calls f with every trace of the corpus.
func traces(t *testing.T, f func(t *testing.T, s scenario.Scenario, tr *scenario.Trace)) {
	for folder, k := range kernels(t) {
		files, err := fs.Sub(corpus.FS(), folder)
		if err != nil {
			t.Fatal(err)
		}
		logs, err := fs.Glob(files, "*.log.jsonl")
		if err != nil {
			t.Fatal(err)
		}
		for _, log := range logs {
			name := strings.TrimSuffix(log, ".log.jsonl")
			t.Run(path.Base(folder)+"/"+name, func(t *testing.T) {
				s, ok := scenario.Find(name)
				if !ok || !s.RunsOn(k) {
					t.Fatalf("there is no such scenario for this kernel")
				}
				tr, err := scenario.Load(files, name, k)
				if err != nil {
					t.Fatal(err)
				}
				f(t, s, tr)
			})
		}
	}
}

// TestCorpus holds what the corpus has against the assertions of its scenarios.
func TestCorpus(t *testing.T) {
	traces(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		for _, fault := range scenario.Examine(s, tr) {
			t.Error(fault)
		}
	})
}

// TestCorpusIsWhole: every kernel has every scenario that runs on it. A module
// may be missing where somebody has to build it.
func TestCorpusIsWhole(t *testing.T) {
	have := map[string][]string{}
	traces(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		folder := tr.Kernel.Arch + "-" + tr.Kernel.Release
		have[folder] = append(have[folder], s.Name)
	})
	var kinds []string
	for folder, k := range kernels(t) {
		for _, s := range scenario.All() {
			if s.RunsOn(k) && !s.Apart && !slices.Contains([]string{"cn_test", "w1bus", "w1race"}, s.Name) && !slices.Contains(have[path.Base(folder)], s.Name) {
				t.Errorf("%s has no %s", folder, s.Name)
			}
		}
		kinds = append(kinds, k.Arch)
	}
	for _, folder := range []string{"amd64-5.10.262", "amd64-6.1.192", "amd64-6.12.117", "amd64-7.2.13", "amd64-7.3.4"} { // those that the rig has headers and source of
		for _, name := range []string{"cn_test", "w1bus"} {
			if !slices.Contains(have[folder], name) {
				t.Errorf("%s has no %s", folder, name)
			}
		}
	}
	races := 0 // of what comes by chance, one kernel's is enough
	for _, names := range have {
		if slices.Contains(names, "w1race") {
			races++
		}
	}
	if races == 0 {
		t.Error("no kernel has w1race")
	}
	for _, arch := range []string{"amd64", "i386", "s390x"} {
		if !slices.Contains(kinds, arch) {
			t.Errorf("the corpus has no kernel of %s", arch)
		}
	}
}

// TestLossesAreSeen takes one frame away at a time, from nlmon or from a socket:
// somebody must notice.
func TestLossesAreSeen(t *testing.T) {
	var tried int
	traces(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		if tr.Nlmon == nil {
			return
		}
		without := func(frames []scenario.Frame) []scenario.Frame {
			i := slices.IndexFunc(frames, func(f scenario.Frame) bool { return f.Connector() })
			return slices.Delete(slices.Clone(frames), i, i+1)
		}
		broken := *tr
		broken.Nlmon = without(tr.Nlmon)
		if len(scenario.Examine(s, &broken)) == 0 {
			t.Error("nobody missed a frame of nlmon")
		}
		for name, frames := range tr.Sockets {
			broken := *tr
			broken.Sockets = map[string][]scenario.Frame{}
			for n, f := range tr.Sockets {
				broken.Sockets[n] = f
			}
			broken.Sockets[name] = without(frames)
			if len(scenario.Examine(s, &broken)) == 0 {
				t.Errorf("nobody missed a frame of %s", name)
			}
			tried++
		}
	})
	if tried < 50 {
		t.Errorf("%d frames were taken away", tried)
	}
}

// TestAssertionsAreSharp gives each scenario a trace in which nothing happened.
func TestAssertionsAreSharp(t *testing.T) {
	traces(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		v := new(scenario.Verdict)
		s.Check(&scenario.Trace{Kernel: tr.Kernel, Log: tr.Log, Sockets: map[string][]scenario.Frame{}}, v)
		if len(v.Faults) == 0 {
			t.Error("an empty trace passes")
		}
	})
}
