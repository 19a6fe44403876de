package extcap

import (
	"bytes"
	"cmp"
	"fmt"
	"os"
	"slices"
	"strconv"
)

// processValues are all processes that run, by number, without the kernel's own
// threads, which have no command line.
func processValues() []value {
	var pids []int
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		if pid, err := strconv.Atoi(e.Name()); err == nil {
			pids = append(pids, pid)
		}
	}
	slices.Sort(pids)
	list := []value{{"0", "all", true}}
	for _, pid := range pids {
		folder := fmt.Sprintf("/proc/%d/", pid)
		if line, err := os.ReadFile(folder + "cmdline"); err != nil || len(line) == 0 {
			continue
		}
		name, err := os.ReadFile(folder + "comm")
		if err != nil {
			continue // it ended meanwhile
		}
		list = append(list, value{strconv.Itoa(pid), fmt.Sprintf("%d %s", pid, cmp.Or(string(bytes.TrimSuffix(name, []byte("\n"))), "-")), false})
	}
	return list
}

// runs reports whether there is such a process.
func runs(pid int) bool {
	_, err := os.Stat(fmt.Sprintf("/proc/%d", pid))
	return err == nil
}
