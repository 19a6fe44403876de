package record_test

import (
	"bytes"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// standIn is Python's module socket, as far as the line of DEPLOY.md takes it: it prints
// what would be sent, for on a kernel it would take a listener from somebody.
const standIn = `
class socket:
    made = 0
    def __init__(self, *how):
        socket.made += 1
        print("socket", *how)
    def bind(self, to): print("bind", *to)
    def sendto(self, b, to): print("send", socket.made, b.hex(), *to)
`

// The line in DEPLOY.md that takes a listener back sends from one socket an operation
// that there is none of, and then an IGNORE: R43's table, from 6.6 on.
func TestDeployTakesBack(t *testing.T) {
	python := needs.Tool(t, "python3", "the line in record/DEPLOY.md that takes a listener back is not run")
	text := testkit.Must(os.ReadFile("DEPLOY.md"))(t)
	_, line, ok := strings.Cut(string(text), "    python3 -c '")
	program, _, closed := strings.Cut(line, "'\n")
	if !ok || !closed {
		t.Fatal("DEPLOY.md has no such line")
	}
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "socket.py"), []byte(standIn), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(python, "-B", "-c", program)
	cmd.Env = append(os.Environ(), "PYTHONPATH="+folder)
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v, %s", err, said.Bytes())
	}
	want := "socket 16 2 11\nbind 0 1\n" // AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR; group 1
	for _, op := range []uint64{0, 2} {
		data := make([]byte, 4)
		if err := spec.Default().Put(native, data, "proc_cn_mcast_op", "mcast_op", op); err != nil {
			t.Fatal(err)
		}
		cn := testkit.Must(spec.Default().CnMsg(native, octets.Set{"id.idx": 1, "id.val": 1}, data))(t)
		want += "send 1 " + hex.EncodeToString(octets.Message(t, native, octets.Set{"nlmsg_type": 3}, cn)) + " 0 0\n"
	}
	if string(out) != want {
		t.Errorf("%s\nwant %s", out, want)
	}
}
