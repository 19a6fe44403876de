package audience

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/analysis/listeners"
)

// owners says which process has a socket, by the inode of that; of several the one with
// the smallest number. Those of others are hidden from who is not root.
func owners() map[uint64]int32 {
	of := map[uint64]int32{}
	folders, _ := filepath.Glob("/proc/[0-9]*/fd/*")
	for _, name := range folders {
		to, err := os.Readlink(name)
		inode, ok := strings.CutPrefix(to, "socket:[")
		if err != nil || !ok {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSuffix(inode, "]"), 10, 64)
		pid, pidErr := strconv.ParseInt(strings.Split(name, "/")[2], 10, 32)
		if err != nil || pidErr != nil {
			continue
		}
		if before, ok := of[n]; !ok || int32(pid) < before {
			of[n] = int32(pid)
		}
	}
	return of
}

// owned fills in whose socket it is.
func owned(l *listeners.Listener, pid int32) {
	folder := "/proc/" + strconv.Itoa(int(pid)) + "/"
	l.PID = pid
	l.Exe, _ = os.Readlink(folder + "exe")
	var s unix.Stat_t
	if unix.Stat(folder, &s) == nil {
		l.UID = &s.Uid
	}
	b, err := os.ReadFile(folder + "stat")
	if err != nil {
		return
	}
	comm, start, ok := parseStat(b)
	if !ok {
		return
	}
	l.Comm = comm
	var now unix.Timespec
	if unix.ClockGettime(unix.CLOCK_BOOTTIME, &now) == nil {
		l.Since = time.Now().UnixNano() - now.Nano() + start
	}
}

// parseStat takes the name and the time of the start, in nanoseconds since boot, out of
// /proc/PID/stat: the 2nd field, in parentheses, and the 22nd, in hundredths of a second
// (fs/proc/array.c:do_task_stat).
func parseStat(b []byte) (comm string, start int64, ok bool) {
	from, to := bytes.IndexByte(b, '('), bytes.LastIndexByte(b, ')')
	if from < 0 || to < from {
		return "", 0, false
	}
	rest := strings.Fields(string(b[to+1:])) // from the 3rd on
	if len(rest) < 20 {
		return "", 0, false
	}
	ticks, err := strconv.ParseInt(rest[19], 10, 64)
	return string(b[from+1 : to]), ticks * 1e7, err == nil
}
