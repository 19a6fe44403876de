package model_test

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec/model"
)

// line is one of a scenario's log.
type line struct {
	At        int64
	Do, Sock  string
	Name      string
	Port, UID uint32
	Caps      []string
	UserNS    string `json:"user_ns"`
	PIDNS     string `json:"pid_ns"`
	NetNS     string `json:"net_ns"`
	Group     uint32
	How       string
	Mask      uint32
	DstPort   uint32 `json:"dst_port"`
	DstGroups uint32 `json:"dst_groups"`
	Hex       string
	Errno     model.Errno

	bytes []byte
}

type datagram []byte

// readLog reads a log, in the order of the clock.
func readLog(t *testing.T, file string) (log []line) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for d := json.NewDecoder(f); ; {
		var l line
		if err := d.Decode(&l); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(file, err)
		}
		if l.bytes, err = hex.DecodeString(l.Hex); err != nil {
			t.Fatal(file, err)
		}
		log = append(log, l)
	}
	slices.SortStableFunc(log, func(a, b line) int { return cmp.Compare(a.At, b.At) })
	return log
}

// readCapture returns the datagrams of a capture, without their cooked headers.
func readCapture(t *testing.T, file string) (all []datagram) {
	t.Helper()
	for _, c := range octets.Unpack(testkit.Must(os.ReadFile(file))(t)) {
		if len(c.Data) > 16 && bytes.Equal(c.Data[14:16], []byte{0, 11}) {
			all = append(all, c.Data[16:])
		}
	}
	return all
}

// result is what a replay found.
type result struct {
	requests, answers, silent int
	wrong                     []string
	outcomes                  []outcome
	emit                      func(k *model.Kernel, open map[string]*model.Socket, from, to int64, fault func(string, ...any)) // between two lines; or nil
}

// replay runs the log through the model of a release. Each answer is given the
// CPU, the number and the time that the kernel's had, and then has to be the
// same bytes.
func (s *scenario) replay(t *testing.T, release string, before int) *result {
	t.Helper()
	r := &result{}
	s.replayInto(t, r, release, before)
	return r
}

func (s *scenario) replayInto(t *testing.T, r *result, release string, before int) {
	t.Helper()
	k := s.start(t, release)
	for i := range before {
		k.Open(root(uint32(10000+i)), 0).Send(0, 0, ask(t, k, 0, 0, listen))
	}
	real := s.answers()
	open := map[string]*model.Socket{}
	fault := func(format string, args ...any) { r.wrong = append(r.wrong, fmt.Sprintf(format, args...)) }
	for i, l := range s.log {
		if i > 0 && r.emit != nil {
			r.emit(k, open, s.log[i-1].At, l.At, fault)
		}
		sock := open[l.Sock]
		switch l.Do {
		case "socket":
			sock = k.Open(l.creds(), 0)
			open[l.Sock] = sock
			if err := sock.Bind(l.Port, 0); err != 0 {
				fault("%s: port %d: %v", l.Sock, l.Port, err)
			}
		case "join":
			err := model.Errno(0)
			if l.How == "bind" {
				err = sock.Bind(sock.Port, l.Mask)
			} else {
				err = sock.Join(l.Group)
			}
			if err != l.Errno {
				fault("%s: group %d, mask %b: %v, want %v", l.Sock, l.Group, l.Mask, err, l.Errno)
			}
		case "leave":
			if err := sock.Leave(l.Group); err != l.Errno {
				fault("%s: leaves %d: %v, want %v", l.Sock, l.Group, err, l.Errno)
			}
		case "close":
			sock.Close()
			delete(open, l.Sock)
		case "send":
			a := real.take(s, l.bytes)
			if a != nil {
				k.CPU, k.Clock = s.order.Uint32(a.bytes[40:]), s.order.Uint64(a.bytes[44:])
				k.SetSeq(k.CPU, s.order.Uint32(a.bytes[24:]))
			}
			out := sock.Send(l.DstPort, l.DstGroups, l.bytes)
			if out.Errno != l.Errno {
				fault("%s: %.48x: %v, want %v", l.Sock, l.bytes, out.Errno, l.Errno)
			}
			r.outcomes = append(r.outcomes, newOutcome(k, l, &out))
			r.requests++
			if a == nil {
				r.silent++
			} else {
				r.answers++
			}
			s.compare(l, &out, a, open, fault)
		}
	}
	for _, a := range real {
		if !a.used {
			fault("the model gives no answer to what the kernel answered with %x", a.bytes)
		}
	}
}

// creds returns whose socket it is.
func (l *line) creds() model.Creds {
	ns := func(name string) string {
		if name == "init" {
			return ""
		}
		return name
	}
	return model.Creds{PID: l.Port, UID: l.UID, NetAdmin: slices.Contains(l.Caps, "CAP_NET_ADMIN"), SysAdmin: slices.Contains(l.Caps, "CAP_SYS_ADMIN"),
		UserNS: ns(l.UserNS), PIDNS: ns(l.PIDNS), NetNS: ns(l.NetNS)}
}
