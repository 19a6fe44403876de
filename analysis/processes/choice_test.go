package processes_test

import (
	"bytes"
	"io"
	"io/fs"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// choose gives a table the frames of a capture, those in chosen by Add. It
// returns what each frame is a copy of, or 0.
func choose(t *testing.T, table *processes.Table, capture []byte, chosen ...uint64) []uint64 {
	t.Helper()
	r, err := pcap.NewReader(bytes.NewReader(capture))
	if err != nil {
		t.Fatal(err)
	}
	var frames analysis.Frames
	frames.Open(r)
	of := []uint64{0}
	for {
		f, err := frames.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		of = append(of, 0)
		if len(f.Messages) == 1 && f.Messages[0].Class == genealogy.Copy {
			of[f.Number] = f.Messages[0].Of.Frame
		}
		if slices.Contains(chosen, f.Number) {
			err = table.Add(f)
		} else {
			err = table.Pass(f)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	return of
}

// A copy in a chosen frame chooses what the first of the copies would have
// chosen, and nothing else becomes of it.
func TestChosenCopies(t *testing.T) {
	capture, err := fs.ReadFile(corpus.FS(), "captures/amd64-6.1.192/groups.nlmon.pcap")
	if err != nil {
		t.Fatal(err)
	}
	list := func(chosen ...uint64) (all []processes.Process, of []uint64) {
		table := processes.Table{Each: func(p *processes.Process) error {
			all = append(all, *p)
			return nil
		}}
		of = choose(t, &table, capture, chosen...)
		return all, of
	}
	follow := func(pid int32, chosen ...uint64) (all []string) {
		f := processes.Follow{PID: pid, Descendants: true, Each: func(s *processes.Step) error {
			all = append(all, string(s.AppendJSON(nil)))
			return nil
		}}
		choose(t, f.Table(), capture, chosen...)
		return all
	}
	_, of := list()
	copies, events := 0, 0
	for frame, first := range of {
		if first == 0 {
			continue
		}
		copies++
		want, _ := list(first)
		got, _ := list(uint64(frame))
		if !slices.Equal(got, want) {
			t.Errorf("frame %d, a copy of %d:\n%+v\nwant\n%+v", frame, first, got, want)
		}
		for _, p := range want {
			if !p.Chosen {
				continue
			}
			events++
			steps := follow(p.PID, first)
			if got := follow(p.PID, uint64(frame)); len(steps) == 0 || !slices.Equal(got, steps) {
				t.Errorf("frame %d, a copy of %d: %s, want %s", frame, first, got, steps)
			}
			if got := follow(p.PID, first, uint64(frame)); !slices.Equal(got, steps) {
				t.Errorf("frames %d and %d: %s, want %s", first, frame, got, steps)
			}
		}
	}
	if copies < 2 || events < 2 {
		t.Errorf("%d copies only, of %d events", copies, events)
	}
}
