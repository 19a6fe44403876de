package corpus

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Entry is what MANIFEST says of one file.
type Entry struct {
	File      string // path in FS
	Source    string // nlmon, socket, tap or cut
	From      string // cuts: the parent's File
	Cut       []int  // cuts: the parent's frame numbers, ascending, from 1
	Kernel    string
	Arch      string
	ByteOrder string // little or big
	Frames    int
	Tools     string
	Scenario  string
	Log       string // path in FS of the scenario's log, where there is one
	Date      string // of the first frame, UTC
	SHA256    string
	Licence   string
	Proves    []string
}

// Manifest returns the records of the captures directly in captures/, in their
// order: sound connector traffic, with a golden for each.
func Manifest() ([]Entry, error) { return records(func(e Entry) bool { return e.Log == "" }) }

// Taps returns the records of the captures in taps/, of kernels as they are shipped,
// which are not embedded: pcapng, with what comments say of each message, and what
// sockets received.
func Taps() ([]Entry, error) { return records(func(e Entry) bool { return e.tapped() }) }

// tapped reports whether it stands in taps/.
func (e *Entry) tapped() bool { return strings.HasPrefix(e.File, "taps/") }

// Scenarios returns the records of the captures in folders of their kernels: one
// scenario each, with a log. They hold requests that are wrong in every way, and
// frames of other families.
func Scenarios() ([]Entry, error) {
	return records(func(e Entry) bool { return e.Log != "" && !e.tapped() })
}

// records returns those of MANIFEST that keep wants.
func records(keep func(Entry) bool) ([]Entry, error) {
	entries, err := parse(string(must("MANIFEST")))
	return slices.DeleteFunc(entries, func(e Entry) bool { return !keep(e) }), err
}

// parse is strict: a key that is unknown, empty or said twice is an error, and
// so is one that is missing.
func parse(text string) ([]Entry, error) {
	var entries []Entry
	seen := map[string]bool{}
	for i, line := range strings.Split(text+"\n", "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		if line == "" {
			if len(seen) > 0 {
				if err := complete(entries[len(entries)-1], seen); err != nil {
					return nil, fmt.Errorf("MANIFEST:%d: %w", i, err)
				}
				clear(seen)
			}
			continue
		}
		if len(seen) == 0 {
			entries = append(entries, Entry{})
		}
		key, value, ok := strings.Cut(line, ": ")
		if !ok || value == "" {
			return nil, fmt.Errorf("MANIFEST:%d: want key: value, have %q", i+1, line)
		}
		if seen[key] && key != "proves" {
			return nil, fmt.Errorf("MANIFEST:%d: %s is said twice", i+1, key)
		}
		seen[key] = true
		if err := entries[len(entries)-1].set(key, value); err != nil {
			return nil, fmt.Errorf("MANIFEST:%d: %w", i+1, err)
		}
	}
	return entries, nil
}

// set stores the value of one line.
func (e *Entry) set(key, value string) (err error) {
	switch key {
	case "file":
		e.File = value
	case "source":
		e.Source = value
	case "from":
		name, frames, _ := strings.Cut(value, " ")
		e.From = name
		e.Cut, err = numbers(frames)
	case "kernel":
		e.Kernel = value
	case "arch":
		e.Arch = value
	case "byte_order":
		e.ByteOrder = value
	case "frames":
		e.Frames, err = strconv.Atoi(value)
	case "tools":
		e.Tools = value
	case "scenario":
		e.Scenario = value
	case "log":
		e.Log = value
	case "date":
		e.Date = value
	case "sha256":
		e.SHA256 = value
	case "licence":
		e.Licence = value
	case "proves":
		e.Proves = append(e.Proves, value)
	default:
		return fmt.Errorf("unknown key %q", key)
	}
	return err
}

// complete reports what a record lacks.
func complete(e Entry, seen map[string]bool) error {
	for _, key := range []string{"file", "source", "kernel", "arch", "byte_order", "frames", "tools", "scenario", "date", "sha256", "licence", "proves"} {
		if !seen[key] {
			return fmt.Errorf("%s: no %s", e.File, key)
		}
	}
	if !slices.Contains([]string{"nlmon", "socket", "tap", "cut"}, e.Source) {
		return fmt.Errorf("%s: source %q", e.File, e.Source)
	}
	if e.Source == "tap" && !e.tapped() {
		return fmt.Errorf("%s: what a tap saw stands in taps/", e.File)
	}
	if inFolder := strings.Count(e.File, "/") > 1; seen["log"] != inFolder {
		return fmt.Errorf("%s: a capture in a folder of its kernel has a log, and no other has", e.File)
	}
	if seen["from"] != (e.Source == "cut") {
		return fmt.Errorf("%s: from belongs to a cut, and a cut has it", e.File)
	}
	return nil
}

// numbers reads "1-2 7 9-11": ascending, no number twice.
func numbers(s string) ([]int, error) {
	var list []int
	for _, word := range strings.Fields(s) {
		first, last, isRange := strings.Cut(word, "-")
		if !isRange {
			last = first
		}
		a, errA := strconv.Atoi(first)
		b, errB := strconv.Atoi(last)
		if errA != nil || errB != nil || a < 1 || b < a || len(list) > 0 && a <= list[len(list)-1] {
			return nil, fmt.Errorf("frame numbers at %q", word)
		}
		for n := a; n <= b; n++ {
			list = append(list, n)
		}
	}
	if len(list) == 0 {
		return nil, fmt.Errorf("no frame numbers")
	}
	return list, nil
}
