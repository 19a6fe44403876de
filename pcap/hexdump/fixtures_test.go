package hexdump

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// frames reads the frames of a capture of the corpus, by its header's order.
func frames(t testing.TB, name string, o binary.ByteOrder) (list [][]byte) {
	t.Helper()
	b, err := os.ReadFile("../../testdata/corpus/captures/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for b = b[24:]; len(b) > 0; {
		n := 16 + int(o.Uint32(b[8:]))
		list = append(list, b[16:n])
		b = b[n:]
	}
	return list
}

func demo(t testing.TB) [][]byte {
	return frames(t, "demo-amd64-6.1.192-nlmon.pcap", binary.LittleEndian)
}

// readAll reads every packet of a text, each with its bytes copied, and every
// error.
func readAll(r *Reader) (list []Dump, faults []*Error) {
	for {
		var d Dump
		err := r.Next(&d)
		var e *Error
		switch {
		case err == io.EOF:
			return list, faults
		case errors.As(err, &e):
			faults = append(faults, e)
		default:
			d.Data = bytes.Clone(d.Data)
			list = append(list, d)
		}
	}
}

// readFile reads a fixture that has no fault in it.
func readFile(t *testing.T, name string) (*Reader, []Dump) {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := NewReader(f)
	list, faults := readAll(r)
	for _, e := range faults {
		t.Errorf("%s: %v\n%s", name, e, e.Excerpt())
	}
	return r, list
}

// check compares packets with what they should be.
func check(t *testing.T, name string, f Format, list []Dump, want ...[]byte) {
	t.Helper()
	if len(list) != len(want) {
		t.Errorf("%s: %d packets, want %d", name, len(list), len(want))
		return
	}
	for i, d := range list {
		if !bytes.Equal(d.Data, want[i]) || d.Len != len(want[i]) {
			t.Errorf("%s: packet %d has %d of %d bytes\n%x, want\n%x", name, i, len(d.Data), d.Len, d.Data, want[i])
		}
		if d.Format != f {
			t.Errorf("%s: packet %d is %s, want %s", name, i, d.Format, f)
		}
	}
}

// TestTools reads what tools printed of frames that a kernel sent.
func TestTools(t *testing.T) {
	all := demo(t)
	listen, ack, fork, exit := all[0], all[1], all[2], all[16]
	big := frames(t, "s390x-6.1.176-nlmon.pcap", binary.BigEndian)
	zeros := make([]byte, 200)
	other, err := hex.DecodeString("4c00000003000000" + "77b4190000000000" + "0100000001000000" + "77b4190000000000" + "28000000" +
		"0000008001000000" + "def71158f16d1600" + "23aa120023aa1200" + "0000000011000000" + "1caa12001caa1200")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]struct {
		format Format
		data   [][]byte
	}{
		"xxd.txt":           {FormatXxd, [][]byte{exit}},
		"xxd-u-g4-c8.txt":   {FormatXxd, [][]byte{exit}},
		"xxd-d.txt":         {FormatXxd, [][]byte{exit}},
		"xxd-p.txt":         {FormatHex, [][]byte{exit}},
		"xxd-i.txt":         {FormatArray, [][]byte{exit}},
		"od-Ax.txt":         {FormatOd, [][]byte{exit}},
		"od-Ad.txt":         {FormatOd, [][]byte{exit}},
		"od-Ao.txt":         {FormatOd, [][]byte{exit}},
		"od-An.txt":         {FormatHex, [][]byte{exit}},
		"od-z.txt":          {FormatOd, [][]byte{exit}},
		"od-x1-c.txt":       {FormatOd, [][]byte{exit}},
		"od-b.txt":          {FormatOd, [][]byte{exit}},
		"hexdump-C.txt":     {FormatHexdump, [][]byte{exit}},
		"hexdump-b.txt":     {FormatOd, [][]byte{exit}},
		"hexdump-three.txt": {FormatHexdump, [][]byte{listen, exit, fork}},
		"zeros-od.txt":      {FormatOd, [][]byte{zeros}},
		"zeros-od-Ax.txt":   {FormatOd, [][]byte{zeros}},
		"zeros-hexdump.txt": {FormatHexdump, [][]byte{zeros}},
		"zeros-xxd.txt":     {FormatXxd, [][]byte{zeros}},
		"tshark-x.txt":      {FormatTshark, [][]byte{listen, ack, fork}},
		"tshark-x-V.txt":    {FormatTshark, [][]byte{listen, ack, fork}},
		"tshark-x-P.txt":    {FormatTshark, [][]byte{listen, ack, fork}},
		"tshark-fields.txt": {FormatHex, [][]byte{listen[32:], ack[32:], fork[32:]}},
		"tcpdump-x.txt":     {FormatTcpdump, [][]byte{listen, ack, fork}},
		"tcpdump-xx.txt":    {FormatTcpdump, [][]byte{listen, ack, fork}},
		"tcpdump-X.txt":     {FormatTcpdump, [][]byte{listen, ack, fork}},
		"tcpdump-big.txt":   {FormatTcpdump, [][]byte{big[0], big[1]}},
		"strace.txt":        {FormatStrace, four(fork, exit)},
		"strace-xx.txt":     {FormatStrace, four(fork, exit)},
		"strace-dump.txt":   {FormatStrace, four(fork, exit)},

		"rust-pretty.txt":          {FormatArray, [][]byte{other}},
		"python-list-comments.txt": {FormatArray, [][]byte{other}},
		"python-bytes-lines.txt":   {FormatString, [][]byte{other}},
		"strace-4.13.txt":          {FormatStrace, [][]byte{other}},
	} {
		r, list := readFile(t, name)
		check(t, name, want.format, list, want.data...)
		repeats := 0
		if want.format == FormatTcpdump {
			repeats = len(want.data) // tcpdump prints a link type that it does not know twice
		}
		if r.Repeats() != repeats {
			t.Errorf("%s: %d repeats, want %d", name, r.Repeats(), repeats)
		}
	}
}

