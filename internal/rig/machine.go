package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// machine is a virtual machine to be booted once.
type machine struct {
	series
	kernel    string // the file to boot
	initramfs string
	disk      string // where the guest hands out its results
	console   string // where what it says is kept
}

// What a machine has. KVM is not used, so that the rig works inside machines, too.
const (
	diskSize   = 256 << 20
	kernelSize = 64 << 20 // the memory from 0 on in which a kernel is
	tooLong    = 20 * time.Minute
)

// errNoInit: the kernel did not come as far as the rig's own program. On a busy host
// an emulated kernel may find that its clocks do not tick as they should.
var errNoInit = errors.New("the kernel did not start")

// boot runs the machine until it powers off, and tries again if the kernel does not
// come up.
func (m machine) boot() (err error) {
	for range 3 {
		if err = m.bootOnce(); !errors.Is(err, errNoInit) {
			return err
		}
		say("%s: %v", m.name, err)
	}
	return err
}

// bootOnce is boot without a second try. Where the tap list is changed in memory,
// that is done when the guest says that it waits for it.
func (m machine) bootOnce() (err error) {
	if err := m.blank(); err != nil {
		return err
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), tooLong)
	defer cancel()
	args := append([]string{"-n", "10"}, m.qemu...)
	args = append(args, "-accel", "tcg", "-m", "1024", "-smp", "2", "-display", "none", "-monitor", "none", "-serial", "stdio", "-no-reboot",
		"-drive", "id=results,if=none,format=raw,file="+m.disk, "-gdb", "tcp:"+port,
		"-kernel", m.kernel, "-initrd", m.initramfs, "-append", m.params+" panic=-1 loglevel=4")
	cmd := exec.CommandContext(ctx, "nice", args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	said := m.listen(out, port)
	if err := cmd.Wait(); err != nil || said != nil {
		return errors.Join(said, err, ctx.Err())
	}
	return nil
}

// blank makes an empty disk.
func (m machine) blank() error {
	f, err := os.Create(m.disk)
	if err != nil {
		return err
	}
	return errors.Join(f.Truncate(diskSize), f.Close())
}

// freePort is an address of this machine that nobody listens on.
func freePort() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// listen keeps what the guest says, and acts on it. It returns when the guest has
// powered off, and nil if it was done.
func (m machine) listen(out io.Reader, port string) (err error) {
	log, err := os.Create(m.console)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, log.Close()) }()
	result := fmt.Errorf("%w; %s has what it said", errNoInit, m.console)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		line := strings.TrimRight(lines.Text(), "\r")
		fmt.Fprintln(log, line)
		_, ours, _ := strings.Cut(line, "rig: ")
		switch said := "rig: " + ours; {
		case said == scenario.SayDone:
			result = nil
		case said == scenario.SayWaiting:
			if m.how != inMemory {
				result = fmt.Errorf("the tap list of the image was changed, and the tap does not work")
				continue
			}
			if err := m.openTap(port); err != nil {
				return err // the guest gives up by itself
			}
		case ours != "":
			if errors.Is(result, errNoInit) {
				result = fmt.Errorf("the guest powered off before it was done; %s has what it said", m.console)
			}
			say("%s: %s", m.name, ours)
			if failed, ok := strings.CutPrefix(said, scenario.SayFailed); ok {
				result = errors.New(failed)
			}
		}
	}
	return result
}

// openTap changes the tap list in the guest's memory.
func (m machine) openTap(port string) error {
	g, err := attach(port)
	if err != nil {
		return err
	}
	at, err := patchMemory(g, kernelSize, m.tap)
	if err == nil {
		say("%s: tap list changed at %#x", m.name, at)
	}
	return errors.Join(err, g.detach())
}
