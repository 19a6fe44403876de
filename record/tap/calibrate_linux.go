package tap

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"github.com/cilium/ebpf/ringbuf"
	"golang.org/x/sys/unix"

	"github.com/cnwire/cnwire/codec"
)

// calibrate finds the layout by two requests of our own to nobody: to an id that no
// kernel has, so they are dropped.
func calibrate(regs hook) (l layout, err error) {
	ring, err := ebpf.NewMap(&ebpf.MapSpec{Name: "cnwire_glimpse", Type: ebpf.RingBuf, MaxEntries: 1 << 16})
	if err != nil {
		return l, fmt.Errorf("a ring: %w", err)
	}
	defer func() { err = errors.Join(err, ring.Close()) }()
	a := assembler{ring: ring.FD()}
	p, err := ebpf.NewProgram(&ebpf.ProgramSpec{Name: "cnwire_glimpse", Type: ebpf.Kprobe, Instructions: a.glimpse(regs, os.Getpid()), License: licence})
	if err != nil {
		return l, fmt.Errorf("a program: %w", err)
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	at, err := link.Kprobe(receives, p, nil)
	if err != nil {
		return l, fmt.Errorf("%s: %w", receives, err)
	}
	defer func() { err = errors.Join(err, at.Close()) }()
	r, err := ringbuf.NewReader(ring)
	if err != nil {
		return l, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for range calibrations {
		if l, err = glimpses(r); !errors.Is(err, errAmbiguous) {
			break
		}
	}
	return l, err
}

// calibrations is how often two requests are tried: what is left in memory of others may
// look like what is looked for.
const calibrations = 3

// glimpses sends two requests, and finds the layout in what was seen of them.
func glimpses(r *ringbuf.Reader) (l layout, err error) {
	var requests [2]known
	for i := range requests {
		if err := requests[i].send(64 + 40*i); err != nil {
			return l, err
		}
		r.SetDeadline(time.Now().Add(time.Second)) // it was seen before send returned
		record, err := r.Read()
		if err != nil {
			return l, fmt.Errorf("%w: %w", errGlimpse, err)
		}
		requests[i].seen = record.RawSample
	}
	return find(&requests[0], &requests[1])
}

// send sends a request with so many bytes of data from a socket of its own.
func (k *known) send(data int) error {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, codec.FamilyConnector)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	k.port = rand.Uint32() | 1<<31 // no process has such a number
	if err := unix.Bind(fd, &unix.SockaddrNetlink{Family: unix.AF_NETLINK, Pid: k.port}); err != nil {
		return err
	}
	const o = codec.NativeOrder
	seq := rand.Uint32()
	cn := codec.CnMsg{ID: codec.CbID{Idx: 1<<32 - 2, Val: seq}, Seq: seq, Data: make([]byte, data)}
	cn.FixLengths()
	m := codec.Message{Header: codec.NlMsghdr{Type: codec.NlMsgDone, Seq: seq, PID: ^k.port}, Data: cn.Append(o, nil)}
	m.FixLengths()
	k.request = m.Append(o, nil)
	return unix.Sendto(fd, k.request, 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK})
}
