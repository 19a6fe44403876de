package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// ofUsers are the scenarios whose captures are held out, beside those that are drawn:
// all with messages of other users than the process events.
var ofUsers = []string{"mixed", "w1", "w1bus", "w1race", "dm-log-userspace", "uvesafb", "cn_test"}

// heldoutOn are the scenarios that -heldout runs.
func (o options) heldoutOn(k scenario.Kernel) (list []scenario.Scenario) {
	for _, s := range append(scenario.All(), scenario.Drawn()...) {
		if s.RunsOn(k) && (s.Drawn || slices.Contains(ofUsers, s.Name)) && (len(o.only) == 0 || slices.Contains(o.only, s.Name)) {
			list = append(list, s)
		}
	}
	return list
}

// agreement is what a comparison found.
type agreement struct {
	frames, messages, cells int
	differs                 []string
}

func (a *agreement) add(b agreement) {
	a.frames, a.messages, a.cells = a.frames+b.frames, a.messages+b.messages, a.cells+b.cells
	a.differs = append(a.differs, b.differs...)
}

func (a agreement) String() string {
	return fmt.Sprintf("%d frames, %d messages, %d values: %d differ", a.frames, a.messages, a.cells, len(a.differs))
}

// hold compares what cnwire reads of each capture in a folder with what
// testdata/corpus/vectors/decoder.py does.
func hold(folder, cnwire string) (all agreement, err error) {
	files, err := filepath.Glob(filepath.Join(folder, "*.pcap"))
	if err != nil {
		return all, err
	}
	for _, file := range files {
		one, e := compare(file, cnwire)
		if e != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", filepath.Base(file), e))
			continue
		}
		say("%s: %v", filepath.Base(file), one)
		all.add(one)
	}
	return all, err
}

// most is how many differences are told of a capture.
const most = 10

// dataOf finds the bytes in a line of `-T jsonl` that no field claims.
var dataOf = regexp.MustCompile(`"data":"([0-9a-f]*)"`)

// compare compares a capture: every value of every field that the table has, and the bytes
// that no field claims.
func compare(file, cnwire string) (a agreement, err error) {
	text, err := output("", "python3", corpusFolder+"/columns.py", file)
	if err != nil {
		return a, err
	}
	want := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	names := strings.Split(want[0], "\t")
	args := []string{"read", "-T", "fields", "-E", "header=y"}
	for _, name := range names[:len(names)-1] {
		args = append(args, "-e", name)
	}
	if text, err = output("", cnwire, append(args, file)...); err != nil {
		return a, err
	}
	got := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if text, err = output("", cnwire, "read", "-T", "jsonl", file); err != nil {
		return a, err
	}
	data := map[string][]string{}
	for line := range strings.Lines(text) {
		number, _, _ := strings.Cut(strings.TrimPrefix(line, `{"frame":`), ",")
		for _, m := range dataOf.FindAllStringSubmatch(line, -1) {
			data[number] = append(data[number], m[1])
		}
	}
	differ := func(format string, v ...any) {
		if len(a.differs) < most {
			a.differs = append(a.differs, fmt.Sprintf(format, v...))
		}
	}
	if len(got) != len(want) {
		return a, fmt.Errorf("%d lines, want %d", len(got), len(want))
	}
	for i := 1; i < len(want); i++ {
		a.frames++
		mine := append(strings.Split(got[i], "\t"), strings.Join(data[fmt.Sprint(i)], ","))
		for j, cell := range strings.Split(want[i], "\t") {
			if cell != "" {
				a.cells += 1 + strings.Count(cell, ",")
			}
			if names[j] == "cn.idx" && cell != "" {
				a.messages += 1 + strings.Count(cell, ",")
			}
			if mine[j] != cell {
				differ("%s, frame %d: %s is %.60q, want %.60q", filepath.Base(file), i, names[j], mine[j], cell)
			}
		}
	}
	return a, nil
}

// buildCnwire compiles the command for this machine.
func buildCnwire(file string) error {
	_, err := output("", "go", "build", "-pgo=off", "-o", file, "./cmd/cnwire")
	return err
}

// holdOut compares the captures that a kernel left.
func holdOut(results, work string) error {
	cnwire := filepath.Join(work, "cnwire")
	if err := buildCnwire(cnwire); err != nil {
		return err
	}
	all, err := hold(results, cnwire)
	say("in all: %v", all)
	if len(all.differs) > 0 {
		err = errors.Join(err, errors.New(strings.Join(all.differs, "\n")))
	}
	return errors.Join(err, os.Remove(cnwire))
}
