package record

import (
	"os"
	"slices"
	"strconv"

	"golang.org/x/sys/unix"
)

// ticks is how many clock ticks /proc counts in a second, USER_HZ, which is the
// same on all machines that Go has.
const ticks = 100

// look looks at a process that did something at a time since boot, in nanoseconds.
// Its folder is opened once, and all files in that: when the process is gone they
// are gone as well, and never another's that has its number now.
func (t *task) look(level Who, at int64) {
	dir, err := unix.Open("/proc/"+strconv.Itoa(int(t.PID)), unix.O_PATH|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		t.race = "gone"
		return
	}
	defer unix.Close(dir)
	b, err := readIn(dir, "stat", 1024)
	if err != nil || !t.stat(b) {
		t.race = "gone"
		return
	}
	if start, err := strconv.ParseInt(t.start, 10, 64); err == nil && start > at*ticks/1e9+1 {
		t.race = "reused" // it started behind what it is said to have done
		return
	}
	if b, err := readIn(dir, "status", 4096); err == nil {
		t.status(b)
	}
	if b, err := readIn(dir, "cgroup", 4096); err == nil {
		t.cgroups(b)
	}
	t.exe, t.cwd = linkIn(dir, "exe"), linkIn(dir, "cwd")
	if level == WhoCommand {
		if b, err := readIn(dir, "cmdline", maxCommand+1); err == nil {
			t.command(b)
		}
	}
}

// readIn reads a file of a folder, up to so many bytes.
func readIn(dir int, name string, most int) ([]byte, error) {
	fd, err := unix.Openat(dir, name, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd)
	b := make([]byte, most)
	n := 0
	for n < most {
		m, err := unix.Read(fd, b[n:])
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return nil, err
		}
		if m == 0 {
			break
		}
		n += m
	}
	return b[:n], nil
}

// linkIn returns where a link of a folder leads, or nothing.
func linkIn(dir int, name string) string {
	var b [4096]byte
	n, err := unix.Readlinkat(dir, name, b[:])
	if err != nil {
		return ""
	}
	return string(b[:n])
}

// processes are the numbers of all, in their order.
func processes() (pids []int) {
	dir, err := os.Open("/proc")
	if err != nil {
		return nil
	}
	defer dir.Close()
	names, _ := dir.Readdirnames(-1)
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil {
			pids = append(pids, pid)
		}
	}
	slices.Sort(pids)
	return pids
}

const (
	maxComment  = 60 << 10 // of a comment, whose length has 16 bits
	maxSnapshot = 8 << 20  // of all
)

// snapshot looks at all processes, and returns comments with a line for each, in
// the order of their numbers.
func snapshot(level Who) (comments []string) {
	var text []byte
	total := 0
	for _, pid := range processes() {
		t := task{PID: int32(pid)}
		if t.look(level, 1<<62/ticks); t.race != "" {
			continue // it ended meanwhile
		}
		line := t.line()
		if total += len(line) + 1; total > maxSnapshot {
			break
		}
		if len(text)+1+len(line) > maxComment {
			comments, text = append(comments, string(text)), nil
		}
		if len(text) > 0 {
			text = append(text, '\n')
		}
		text = append(text, line...)
	}
	if len(text) > 0 {
		comments = append(comments, string(text))
	}
	return comments
}

// descendants are the processes that /proc says descend from one.
func descendants(of int32) (list []int32) {
	children := map[int32][]int32{}
	for _, pid := range processes() {
		t := task{PID: int32(pid)}
		if t.look(WhoExe, 1<<62/ticks); t.race == "" {
			parent, _ := strconv.Atoi(t.parent)
			children[int32(parent)] = append(children[int32(parent)], t.PID)
		}
	}
	list = children[of]
	for i := 0; i < len(list); i++ {
		list = append(list, children[list[i]]...)
	}
	return list
}
