package record

import (
	"fmt"
	"math/bits"
	"runtime"

	"github.com/cnwire/cnwire/codec"
	"golang.org/x/sys/unix"
)

// The instructions of classic BPF that the filter has.
const (
	bpfLength = unix.BPF_LD | unix.BPF_W | unix.BPF_LEN
	bpfLoad   = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	bpfEqual  = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	bpfAtMost = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
	bpfSet    = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	bpfReturn = unix.BPF_RET | unix.BPF_K
)

// Where what and exit_code stand in a datagram with one event.
const (
	whatAt = codec.NlMsghdrSize + codec.CnMsgSize
	exitAt = whatAt + codec.ProcEventHeadSize + codec.TaskSize
)

// program lets through answers, the events of a mask, and what is too short for
// an event. A load takes the bytes for a big-endian number.
func program(mask codec.EventType) []unix.SockFilter {
	word := func(t codec.EventType) uint32 {
		if codec.NativeOrder == codec.LittleEndian {
			return bits.ReverseBytes32(uint32(t))
		}
		return uint32(t)
	}
	p := []unix.SockFilter{
		{Code: bpfLength},
		{Code: bpfAtMost, K: whatAt + codec.ProcEventHeadSize, Jf: 6}, // shorter: accept
		{Code: bpfLoad, K: whatAt},
		{Code: bpfEqual, K: word(codec.EventNone), Jt: 4},
		{Code: bpfSet, K: word(mask &^ codec.EventNonzeroExit), Jt: 3},
		{Code: bpfEqual, K: word(codec.EventExit), Jf: 3}, // else reject
		{Code: bpfLoad, K: exitAt},
		{Code: bpfEqual, Jt: 1},
		{Code: bpfReturn, K: 1<<32 - 1}, // accept
		{Code: bpfReturn},               // reject
	}
	if mask&codec.EventNonzeroExit == 0 {
		p[5] = unix.SockFilter{Code: bpfReturn}
	}
	return p
}

// attachFilter is for kernels without masks: it has the kernel keep events away
// from one socket.
func attachFilter(fd int, mask codec.EventType) error {
	p := program(mask)
	err := unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]})
	runtime.KeepAlive(p)
	if err != nil {
		return fmt.Errorf("record: a filter of the socket: %w", err)
	}
	return nil
}
