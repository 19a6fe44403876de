package record

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/pcap/comment"
)

// task is what /proc says of a process at one moment.
type task struct {
	PID    int32
	race   string // "gone" or "reused": what is here is not about it, or nothing
	parent string
	start  string // in clock ticks since boot, suspend included: field 22 of stat
	comm   string
	exe    string
	cwd    string
	uid    string // real
	gid    string
	cgroup string
	args   []string
	cut    bool // there are more
}

// line is the line as record/COMMENTS.md has it.
func (t *task) line() string {
	l := comment.Line{Kind: "task"}
	l.Add("pid", strconv.Itoa(int(t.PID)))
	if t.race != "" {
		l.Add("race", t.race)
		return l.String()
	}
	for _, w := range []struct{ key, value string }{
		{"ppid", t.parent}, {"start", t.start}, {"comm", t.comm}, {"exe", t.exe}, {"cwd", t.cwd},
		{"uid", t.uid}, {"gid", t.gid}, {"cgroup", t.cgroup}, {"container", containerOf(t.cgroup)},
	} {
		if w.value != "" {
			l.Add(w.key, w.value)
		}
	}
	for _, a := range t.args {
		l.Add("arg", a)
	}
	if t.cut {
		l.Add("cut", "arg")
	}
	if b := l.Append(nil); len(b) <= maxTask {
		return string(b)
	}
	short := task{PID: t.PID, parent: t.parent, start: t.start, comm: t.comm, uid: t.uid, gid: t.gid, cut: true}
	return short.line()
}

// stat takes apart what stat holds: the name stands in parentheses and may hold
// any byte but NUL, parentheses too.
func (t *task) stat(b []byte) bool {
	open, shut := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')')
	if open < 0 || shut < open {
		return false
	}
	t.comm = string(b[open+1 : shut])
	f := strings.Fields(string(b[shut+1:]))
	if len(f) < 20 {
		return false
	}
	t.parent, t.start = f[1], f[19] // fields 4 and 22
	return true
}

// status takes uid and gid out of status.
func (t *task) status(b []byte) {
	for line := range strings.Lines(string(b)) {
		switch f := strings.Fields(line); {
		case len(f) > 1 && f[0] == "Uid:":
			t.uid = f[1]
		case len(f) > 1 && f[0] == "Gid:":
			t.gid = f[1]
		}
	}
}

// command takes a command line apart.
func (t *task) command(b []byte) {
	if len(b) > maxCommand {
		b, t.cut = b[:maxCommand], true
	}
	if b = bytes.TrimSuffix(b, []byte{0}); len(b) > 0 {
		t.args = strings.Split(string(b), "\x00")
	}
}

// cgroups takes the path out of cgroup: that of the one hierarchy there is (0::),
// or of systemd's among several.
func (t *task) cgroups(b []byte) {
	for line := range strings.Lines(string(b)) {
		f := strings.SplitN(strings.TrimSuffix(line, "\n"), ":", 3)
		if len(f) == 3 && (f[0] == "0" && t.cgroup == "" || f[1] == "name=systemd") {
			t.cgroup = f[2]
		}
	}
}

// containerOf finds the id of a container in the path of a cgroup: 64 hexadecimal
// digits, as Docker, containerd and CRI-O have it.
func containerOf(cgroup string) string {
	run := 0
	for i := range len(cgroup) + 1 {
		if i < len(cgroup) && strings.IndexByte("0123456789abcdef", cgroup[i]) >= 0 {
			run++
			continue
		}
		if run == 64 {
			return cgroup[i-64 : i]
		}
		run = 0
	}
	return ""
}
