//go:build linux

package world

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// write appends one line to the log. Parts of a scenario write to the same file:
// a line is one write, at the end.
func (w *World) write(line any) {
	b, err := json.Marshal(line)
	check(err, "log")
	w.logging.Lock()
	defer w.logging.Unlock()
	_, err = w.log.Write(append(b, '\n'))
	check(err, "log")
}

// namespaces are those of a process, by the inode of each.
type namespaces struct{ user, pid, net string }

// Namespaces returns those of this process, as a text for Place.
func Namespaces() (string, error) {
	n, err := ownNamespaces()
	return n.user + " " + n.pid + " " + n.net, err
}

func ownNamespaces() (n namespaces, err error) {
	for name, p := range map[string]*string{"user": &n.user, "pid": &n.pid, "net": &n.net} {
		if *p, err = os.Readlink("/proc/self/ns/" + name); err != nil {
			return n, err
		}
	}
	return n, nil
}

func parseNamespaces(text string) (namespaces, error) {
	if text == "" {
		return ownNamespaces()
	}
	f := strings.Fields(text)
	if len(f) != 3 {
		return namespaces{}, fmt.Errorf("namespaces %q", text)
	}
	return namespaces{f[0], f[1], f[2]}, nil
}

// against names each namespace: init, or its own name where it is another.
func (n namespaces) against(initial namespaces) namespaces {
	name := func(own, init string) string {
		if own == init {
			return "init"
		}
		return own
	}
	return namespaces{name(n.user, initial.user), name(n.pid, initial.pid), name(n.net, initial.net)}
}

// capabilities returns the names of those that the log speaks of and this process
// has in effect, in its own user namespace.
func capabilities() []string {
	names := map[int]string{unix.CAP_NET_ADMIN: "CAP_NET_ADMIN", unix.CAP_SYS_ADMIN: "CAP_SYS_ADMIN", unix.CAP_NET_BROADCAST: "CAP_NET_BROADCAST"}
	header := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
	var data [2]unix.CapUserData
	check(unix.Capget(&header, &data[0]), "capget")
	list := []string{}
	for bit, name := range names {
		if data[bit/32].Effective&(1<<(bit%32)) != 0 {
			list = append(list, name)
		}
	}
	slices.Sort(list)
	return list
}
