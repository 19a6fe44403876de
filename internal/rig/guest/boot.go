//go:build linux

package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"golang.org/x/sys/unix"
)

const results = "/results"

// mounted says that the file systems are there: package ebpf looks for them when the
// program starts, and not again, so it starts once more.
const mounted = "RIG_MOUNTED"

// boot is process 1: it prepares the machine, follows the plan, hands the results
// out and powers off.
func boot() {
	if err := follow(); err != nil {
		fmt.Println(scenario.SayFailed + err.Error())
	} else {
		fmt.Println(scenario.SayDone)
	}
	unix.Sync()
	time.Sleep(200 * time.Millisecond) // the console is slow
	unix.Reboot(unix.LINUX_REBOOT_CMD_POWER_OFF)
	select {}
}

func follow() error {
	if os.Getenv(mounted) == "" {
		if err := mounts(); err != nil {
			return err
		}
		return unix.Exec("/proc/self/exe", os.Args, append(os.Environ(), mounted+"=1"))
	}
	b, err := os.ReadFile(scenario.PlanFile)
	if err != nil {
		return err
	}
	var plan scenario.Plan
	if err := json.Unmarshal(b, &plan); err != nil {
		return err
	}
	loaded := map[string]bool{}
	if err := load(loaded, plan.Modules); err != nil {
		return err
	}
	if !plan.Kernel.Stock {
		if err := makeNlmon(); err != nil {
			return err
		}
		if err := waitForTap(); err != nil {
			return err
		}
	}
	if plan.Tap && !plan.Kernel.Stock {
		if err := tapTest(plan.Kernel); err != nil {
			return err
		}
		err := killed(plan.Kernel)
		if plan.Kernel.Described() { // else there are no frames
			err = errors.Join(err, listens())
		}
		if err = errors.Join(err, storms(plan.Kernel, plan.Forks)); err != nil {
			return err
		}
	}
	for _, act := range plan.Scenarios {
		fmt.Println("rig:", act.Name)
		if err := load(loaded, act.Modules); err != nil {
			return err
		}
		if err := capture(plan.Kernel, act.Name, plan.Tap); err != nil { // the others may still work
			fmt.Println("rig:", act.Name, "failed:", err)
			note := filepath.Join(results, act.Name+".error")
			if err := os.WriteFile(note, []byte(err.Error()), 0o666); err != nil {
				return err
			}
		}
	}
	return handOut("/dev/vda", results)
}

// mounts mounts what programs expect, and makes the folder of the results.
func mounts() error {
	for _, m := range [][2]string{{"proc", "/proc"}, {"sysfs", "/sys"}, {"devtmpfs", "/dev"}, {"tmpfs", "/tmp"}, {"tmpfs", results}} {
		if err := os.MkdirAll(m[1], 0o755); err != nil {
			return err
		}
		if err := unix.Mount(m[0], m[1], m[0], 0, ""); err != nil && err != unix.EBUSY {
			return fmt.Errorf("mount %s: %w", m[1], err)
		}
	}
	if err := os.Chmod(results, 0o777); err != nil { // parts of scenarios run as nobody
		return err
	}
	return os.WriteFile("/proc/sys/kernel/core_pattern", []byte("core"), 0)
}

// load loads modules in their order. One that is there already is none to load.
func load(loaded map[string]bool, modules []string) error {
	for _, m := range modules {
		if loaded[m] {
			continue
		}
		image, err := os.ReadFile(filepath.Join(scenario.ModuleFolder, m+".ko"))
		if err != nil {
			return err
		}
		if err := unix.InitModule(image, ""); err != nil && err != unix.EEXIST {
			return fmt.Errorf("module %s: %w", m, err)
		}
		loaded[m] = true
	}
	return nil
}

// waitForTap sends messages that nobody answers until nlmon counts one: where the
// kernel's memory is patched while it runs, this is when.
func waitForTap() error {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_DGRAM|unix.SOCK_CLOEXEC, unix.NETLINK_CONNECTOR)
	if err != nil {
		return err
	}
	defer unix.Close(fd)
	for i := range 600 {
		if i == 3 {
			fmt.Println(scenario.SayWaiting)
		}
		before, err := tapped()
		if err != nil {
			return err
		}
		if err := unix.Sendto(fd, make([]byte, 36), 0, &unix.SockaddrNetlink{Family: unix.AF_NETLINK}); err != nil {
			return err
		}
		after, err := tapped()
		if err != nil {
			return err
		}
		if after > before {
			return nil
		}
		time.Sleep(200 * time.Millisecond)
	}
	return fmt.Errorf("nlmon does not see the connector: the tap list is as it was")
}

// tapped is how many frames nlmon has seen.
func tapped() (int, error) {
	b, err := os.ReadFile("/sys/class/net/nlmon0/statistics/rx_packets")
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(b)))
}
