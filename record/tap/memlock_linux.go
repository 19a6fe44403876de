package tap

import "golang.org/x/sys/unix"

// removeMemlock lifts the limit of locked memory, against which kernels before 5.11 count
// what BPF takes; later ones do not look at it. Where that is not allowed, BPF is not either, or
// does not need it: so its error says more. Package rlimit does the same, but asks the kernel when a program that it
// is linked into begins, whatever that is going to do.
func removeMemlock() {
	unix.Setrlimit(unix.RLIMIT_MEMLOCK, &unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY})
}
