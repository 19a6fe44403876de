package tap

import (
	"fmt"
	"runtime"

	"github.com/cilium/ebpf"
	"golang.org/x/sys/unix"
)

// OpenNlmon is Open for what nlmon shows of a kernel whose list of families has the
// connector's: a message for each socket that it is queued at, copies included, and none
// for those that nobody receives, of this network namespace. For as long as it is open
// there is an nlmon device, where the kernel takes the trouble only then.
func OpenNlmon(buffer int) (*Tap, error) { return open(buffer, (*Tap).frames) }

// frames attaches the program that sees each frame.
func (t *Tap) frames(a *assembler, regs hook) error {
	switch {
	case t.calibrated:
		return errCalibrated
	case !a.receivers:
		return errNoReceivers
	}
	runtime.LockOSThread() // a namespace is a thread's own: the device's is this one's
	defer runtime.UnlockOSThread()
	const namespace = "/proc/thread-self/ns/net"
	var here unix.Stat_t
	if err := unix.Stat(namespace, &here); err != nil {
		return fmt.Errorf("%s: %w", namespace, err)
	}
	netns := uint32(here.Ino)
	always := false
	err := t.either(func() error {
		err := t.kprobe(taps[0], a.frame(regs, netns))
		if err != nil {
			if e := t.kprobe(taps[1], a.frame(regs.later(1), netns)); e != nil {
				return fmt.Errorf("%w, and %w", err, e)
			}
			always = true
		}
		return nil
	}, func() error {
		h := trampoline(0)
		h.result = -1
		err := t.trace(taps[0], ebpf.AttachTraceFEntry, a.frame(h, netns))
		if err != nil {
			if e := t.trace(taps[1], ebpf.AttachTraceFEntry, a.frame(h.later(1), netns)); e != nil {
				return fmt.Errorf("%w, and %w", err, e)
			}
			always = true
		}
		return nil
	})
	if err != nil || always {
		return err
	}
	if t.device, t.left, err = newDevice(); err != nil {
		err = deviceError(err, t.left)
	}
	return err
}

// Left are the devices that runs had left behind which were killed, and that are
// removed now.
func (t *Tap) Left() []string { return t.left }
