package scenario_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// recordings calls f with what the rig left of the scenario record, by
// `go run ./internal/rig -keep -only record`: on kernels before 6.6, little- and
// big-endian, and on one after.
func recordings(t *testing.T, f func(t *testing.T, s scenario.Scenario, tr *scenario.Trace)) {
	folders, err := filepath.Glob("../../../record/testdata/*-*")
	if err != nil || len(folders) != 3 {
		t.Fatalf("%q, %v", folders, err)
	}
	s, _ := scenario.Find("record")
	for _, folder := range folders {
		arch, release, _ := strings.Cut(filepath.Base(folder), "-")
		t.Run(release, func(t *testing.T) {
			tr, err := scenario.Load(os.DirFS(folder), s.Name, scenario.Kernel{Arch: arch, Release: release})
			if err != nil {
				t.Fatal(err)
			}
			f(t, s, tr)
		})
	}
}

// TestRecordings: a recorder's file has what nlmon shows of its socket, frame by
// frame.
func TestRecordings(t *testing.T) {
	recordings(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		for _, fault := range scenario.Examine(s, tr) {
			t.Error(fault)
		}
	})
}

// TestRecordingsAreJudged: a recorder that left out a frame, wrote one twice, mixed
// two up, changed a bit or told another direction is found out, whichever it is.
func TestRecordingsAreJudged(t *testing.T) {
	recordings(t, func(t *testing.T, s scenario.Scenario, tr *scenario.Trace) {
		for name, frames := range tr.Records {
			for i := range frames {
				for what, change := range map[string]func([]scenario.Frame) []scenario.Frame{
					"left out":      func(list []scenario.Frame) []scenario.Frame { return slices.Delete(list, i, i+1) },
					"written twice": func(list []scenario.Frame) []scenario.Frame { return slices.Insert(list, i, list[i]) },
					"another bit": func(list []scenario.Frame) []scenario.Frame {
						list[i].Bytes = slices.Clone(list[i].Bytes)
						list[i].Bytes[len(list[i].Bytes)-1] ^= 1
						return list
					},
					"the other way": func(list []scenario.Frame) []scenario.Frame {
						list[i].Way ^= scenario.In | scenario.Out
						return list
					},
				} {
					broken := *tr
					broken.Records = map[string][]scenario.Frame{}
					for n, f := range tr.Records {
						broken.Records[n] = f
					}
					broken.Records[name] = change(slices.Clone(frames))
					if len(scenario.Examine(s, &broken)) == 0 {
						t.Errorf("nobody noticed: frame %d of %s was %s", i+1, name, what)
					}
				}
			}
		}
		end := len(tr.Nlmon)
		if !tr.Kernel.Filters() { // behind IGNORE the socket may have been sent more, or not
			ignore := scenario.Requests(tr.Records["beside"])[1]
			end = slices.IndexFunc(tr.Nlmon, func(f scenario.Frame) bool { return bytes.Equal(f.Bytes, ignore.Bytes) }) + 1
		}
		for i, f := range tr.Nlmon[:end] {
			broken := *tr
			if broken.Nlmon = slices.Delete(slices.Clone(tr.Nlmon), i, i+1); f.Connector() && len(scenario.Examine(s, &broken)) == 0 {
				t.Errorf("nobody noticed: frame %d of nlmon was left out", i+1)
			}
		}
		if len(tr.Records) != 2 {
			t.Errorf("%d recordings", len(tr.Records))
		}
	})
}
