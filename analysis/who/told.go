package who

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/pcap/comment"
)

// Told is what the comments of a packet say of processes. A nil *Told is nothing.
type Told struct {
	Tasks []Task // by pid, each once: what several lines say of one is together

	name string // of the packet's own process, by a line comm=NAME
	at   int    // which of the lines that is
}

// Read reads the comments of a packet, nil where they say nothing of processes.
func Read(comments []string) *Told {
	var t Told
	n := 0
	for _, c := range comments {
		for line := range strings.Lines(c) {
			if name, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "comm="); ok && name != "" {
				n++
				t.name, t.at = strings.Clone(name), n
				break
			}
		}
		for line := range comment.Lines(c) {
			if task, ok := parse(line); ok {
				n++
				task.at = n
				t.Tasks = append(t.Tasks, task)
			}
		}
	}
	if n == 0 {
		return nil
	}
	slices.SortStableFunc(t.Tasks, func(a, b Task) int { return cmp.Compare(a.PID, b.PID) })
	all := t.Tasks[:0]
	for i := range t.Tasks {
		if last := len(all) - 1; last >= 0 && all[last].PID == t.Tasks[i].PID {
			all[last].add(&t.Tasks[i])
		} else {
			all = append(all, t.Tasks[i])
		}
	}
	t.Tasks = all
	return &t
}

// Of returns what the lines say of a pid, or nil.
func (t *Told) Of(pid int32) *Task {
	if t == nil {
		return nil
	}
	at, ok := slices.BinarySearchFunc(t.Tasks, pid, func(a Task, pid int32) int { return cmp.Compare(a.PID, pid) })
	if !ok {
		return nil
	}
	return &t.Tasks[at]
}

// Name returns what the packet's own process is called, which has a pid: what the
// last line says that has a name; "" where none has.
func (t *Told) Name(pid int32) string {
	if t == nil {
		return ""
	}
	if task := t.Of(pid); task != nil && task.Comm != "" && task.at > t.at {
		return task.Comm
	}
	return t.name
}