// four is what replay.py makes of two frames: each sent and received in two
// ways.
func four(frames ...[]byte) (list [][]byte) {
	for _, f := range frames {
		for range 4 {
			list = append(list, f[16:])
		}
	}
	return list
}

// TestStraceCut has what strace prints by default: 32 bytes of each buffer.
func TestStraceCut(t *testing.T) {
	all := demo(t)
	_, list := readFile(t, "strace-s32.txt")
	if len(list) != 8 {
		t.Fatalf("%d packets", len(list))
	}
	for i, d := range list {
		whole := all[2][16:]
		if i >= 4 {
			whole = all[16][16:]
		}
		want := 32
		if i%4 == 2 {
			want = 16 + 20 + 32 // sendmsg had three buffers
		}
		if d.Len != 76 || !bytes.Equal(d.Data, whole[:want]) {
			t.Errorf("packet %d: %d of %d bytes, %x", i, len(d.Data), d.Len, d.Data)
		}
	}
}

// TestStraceNetlink holds what strace decoded on a connector's socket against
// what the program on it received.
func TestStraceNetlink(t *testing.T) {
	_, strace := readFile(t, "strace-netlink.txt")
	_, python := readFile(t, "python-bytes.txt")
	if len(python) != 4 {
		t.Fatalf("%d packets", len(python))
	}
	var want [][]byte
	for _, d := range python {
		want = append(want, d.Data)
	}
	check(t, "strace-netlink.txt", FormatStrace, strace, want...)
}

// TestCases reads what people pasted as one argument, too.
func TestCases(t *testing.T) {
	for _, name := range []string{"rust-pretty.txt", "python-list-comments.txt", "python-bytes-lines.txt", "strace-4.13.txt"} {
		b, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		_, list := readFile(t, name)
		if got, err := Parse(string(b)); err != nil || len(list) != 1 || !bytes.Equal(got, list[0].Data) {
			t.Errorf("%s: %x, %v", name, got, err)
		}
	}
}

// TestIovecs: bytes that strace took for a header and printed only a part of.
func TestIovecs(t *testing.T) {
	b, err := os.ReadFile("testdata/cut/strace-iovecs.txt")
	if err != nil {
		t.Fatal(err)
	}
	list, faults := readAll(NewReader(bytes.NewReader(b)))
	if len(list) != 0 || len(faults) != 1 || !errors.Is(faults[0], ErrCut) || faults[0].Why != "strace printed 16 of 20 bytes (iov_len), and left the others out" {
		t.Errorf("%d packets, %v", len(list), faults)
	}
}

// TestRefused has forms that the bytes cannot be told from. Each is one error
// at its first line, which says what to print instead.
func TestRefused(t *testing.T) {
	names, err := filepath.Glob("testdata/refused/*.txt")
	if err != nil || len(names) < 9 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		const after = "0000 4c 00 00 00\n" // and reading goes on
		r := NewReader(bytes.NewReader(append(b, after...)))
		list, faults := readAll(r)
		if r.Lines() != 0 {
			t.Errorf("%s: %d lines are text", name, r.Lines())
		}
		if len(list) != 1 || !bytes.Equal(list[0].Data, []byte{0x4c, 0, 0, 0}) {
			t.Errorf("%s: %d packets", name, len(list))
		}
		if len(faults) != 1 || !errors.Is(faults[0], ErrForm) || faults[0].Line != 1 || !bytes.Contains([]byte(faults[0].Why), []byte("print them with")) {
			t.Errorf("%s: %v", name, faults)
		}
	}
}
