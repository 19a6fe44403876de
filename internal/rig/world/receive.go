//go:build linux

package world

import (
	"bufio"
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/pcap"
	"golang.org/x/sys/unix"
)

// cooked is the header that nlmon's frames have: PACKET_OUTGOING, ARPHRD_NETLINK,
// no address, NETLINK_CONNECTOR.
const cooked = "\x00\x04\x03\x38\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x0b"

// Hold keeps Settle away from the socket.
func (s *socket) Hold() { s.held = true }

// Release ends Hold.
func (s *socket) Release() { s.held = false }

// Settle reads all sockets but those that are held, until they are quiet.
func (w *World) Settle() {
	quiet, patience := w.quiet()
	for deadline := time.Now().Add(patience); ; {
		var got int
		for _, s := range w.sockets {
			if !s.held && !s.closed {
				got += s.drain()
			}
		}
		if got == 0 {
			if w.wait(quiet) == 0 || time.Now().After(deadline) {
				return
			}
		} else if time.Now().After(deadline) {
			return
		}
	}
}

// wait returns how many of the sockets that are not held have something to read,
// after some time at most.
func (w *World) wait(d time.Duration) int {
	var fds []unix.PollFd
	for _, s := range w.sockets {
		if !s.held && !s.closed {
			fds = append(fds, unix.PollFd{Fd: int32(s.fd), Events: unix.POLLIN})
		}
	}
	for {
		n, err := unix.Poll(fds, int(d/time.Millisecond))
		if !errors.Is(err, unix.EINTR) {
			check(err, "poll")
			return n
		}
	}
}

// drain reads what is there, and returns how many datagrams that were.
func (s *socket) drain() (n int) {
	for s.one() {
		n++
	}
	return n
}

// one reads one datagram. ENOBUFS is logged; what is queued comes after it.
func (s *socket) one() bool {
	b := make([]byte, 64<<10)
	for {
		n, _, err := unix.Recvfrom(s.fd, b, 0)
		switch {
		case errors.Is(err, unix.EINTR):
		case errors.Is(err, unix.EAGAIN):
			return false
		case err != nil:
			s.w.write(scenario.RecvLine{At: now(), Do: "recv", Sock: s.name, Errno: number(err), Error: unix.ErrnoName(syscall.Errno(number(err)))})
			if !errors.Is(err, unix.ENOBUFS) {
				return false
			}
		default:
			s.in = append(s.in, received{time.Now(), append([]byte(nil), b[:n]...)})
			return true
		}
	}
}

// Next waits three seconds for a datagram.
func (s *socket) Next() []byte { return s.within(3 * time.Second) }

// Soon waits for a twentieth of one.
func (s *socket) Soon() []byte { return s.within(50 * time.Millisecond) }

// within waits some time for a datagram.
func (s *socket) within(d time.Duration) []byte {
	for deadline := time.Now().Add(d); ; {
		if s.one() {
			return s.in[len(s.in)-1].bytes
		}
		left := time.Until(deadline)
		if left <= 0 {
			return nil
		}
		s.w.wait(min(left, 100*time.Millisecond))
	}
}

// Close leaves the groups, so that nothing is queued that nobody reads, reads
// the rest, closes the socket and writes what it received.
func (s *socket) Close() {
	for group := 1; group <= 32; group++ {
		if s.groups[group] {
			s.Leave(group)
		}
	}
	s.drain()
	check(unix.Close(s.fd), "close")
	s.closed = true
	s.w.write(scenario.CloseLine{At: now(), Do: "close", Sock: s.name})
	if len(s.in) > 0 {
		check(s.save(filepath.Join(s.w.dir, s.w.name+"."+s.name+".pcap")), "save")
	}
}

// save writes a classic pcap with nanoseconds, in this machine's byte order.
func (s *socket) save(file string) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := bufio.NewWriter(f)
	w, err := pcap.NewWriter(out, pcap.WriterOptions{Format: "nsecpcap", BigEndian: s.w.kernel.BigEndian(), LinkType: pcap.LinkTypeNetlink})
	if err != nil {
		return err
	}
	link := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds}
	for _, r := range s.in {
		frame := append([]byte(cooked), r.bytes...)
		if err := w.WritePacket(&pcap.Packet{Data: frame, Len: uint32(len(frame)), Time: r.at, Interface: link}); err != nil {
			return err
		}
	}
	return errors.Join(w.Close(), out.Flush())
}
