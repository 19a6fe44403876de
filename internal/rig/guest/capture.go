//go:build linux

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/cnwire/cnwire/internal/rig/scenario"
	"github.com/cnwire/cnwire/internal/rig/world"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/record"
	"golang.org/x/sys/unix"
)

// taps are those that look on.
var taps = map[string]record.Options{
	scenario.TapSuffix:    {Tap: true},
	scenario.FramesSuffix: {Tap: true, Nlmon: true},
}

// capture runs a scenario while tcpdump writes what nlmon0 sees, until the file
// has as many frames as the device counted.
func capture(k scenario.Kernel, name string, tap bool) (err error) {
	if tap {
		for suffix, o := range taps {
			if o.Nlmon && !k.Described() {
				continue
			}
			stop, e := look(filepath.Join(results, name+suffix), o)
			if e != nil {
				return e
			}
			defer func() { err = errors.Join(err, stop()) }()
		}
	}
	if k.Stock {
		return run(k, name, results)
	}
	file := filepath.Join(results, name+".nlmon.pcap")
	dump := exec.Command(scenario.Tcpdump, "-i", "nlmon0", "-s", "0", "-U", "--immediate-mode", "-B", "32768", "-Z", "root", "-w", file)
	says, err := dump.StderrPipe()
	if err != nil {
		return err
	}
	if err := dump.Start(); err != nil {
		return err
	}
	lines := bufio.NewReader(says)
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return fmt.Errorf("tcpdump: %q: %w", line, err)
		}
		if strings.Contains(line, "listening on") {
			break
		}
	}
	before, err := tapped()
	if err != nil {
		return err
	}
	ran := run(k, name, results)
	caught := catchUp(file, before)
	if err := dump.Process.Signal(unix.SIGINT); err != nil {
		return err
	}
	summary, err := io.ReadAll(lines)
	err = errors.Join(ran, caught, err, dump.Wait())
	if !bytes.Contains(summary, []byte("\n0 packets dropped by kernel")) {
		err = errors.Join(err, fmt.Errorf("tcpdump: %s", summary))
	}
	return err
}

// run runs a scenario in a process of its own.
func run(k scenario.Kernel, name, dir string) error {
	initial, err := world.Namespaces()
	if err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(self, "run", name, "", dir, scenario.ModuleFolder, initial, k.Arch, k.Release, fmt.Sprint(k.Live))
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// catchUp waits until the capture has every frame since the device's counter was
// at before.
func catchUp(file string, before int) error {
	var have, want int
	for range 50 {
		time.Sleep(100 * time.Millisecond)
		now, err := tapped()
		if err != nil {
			return err
		}
		have, want = frames(file), now-before
		if have == want {
			return nil
		}
	}
	return fmt.Errorf("tcpdump wrote %d frames, nlmon0 counted %d", have, want)
}

// frames counts those of a capture that may still be written.
func frames(file string) (n int) {
	f, err := os.Open(file)
	if err != nil {
		return 0
	}
	defer f.Close()
	r, err := pcap.NewReader(bufio.NewReader(f))
	if err != nil {
		return 0
	}
	defer r.Close()
	for p := new(pcap.Packet); r.Next(p) == nil; n++ {
	}
	return n
}
