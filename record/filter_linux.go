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
	bpfLength  = unix.BPF_LD | unix.BPF_W | unix.BPF_LEN
	bpfLoad    = unix.BPF_LD | unix.BPF_W | unix.BPF_ABS
	bpfEqual   = unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K
	bpfAtLeast = unix.BPF_JMP | unix.BPF_JGE | unix.BPF_K
	bpfSet     = unix.BPF_JMP | unix.BPF_JSET | unix.BPF_K
	bpfReturn  = unix.BPF_RET | unix.BPF_K
)

// Where what, exit_code, and the thread of a COMM stand in a datagram with one
// event.
const (
	whatAt = codec.NlMsghdrSize + codec.CnMsgSize
	armAt  = whatAt + codec.ProcEventHeadSize
	exitAt = armAt + codec.TaskSize
)

// Where a jump of a filter goes, until it is known how far that is.
const (
	toAccept = 254
	toReject = 255
)

// filters reports whether a filter of the socket is of use: the kernel knows no
// masks, or sends COMMs that only the heart is heard by.
func (o *Options) filters() bool {
	return o.Events != 0 && (!hasMasks() || o.Events&codec.EventComm == 0)
}

// program lets through answers, the events that are asked for, the COMMs of the
// thread that beats, and what is too short for an event. A load takes the bytes
// for a big-endian number.
func program(o *Options, beat int32) []unix.SockFilter {
	word := func(n uint32) uint32 {
		if codec.NativeOrder == codec.LittleEndian {
			return bits.ReverseBytes32(n)
		}
		return n
	}
	mask := o.mask() &^ codec.EventNonzeroExit
	if o.Events&codec.EventComm == 0 {
		mask &^= codec.EventComm
	}
	p := []unix.SockFilter{
		{Code: bpfLength},
		{Code: bpfAtLeast, K: armAt, Jf: toAccept},
		{Code: bpfLoad, K: whatAt},
		{Code: bpfEqual, K: word(uint32(codec.EventNone)), Jt: toAccept},
		{Code: bpfSet, K: word(uint32(mask)), Jt: toAccept},
	}
	if o.Events&codec.EventNonzeroExit != 0 {
		p = append(p,
			unix.SockFilter{Code: bpfEqual, K: word(uint32(codec.EventExit)), Jf: 2}, // past these
			unix.SockFilter{Code: bpfLoad, K: exitAt},
			unix.SockFilter{Code: bpfEqual, Jt: toReject, Jf: toAccept})
	}
	p = append(p,
		unix.SockFilter{Code: bpfEqual, K: word(uint32(codec.EventComm)), Jf: toReject},
		unix.SockFilter{Code: bpfLoad, K: armAt},
		unix.SockFilter{Code: bpfEqual, K: word(uint32(beat)), Jt: toAccept, Jf: toReject},
		unix.SockFilter{Code: bpfReturn, K: 1<<32 - 1}, // accept
		unix.SockFilter{Code: bpfReturn})               // reject
	for i := range p {
		left := uint8(len(p) - 1 - i) // instructions behind this one
		for _, jump := range []*uint8{&p[i].Jt, &p[i].Jf} {
			switch *jump {
			case toAccept:
				*jump = left - 2
			case toReject:
				*jump = left - 1
			}
		}
	}
	return p
}

// attachFilter has the kernel keep events away from one socket.
func attachFilter(fd int, p []unix.SockFilter) error {
	err := unix.SetsockoptSockFprog(fd, unix.SOL_SOCKET, unix.SO_ATTACH_FILTER, &unix.SockFprog{Len: uint16(len(p)), Filter: &p[0]})
	runtime.KeepAlive(p)
	if err != nil {
		return fmt.Errorf("record: a filter of the socket: %w", err)
	}
	return nil
}
