//go:build linux

package world

import (
	"encoding/binary"
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// struct dm_ioctl, from include/uapi/linux/dm-ioctl.h: where the fields are, and
// the numbers of the commands.
const (
	dmSize, dmVersion, dmDataSize, dmDataStart, dmTargetCount, dmFlags, dmName = 312, 0, 12, 16, 20, 28, 48

	dmCreate, dmRemove, dmSuspend, dmTableLoad, dmTableStatus = 3, 4, 6, 9, 12
	dmSuspendFlag                                             = 1 << 1
)

// mirror is the table of the device: two RAM disks, with a log in user space
// whose arguments are its name and two words that it would understand.
const (
	mirror        = "userspace 3 cnwire-log clustered-core 1024 2 1:0 0 1:1 0"
	mirrorSectors = 8192
)

// Device makes the device, as far as its log lets it, asks for its state,
// suspends and removes it. Each errno is a fact.
func (w *World) Device(name string) {
	control, err := os.OpenFile("/dev/mapper/control", os.O_RDWR, 0)
	check(err, "device mapper")
	defer control.Close()
	// struct dm_target_spec, then the parameters.
	o := binary.NativeEndian
	spec := make([]byte, 40+len(mirror)+8)
	o.PutUint64(spec[8:], mirrorSectors)
	copy(spec[24:], "mirror")
	copy(spec[40:], mirror)
	do := func(what string, command uintptr, flags uint32, data []byte) int {
		b := make([]byte, max(dmSize+len(data), 4096))
		for i, v := range []uint32{4, 0, 0} {
			o.PutUint32(b[dmVersion+4*i:], v)
		}
		o.PutUint32(b[dmDataSize:], uint32(len(b)))
		o.PutUint32(b[dmDataStart:], dmSize)
		if data != nil {
			o.PutUint32(b[dmTargetCount:], 1)
		}
		o.PutUint32(b[dmFlags:], flags)
		copy(b[dmName:], name)
		copy(b[dmSize:], data)
		request := uintptr(3)<<30 | dmSize<<16 | 0xfd<<8 | command // _IOWR(DM_IOCTL, command, struct dm_ioctl)
		_, _, errno := unix.Syscall(unix.SYS_IOCTL, control.Fd(), request, uintptr(unsafe.Pointer(&b[0])))
		w.Fact(what, int64(errno))
		return int(errno)
	}
	do("dm create", dmCreate, 0, nil)
	if do("dm load", dmTableLoad, 0, spec) == 0 {
		do("dm resume", dmSuspend, 0, nil)
		do("dm status", dmTableStatus, 0, nil)
		do("dm suspend", dmSuspend, dmSuspendFlag, nil)
	}
	do("dm remove", dmRemove, 0, nil)
}
