package record

import (
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// lockThread keeps the goroutine on its thread, and returns that. The thread ends
// with the goroutine.
func lockThread() int32 {
	runtime.LockOSThread()
	return int32(unix.Gettid())
}

// setName names the thread, of which the kernel makes a COMM event and no process.
func setName(name string) {
	b := append([]byte(name), 0)
	unix.Prctl(unix.PR_SET_NAME, uintptr(unsafe.Pointer(&b[0])), 0, 0, 0)
	runtime.KeepAlive(b)
}
