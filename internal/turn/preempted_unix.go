//go:build unix

package turn

import "syscall"

// preempted counts how often the system took a processor from the program for another one.
func preempted() int64 {
	var used syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &used) != nil {
		return 0
	}
	return int64(used.Nivcsw)
}
