package main

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// native is this machine's byte order, in which its kernel takes requests.
var native = binary.NativeEndian

// asking is a datagram made from the table.
func asking(t testing.TB, o binary.ByteOrder, header, cn octets.Set, data []byte) []byte {
	t.Helper()
	return octets.Message(t, o, header, testkit.Must(spec.Default().CnMsg(o, cn, data))(t))
}

// op is the data of a request to process events.
func op(t testing.TB, o binary.ByteOrder, op uint64) []byte {
	t.Helper()
	b := make([]byte, 4)
	if err := spec.Default().Put(o, b, "proc_cn_mcast_op", "mcast_op", op); err != nil {
		t.Fatal(err)
	}
	return b
}

// cnwire runs a command and returns what it prints; it must be status 0.
func cnwire(t testing.TB, stdin []byte, args ...string) (stdout []byte, stderr string) {
	t.Helper()
	cmd := exec.Command("cnwire", args...)
	var warned bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(stdin), &warned
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v, %s", args, err, warned.String())
	}
	return out, warned.String()
}

// --dry-run prints the bytes of the table, in both forms that other commands read,
// and none of it needs a kernel.
func TestSendDryRun(t *testing.T) {
	mask := append(op(t, native, 1), 0, 0, 0, 0)
	native.PutUint32(mask[4:], 0x80000002)
	for _, c := range []struct {
		args string
		want []byte
	}{
		{"--listen --seq 7 --ack 100 --nlmsg-pid 0", asking(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 7}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 7, "ack": 100}, op(t, native, 1))},
		{"--listen --mask exec,exit --ack 0 --nlmsg_pid 5", asking(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": 5}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1}, mask)},
		{"--listen --mask 0x80000002 --ack 0 --nlmsg_pid 5", asking(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": 5}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1}, mask)},
		{"--ignore --ack 0 --nlmsg-pid 5", asking(t, native, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": 5}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 1}, op(t, native, 2))},
		{"--id 3:1 --seq 0x11121314 --ack 0x21222324 --flags 0x3132 --nlmsg-type 0x4142 --nlmsg-flags 0x5152 --nlmsg-seq 0x61626364 --nlmsg-pid 0x71727374 --data 01:02:03",
			asking(t, native, octets.Set{"nlmsg_type": 0x4142, "nlmsg_flags": 0x5152, "nlmsg_seq": 0x61626364, "nlmsg_pid": 0x71727374},
				octets.Set{"id.idx": 3, "id.val": 1, "seq": 0x11121314, "ack": 0x21222324, "flags": 0x3132}, []byte{1, 2, 3})},
	} {
		args := append([]string{"send", "--dry-run"}, strings.Fields(c.args)...)
		out, warned := cnwire(t, nil, args...)
		got, err := hex.DecodeString(strings.TrimSuffix(string(out), "\n"))
		if d := octets.Diff(c.want, got, octets.Datagram(native)); err != nil || d != "" {
			t.Errorf("%s: %v, %s%s", c.args, err, out, d)
		}
		if is := strings.Contains(warned, "without --force this would not be sent: an IGNORE"); is != strings.Contains(c.args, "--ignore") {
			t.Errorf("%s: %s", c.args, warned)
		}
		for _, form := range [][]string{args, append(args, "-x")} {
			text, _ := cnwire(t, nil, form...)
			capture, _ := cnwire(t, text, "convert", "-F", "pcap", "-", "-")
			if list := octets.Unpack(capture); len(list) != 1 || !bytes.Equal(list[0].Data[16:], c.want) {
				t.Errorf("%v, out of\n%s: %v", form, text, list)
			}
		}
	}
}

// A frame is sent as it stands. What is no request of this machine's is refused, and
// a dry run shows it with the reason.
func TestSendFrame(t *testing.T) {
	other := binary.ByteOrder(binary.BigEndian)
	if native.Uint16([]byte{0, 1}) == 1 {
		other = binary.LittleEndian
	}
	header, cn := octets.Set{"nlmsg_type": 77, "nlmsg_flags": 1, "nlmsg_pid": 4}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 5, "ack": 6}
	list := []struct {
		datagram []byte
		refused  string
	}{
		{append(asking(t, native, header, cn, op(t, native, 1)), 1, 2, 3), ""}, // with what stands behind it
		{asking(t, native, header, cn, op(t, native, 2)), "an IGNORE that no LISTEN of the same socket precedes"},
		{octets.Message(t, native, octets.Set{"nlmsg_type": 3}, octets.Event(t, native, 2, octets.Set{"process_pid": 5, "process_tgid": 5})), "it is no request but an event"},
		{octets.Message(t, native, octets.Set{"nlmsg_type": 3}, octets.Event(t, native, 0, octets.Set{"err": 0})), "it is no request but an answer"},
		{asking(t, other, header, cn, op(t, other, 1)), "its kernel would drop it, and cnwire convert --swap-byte-order makes a capture of its order"},
	}
	var records []octets.Record
	for _, c := range list {
		records = append(records, octets.Record{Data: octets.Cooked(11, c.datagram)})
	}
	file := filepath.Join(t.TempDir(), "a.pcap")
	if err := os.WriteFile(file, octets.Pcap(binary.LittleEndian, true, records...), 0o600); err != nil {
		t.Fatal(err)
	}
	for i, c := range list {
		args := []string{"send", "-r", file, "--frame", string(rune('1' + i))}
		out, warned := cnwire(t, nil, append(args, "--dry-run")...)
		if string(out) != hex.EncodeToString(c.datagram)+"\n" || (warned == "") != (c.refused == "") || !strings.Contains(warned, c.refused) {
			t.Errorf("frame %d: %s%s", i+1, out, warned)
		}
		if c.refused == "" {
			continue
		}
		cmd := exec.Command("cnwire", args...)
		said, err := cmd.CombinedOutput()
		if err == nil || cmd.ProcessState.ExitCode() != 1 || !strings.HasPrefix(string(said), "cnwire: not sent: ") || !strings.Contains(string(said), c.refused) || !strings.HasSuffix(string(said), "; --force sends it all the same\n") {
			t.Errorf("frame %d: %v, %s", i+1, err, said)
		}
	}
}
