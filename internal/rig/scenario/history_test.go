package scenario_test

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/testdata/corpus"
)

const historyFile = "../../../spec/history.md"

// change is a row of spec/history.md.
type change struct{ since, rules, what, where, by, without, with string }

func historyRows(t *testing.T) (rows []change, text string) {
	t.Helper()
	b, err := os.ReadFile(historyFile)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		if !strings.HasPrefix(line, "| ") || len(cells) != 7 {
			continue
		}
		for i := range cells {
			cells[i] = strings.TrimSpace(cells[i])
		}
		if cells[0] != "since" {
			rows = append(rows, change{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]})
		}
	}
	if len(rows) < 20 {
		t.Fatalf("%s has %d rows", historyFile, len(rows))
	}
	return rows, string(b)
}

// shown returns the series whose captures have not, and have, a change. What a request
// of 8 bytes comes to without the scenario of filters, whole captures show.
func shown(t *testing.T, name string, probe has) (without, with []string) {
	t.Helper()
	note := func(k scenario.Kernel, answer *bool) {
		if answer == nil {
			return
		}
		list := &without
		if *answer {
			list = &with
		}
		if s := series(k); !slices.Contains(*list, s) {
			*list = append(*list, s)
		}
	}
	for folder, k := range kernels(t) {
		files, err := fs.Sub(corpus.FS(), folder)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := fs.Stat(files, name+".log.jsonl"); err != nil {
			continue
		}
		tr, err := scenario.Load(files, name, k)
		if err != nil {
			t.Fatal(err)
		}
		note(k, probe(tr))
	}
	if name == "filters" {
		for k, frames := range wholes(t) {
			for _, f := range scenario.Requests(frames) {
				if len(f.Data) == codec.ProcInputSize {
					note(k, yes(scenario.Answer(frames, f.Ack) != -1))
				}
			}
		}
	}
	slices.Sort(without)
	slices.Sort(with)
	return without, with
}

// wholes are the whole captures of taps.
func wholes(t *testing.T) map[scenario.Kernel][]scenario.Frame {
	t.Helper()
	entries, err := corpus.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	list := map[scenario.Kernel][]scenario.Frame{}
	for _, e := range entries {
		if e.Source != "nlmon" {
			continue
		}
		b, err := fs.ReadFile(corpus.FS(), e.File)
		if err != nil {
			t.Fatal(err)
		}
		release, _, _ := strings.Cut(e.Kernel, " ")
		k := scenario.Kernel{Arch: e.Arch, Release: release}
		order := codec.LittleEndian
		if k.BigEndian() {
			order = codec.BigEndian
		}
		if list[k], err = scenario.Frames(b, order); err != nil {
			t.Fatal(err)
		}
	}
	return list
}

func orderOf(k scenario.Kernel) binary.ByteOrder {
	if k.BigEndian() {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// series is the name that spec/history.md has for a kernel: amd64-6.1.
func series(k scenario.Kernel) string {
	numbers := strings.SplitN(k.Release, ".", 3)
	return k.Arch + "-" + numbers[0] + "." + numbers[1]
}

// TestHistory holds what spec/history.md says of captures against the captures: every
// change that one of them shows has its row, the row names all series that have the
// change and all that have it not, and these are older.
func TestHistory(t *testing.T) {
	rows, _ := historyRows(t)
	said := map[string]bool{}
	for _, row := range rows {
		if row.by == "source" {
			if row.without != "" || row.with != "" {
				t.Errorf("%s %s: no capture shows it, and series are named", row.since, row.where)
			}
			continue
		}
		name := row.where + " " + row.by
		probe, ok := probes[name]
		if !ok || said[name] {
			t.Errorf("%s: nothing looks for it in the captures, or it stands there twice", name)
			continue
		}
		said[name] = true
		without, with := shown(t, row.by, probe)
		if got, want := row.without+" | "+row.with, strings.Join(without, " ")+" | "+strings.Join(with, " "); got != want {
			t.Errorf("%s %s:\nit says   %s\nthey show %s", row.since, row.what, got, want)
		}
		var major, minor int
		if _, err := fmt.Sscanf(row.since, "%d.%d", &major, &minor); err != nil {
			t.Errorf("%s: %q is no release", name, row.since)
		}
		for s, has := range both(without, with) {
			_, release, _ := strings.Cut(s, "-")
			if (scenario.Kernel{Release: release}).AtLeast(major, minor) != has {
				t.Errorf("%s: since %s, and %s has it: %v", row.what, row.since, s, has)
			}
		}
	}
	for name := range probes {
		if !said[name] {
			t.Errorf("%s: no row of %s", name, historyFile)
		}
	}
}

// both says of each series whether it has a change.
func both(without, with []string) map[string]bool {
	all := map[string]bool{}
	for _, s := range without {
		all[s] = false
	}
	for _, s := range with {
		all[s] = true
	}
	return all
}

// TestHistoryIsWhole: the document names all series of the corpus, and no scenario asks
// for a release but through the conditions of Kernel, of which each is a row.
func TestHistoryIsWhole(t *testing.T) {
	rows, text := historyRows(t)
	_, list, _ := strings.Cut(text, "These series were captured:")
	list, _, _ = strings.Cut(list, ".\n")
	var want []string
	for _, k := range kernels(t) {
		want = append(want, series(k))
	}
	slices.Sort(want)
	if got := strings.Fields(list); !slices.Equal(got, want) {
		t.Errorf("it names %q, the corpus has %q", got, want)
	}
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	conditions := regexp.MustCompile(`AtLeast\((\d+), (\d+)\)`)
	asked := 0
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range conditions.FindAllStringSubmatch(string(b), -1) {
			asked++
			since := m[1] + "." + m[2]
			if path.Base(file) != "kernel.go" || !slices.ContainsFunc(rows, func(c change) bool { return c.since == since && c.by != "source" }) {
				t.Errorf("%s asks for %s, of which no row with captures tells", file, since)
			}
		}
	}
	if asked < 2 {
		t.Errorf("%d conditions were found", asked)
	}
}
