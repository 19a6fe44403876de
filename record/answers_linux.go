package record

import (
	"fmt"
	"runtime"

	"github.com/cnwire/cnwire/codec"
	"golang.org/x/sys/unix"
)

// keepAnswers has the kernel keep events away from a socket: it lets through answers,
// whose what is 0 in either byte order, and what is too short for an event, as a
// request that another program sends to the group.
func keepAnswers(fd int) error {
	p := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_LEN},
		{Code: unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K, K: whatAt + codec.ProcEventHeadSize, Jf: 2},
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: whatAt},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: uint32(codec.EventNone), Jf: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: 1<<32 - 1}, // accept
		{Code: unix.BPF_RET | unix.BPF_K},               // reject
	}
	err := unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]})
	runtime.KeepAlive(p)
	if err != nil {
		return fmt.Errorf("record: a filter of the socket: %w", err)
	}
	return nil
}
