package record

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// The first namespaces have these names on every machine,
// include/linux/proc_ns.h: PROC_USER_INIT_INO, PROC_PID_INIT_INO.
const (
	firstUser = "user:[4026531837]"
	firstPID  = "pid:[4026531836]"
)

// inFirst reports whether this process is in the first namespace of a kind. Where
// /proc does not say, it is.
func inFirst(kind, name string) bool {
	link, err := os.Readlink("/proc/self/ns/" + kind)
	return err != nil || link == name
}

// explainSend says why the kernel was not reached.
func explainSend(err error) error {
	if errors.Is(err, unix.ECONNREFUSED) {
		return fmt.Errorf("record: there is no kernel behind the connector of this network namespace, only behind that of the host: run it there (nsenter -t 1 -n, docker run --network=host) (%w)", err)
	}
	return fmt.Errorf("record: the request could not be sent: %w", err)
}

// explainSilence says why a LISTEN may stay without an answer.
func explainSilence() error {
	switch {
	case !inFirst("user", firstUser):
		return errors.New("record: the kernel does not answer, since requests of another user namespace are ignored: run it as root of the host, not of a rootless container")
	case !inFirst("pid", firstPID):
		return errors.New("record: the kernel does not answer, since requests of another pid namespace are ignored: run it on the host, or in a container with the host's (docker run --pid=host)")
	case !hasProcEvents():
		return errors.New("record: the kernel does not answer: it has a connector and no process events (CONFIG_PROC_EVENTS)")
	}
	return errors.New("record: the kernel does not answer, though it has process events: somebody has driven its count of listeners below 1 (SECURITY.md), and only one more listener, or a restart, raises it")
}

// hasProcEvents reports whether cn_proc is among the users that the kernel lists.
func hasProcEvents() bool {
	list, err := os.ReadFile("/proc/net/connector")
	return err != nil || bytes.Contains(list, []byte("cn_proc"))
}

// foreignPIDs says what is wrong with the numbers in events for who looks them up
// in /proc, or nothing.
func foreignPIDs() string {
	if inFirst("pid", firstPID) {
		return ""
	}
	return "this is another pid namespace than the host's: /proc has other numbers than the events, so no names are looked up"
}
