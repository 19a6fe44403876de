package tap

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// device is an nlmon device of ours. Its name is a number behind deviceName. For as long
// as its process lives, that holds an abstract UNIX socket of the number in the same
// network namespace: so a device whose number is free was left behind.
type device struct {
	name string
	hold int // the socket
}

const (
	deviceName = "cnwire"
	maxDevices = 64
)

// newDevice makes one, and sets it up. Those that were left behind are removed, and named.
func newDevice() (d *device, left []string, err error) {
	list, err := nlmonDevices()
	if err != nil {
		return nil, nil, err
	}
	for n := range maxDevices {
		name := deviceName + strconv.Itoa(n)
		there := slices.Contains(list, name)
		if d != nil && !there {
			continue
		}
		hold, err := holdName(name)
		if errors.Is(err, unix.EADDRINUSE) {
			continue // its process lives
		}
		if err != nil {
			return d, left, err
		}
		if there {
			if err := removeLink(name); err != nil {
				return d, left, errors.Join(err, unix.Close(hold))
			}
			left = append(left, name)
		}
		if d != nil {
			unix.Close(hold)
			continue
		}
		if err := addLink(name, "nlmon"); errors.Is(err, unix.EEXIST) {
			unix.Close(hold) // a device of another kind
			continue
		} else if err != nil {
			return nil, left, errors.Join(err, unix.Close(hold))
		}
		d = &device{name, hold}
	}
	if d == nil {
		return nil, left, fmt.Errorf("none of the names %s0 to %s%d is free", deviceName, deviceName, maxDevices-1)
	}
	return d, left, nil
}

// holdName takes a name that one process has at a time.
func holdName(name string) (fd int, err error) {
	fd, err = unix.Socket(unix.AF_UNIX, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, 0)
	if err == nil {
		if err = unix.Bind(fd, &unix.SockaddrUnix{Name: "@cnwire/nlmon/" + name}); err != nil {
			unix.Close(fd)
		}
	}
	if err != nil {
		return -1, fmt.Errorf("%w, %s: %w", errHold, name, err)
	}
	return fd, nil
}

// remove removes it.
func (d *device) remove() error {
	err := removeLink(d.name)
	if errors.Is(err, unix.ENODEV) {
		err = nil // somebody did
	}
	return errors.Join(err, unix.Close(d.hold))
}

// nlmonDevices are the names of those that are taken for ours: nlmon devices of our names,
// whoever made them (README.md says so, for one that no process holds is removed).
func nlmonDevices() (list []string, err error) {
	links, err := listLinks()
	for _, l := range links {
		number, ours := strings.CutPrefix(l.name, deviceName)
		if n, err := strconv.Atoi(number); l.kind == unix.ARPHRD_NETLINK && ours && err == nil && n >= 0 && strconv.Itoa(n) == number {
			list = append(list, l.name)
		}
	}
	return list, err
}
