//go:build linux

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strings"

	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/tap"
)

// listening is the role of a tap that is killed: it says when it listens, and waits.
func listening(nlmon bool) error {
	if _, err := record.Open(context.Background(), record.Options{Tap: true, Listen: true, Nlmon: nlmon}); err != nil {
		return err
	}
	fmt.Println("ready 1")
	select {}
}

// killed kills taps that listen, and holds what they leave behind against what the next
// says and clears: the kernel's count of listeners, and devices.
func killed() error {
	before, err := counted()
	if err != nil {
		return err
	}
	for _, mode := range []string{"once", "nlmon"} {
		if err := kill(mode); err != nil {
			return err
		}
		raised, err := counted()
		if err != nil {
			return err
		}
		device := ours()
		r, err := record.Open(context.Background(), record.Options{Tap: true, Nlmon: mode == "nlmon"})
		if err != nil {
			return err
		}
		notes := strings.Join(r.Notes(), "; ")
		fmt.Printf("rig: killed %s: count %d, then %d; device %q; %s\n", mode, before, raised, device, notes)
		if err := r.Close(); err != nil {
			return err
		}
		after, err := counted()
		if err != nil {
			return err
		}
		var faults []string
		fault := func(wrong bool, what string) {
			if wrong {
				faults = append(faults, what)
			}
		}
		fault(raised != before+1, "the listener is not counted")
		fault(after != before, fmt.Sprintf("the count is %d behind the next run", after))
		fault(!strings.Contains(notes, "taken back"), "nothing is said of the listener")
		fault(device != "" && !strings.Contains(notes, device+" is removed"), "nothing is said of the device")
		fault(ours() != "", "the device is still there")
		if faults != nil {
			return fmt.Errorf("a tap (%s) was killed: %s", mode, strings.Join(faults, "; "))
		}
	}
	return nil
}

// kill starts one, and kills it when it listens.
func kill(mode string) error {
	cmd := exec.Command("/proc/self/exe", "role", "listening", mode)
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil || line != "ready 1\n" {
		return fmt.Errorf("a tap that listens: %q, %w", line, errors.Join(err, cmd.Wait()))
	}
	err = cmd.Process.Kill()
	_ = cmd.Wait() // which says that it was killed
	return err
}

// counted is the kernel's count of listeners.
func counted() (int32, error) {
	s, err := tap.ReadSockets()
	if err == nil && !s.Counted {
		err = errors.New("the kernel does not say what it counts")
	}
	return s.Count, err
}

// ours is the name of a device of a tap's, or empty.
func ours() string {
	list, _ := net.Interfaces()
	for _, i := range list {
		if strings.HasPrefix(i.Name, "cnwire") {
			return i.Name
		}
	}
	return ""
}
