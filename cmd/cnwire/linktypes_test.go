package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// lays writes a pcapng with an interface for each link type and these frames,
// each on the interface of its number.
func lays(t *testing.T, big bool, links []uint16, frames ...[]byte) string {
	t.Helper()
	var o binary.AppendByteOrder = binary.LittleEndian
	if big {
		o = binary.BigEndian
	}
	var b []byte
	block := func(typ uint32, body []byte) {
		body = append(body, "\x00\x00\x00"[:(4-len(body)%4)%4]...)
		n := uint32(len(body) + 12)
		b = o.AppendUint32(append(o.AppendUint32(o.AppendUint32(b, typ), n), body...), n)
	}
	block(0x0a0d0d0a, o.AppendUint64(o.AppendUint16(o.AppendUint16(o.AppendUint32(nil, 0x1a2b3c4d), 1), 0), 1<<64-1))
	for _, l := range links {
		block(1, append(o.AppendUint16(nil, l), 0, 0, 0, 0, 0, 0))
	}
	for i, f := range frames {
		body := o.AppendUint32(nil, uint32(min(i, len(links)-1)))
		body = append(body, 0, 0, 0, 0, 0, 0, 0, 0)
		body = o.AppendUint32(o.AppendUint32(body, uint32(len(f))), uint32(len(f)))
		block(6, append(body, f...))
	}
	name := filepath.Join(t.TempDir(), "laid.pcapng")
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// says runs cnwire, which must end with that status.
func says(t *testing.T, status int, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	cmd.Env = append(os.Environ(), "TZ=UTC")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code != status {
		t.Errorf("%v: status %d, want %d: %s", args, code, status, errs.String())
	}
	return out.String(), errs.String()
}

// TestLinkTypes: netlink in each link type that carries it, the two faults that
// are read around, and frames that are something else.
func TestLinkTypes(t *testing.T) {
	frame := corpus.Demo()[220:312] // a fork of process 98
	datagram := frame[16:]
	sll := func(hatype, protocol string) []byte { // 113
		return slices.Concat([]byte("\x00\x04"+hatype+"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"+protocol), datagram)
	}
	sll2 := func(hatype, protocol string) []byte { // 276
		return slices.Concat([]byte(protocol+"\x00\x00\x00\x00\x00\x02"+hatype+"\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00"), datagram)
	}
	const netlink, ether, connector = "\x03\x38", "\x00\x01", "\x00\x0b"
	links := []uint16{253, 113, 276, 253, 253, 276, 113, 276, 1, 509, 113, 253}
	name := lays(t, false, links,
		frame, sll(netlink, connector), sll2(netlink, connector),
		datagram, sll(netlink, "\x0b\x00"), sll2(netlink, "\x0b\x00"), // repaired
		sll(ether, "\x08\x00"), sll2(ether, "\x08\x00"), []byte("ethernet frame"), frame, frame[:9], sll(ether, connector)) // of 253 the device type is not asked // 509 is 253 in 8 bits
	const fork = "<kernel 1:1      1    0 fork pid 1 tid 97 child 98 tid 98"
	out, stderr := says(t, 0, "read", name)
	if stderr != "" {
		t.Errorf("repairs and other link types are no fault of the file: %q", stderr)
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	if len(lines) != len(links) {
		t.Fatalf("%d lines:\n%s", len(lines), out)
	}
	for i, want := range []string{fork, fork, fork, fork, fork, fork,
		"link type 113, ARPHRD type 1", "link type 276, ARPHRD type 1", "link type 1", "link type 509", "cooked header cut short", fork} {
		if !strings.Contains(lines[i], want) {
			t.Errorf("frame %d: %q, want %q", i+1, lines[i], want)
		}
	}
	tree, _ := says(t, 0, "read", "-V", name)
	for want, n := range map[string]int{
		"[Repaired: no cooked header: taken for a connector datagram]": 1,
		"[Repaired: family in host byte order in the cooked header]":   2,
		"cn_proc.fork.child_pid: 98":                                   7,
	} {
		if got := strings.Count(tree, want); got != n {
			t.Errorf("%q: %d times, want %d", want, got, n)
		}
	}
	_, stderr = says(t, 0, "read", "-T", "jsonl", name)
	if !strings.Contains(stderr, "5 frames without a connector message were skipped") {
		t.Errorf("-T jsonl: %q", stderr)
	}
	info, _ := says(t, 0, "info", name)
	for _, want := range []string{"113: 3 frames", "276: 3 frames", "509: 1 frames", "253: 4 frames", "NETLINK_CONNECTOR: 7 frames", "3 frames\nDropped"} {
		if !strings.Contains(info, want) {
			t.Errorf("info lacks %q:\n%s", want, info)
		}
	}
	to := filepath.Join(t.TempDir(), "copy")
	says(t, 0, "convert", name, to)
	a, _ := os.ReadFile(name)
	if b, err := os.ReadFile(to); err != nil || !bytes.Equal(a, b) {
		t.Errorf("the copy is another: %v", err)
	}
	says(t, 0, "convert", "--only-connector", name, to)
	if out, _ := says(t, 0, "read", to); strings.Count(out, "\n") != 7 {
		t.Errorf("of the connector are\n%s", out)
	}
	_, stderr = says(t, 1, "convert", "-F", "pcap", name, to)
	if !strings.Contains(stderr, "8 frames or blocks could not be written") || !strings.Contains(stderr, "-F pcapng") {
		t.Errorf("to a classic pcap: %q", stderr)
	}
}

// TestOrders: which rule decided the byte order of a frame is visible.
func TestOrders(t *testing.T) {
	little := corpus.Demo()[220:312]
	swap := lays(t, false, []uint16{253}, little)
	to := filepath.Join(t.TempDir(), "swapped.pcapng")
	says(t, 0, "convert", "--swap-byte-order", swap, to)
	b, err := os.ReadFile(to)
	if err != nil {
		t.Fatal(err)
	}
	big := b[len(b)-4-92 : len(b)-4]
	nothing := append(bytes.Clone(little[:16]), 1, 2, 3, 4, 5) // no length in either order
	long := func(o binary.ByteOrder, size int) []byte {        // a length that is a multiple of 256
		b := append(bytes.Clone(little[:16]), make([]byte, size)...)
		o.PutUint32(b[16:], uint32(size))
		o.PutUint16(b[20:], 3)
		o.PutUint32(b[32:], 3)
		o.PutUint32(b[36:], 1)
		o.PutUint16(b[48:], uint16(min(size-36, 65532)))
		return b
	}
	const structure, earlier, file = "structure of the datagram", "earlier frames of the interface", "byte order of the file"
	for _, c := range []struct {
		big    bool
		frames [][]byte
		want   string
	}{
		{false, [][]byte{little, big, little, nothing}, "little " + structure + ", big " + structure + ", little " + structure + ", little " + earlier},
		{false, [][]byte{big, nothing}, "big " + structure + ", big " + earlier},
		{false, [][]byte{nothing}, "little " + file},
		{true, [][]byte{nothing, little, big, nothing}, "big " + file + ", little " + structure + ", big " + structure + ", big " + file},
		{true, [][]byte{long(binary.LittleEndian, 0x10000), long(binary.BigEndian, 0x10000)}, "little " + structure + ", big " + structure},
		{false, [][]byte{long(binary.BigEndian, 0x10100), long(binary.LittleEndian, 0x20000)}, "big " + structure + ", little " + structure},
		{true, [][]byte{long(binary.LittleEndian, 0x300), long(binary.LittleEndian, 0x3ff00)}, "little " + structure + ", little " + structure},
	} {
		out, _ := says(t, 0, "read", "-V", lays(t, c.big, []uint16{253}, c.frames...))
		var got []string
		for line := range strings.Lines(out) {
			if rest, ok := strings.CutPrefix(strings.TrimSpace(line), "[Byte order: "); ok {
				order, by, _ := strings.Cut(rest, ", by: ")
				by, _, _ = strings.Cut(by, ", confidence")
				got = append(got, order+" "+by)
			}
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%q\nwant %q", got, c.want)
		}
	}
	out, _ := says(t, 0, "read", "-V", "--byte-order", "big", swap)
	if !strings.Contains(out, "[Byte order: big, by: given by the user") {
		t.Error("the user's word is not shown")
	}
}
