package hexdump

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"testing/iotest"
)

// TestReport is what a person pastes: quoted, with a log's times, several forms
// and words between them.
func TestReport(t *testing.T) {
	const text = "\ufeffHi, on s390x I get this from the socket:\r\n" +
		"\r\n" +
		"> > 0000   00 00 00 28 00 03 00 00  00 00 00 07 00 00 00 01   ...(............\r\n" +
		"> > 0010   00 00 00 01 00 00 00 01  00 00 00 07 00 00 00 64   ...............d\r\n" +
		"> >\r\n" +
		"> > 0020   00 04 00 00 00 00 00 01                            ........\r\n" +
		"\r\n" +
		"and the kernel says\n" +
		"[   12.345678] 00000000: 28 00 00 00 03 00 00 00  (.......\n" +
		"[   12.345679] 00000008: 07 00 00 00              ....\n" +
		"```\n" +
		"0000 4c 00 61 62 L.ab\n" + // the spaces were lost
		"```\n" +
		"struct cn_msg is 0x14 bytes, see 12:34:56 and add 20 to be sure; deadbeef is no packet here\n" +
		"4c:00:00:00\n"
	r := NewReader(strings.NewReader(text))
	list, faults := readAll(r)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	var got strings.Builder
	for _, d := range list {
		fmt.Fprintf(&got, "%d %s %x\n", d.Line, d.Format, d.Data)
	}
	const want = "3 tshark 00000028000300000000000700000001000000010000000100000007000000640004000000000001\n" +
		"9 xxd 280000000300000007000000\n" +
		"12 tshark 4c006162\n" +
		"15 hex 4c000000\n"
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
	if r.Lines() != 5 {
		t.Errorf("%d lines passed over, want 5", r.Lines())
	}
}

// TestShapes has lines that could be read in more than one way.
func TestShapes(t *testing.T) {
	for text, want := range map[string]string{
		"\ufeff4c000000\n":                                                     "4c000000",
		"0000  4c 00  00 is where the length ends\n":                           "4c00",
		"0000  61 62 20 61 62 20 61 62  ab ab ab\n":                            "6162206162206162",
		"0000  61 62 20 61 62 20 61 62  ab ab\n":                               "6162206162206162abab",
		"0000 4c 00 61 62 L.ab\n":                                              "4c006162",
		"000000 4c 00\n000002\n000000 4d\n":                                    "4c00 4d",
		"0000000 4c 00\n0000002\ndeadbeef\n":                                   "4c00 deadbeef",
		"0000 4c 00\n\n0002 01\n":                                              "4c0001",
		"0000 4c 00\nFrame 2\n0002 01\n":                                       "4c0001",
		"4c000000\n4c000000\n":                                                 "4c0000004c000000",
		"4c00000003\n4c00000003\n":                                             "4c00000003 4c00000003",
		"4c000000\n\n4c000000\n":                                               "4c000000 4c000000",
		"1 a\n\t0x0000:  4c00\n2 b\n\t0x0000:  4c00\n":                         "4c00 4c00",
		"Packet 1, 4 bytes\n0000h: 4c 00\n0002h: 00 4c\nPacket 2\n0000H: 03\n": "4c00004c 03",
		"00000000h: 4c 00 00 00 4c 00 00 00 4c 00 00 00 4c 00 00 00 ; L\n00000010h: 07 ;\n": "4c0000004c0000004c0000004c00000007",
		"1 a\n\t0x0000:  4c00\n\t0x0000:  4c00\n2 b\n\t0x0000:  4c00\n":                     "4c00 4c00",
		"x = {0x1,\n0x2}, {0x3,\n0x4}\ny = [0x5, 0x6]\n[76 0 0 0]\n":                        "0102 0304 0506 4c000000",
		"\"\\x4c\"\n\"\\0\",\n\"\\x03\"\n":                                                  "4c00 03",
		"var b = [][]byte{\n\t{0x4c, 'a', '\\n', /* , */ -1},\n\t{1}, // {2}\n}\n4c000000":  "4c610aff 01 4c000000",

		// what a bracket or a backslash joins, and what it does not
		"m = (b'\\x4c'\n\n     # it's the length\n     b'\\0' b'\\0'  # of 'all'\n    )\nb'\\3'\n": "4c0000 03",
		"m = b'\\x4c' \\\n  b'\\0' \\\n  b'\\1'\nb'\\3'\n":                                         "4c0001 03",
		"f(\n  b'\\x4c',\n  b'\\0'\n  b'\\1'\n)\nb'\\3'\n":                                         "4c 0001 03",
		"b'\\x4c'\nb'\\0'\n":            "4c 00",
		"\"\\x4c\"  // one\n\"\\0\";\n": "4c00",

		// decimals, a line each or several
		"data: [\n    76,\n    0,\n    0,\n    255,\n],\n4c000000":                             "4c0000ff 4c000000",
		"x = [\n1, 2,  # two\n3, 4, // more\n]\n":                                              "01020304",
		"[\n    [\n        1,\n2,\n3,\n4,\n    ],\n    [\n        5,\n6,\n7,\n8,\n    ],\n]\n": "01020304 05060708",
		"\"pids\": [\n  1,\n  2\n]\n01020304\n":                                                "01020304",
		"see [\n300,\n1,\n]\n":                                                                 "",
	} {
		list, faults := readAll(NewReader(strings.NewReader(text)))
		var got []string
		for _, d := range list {
			got = append(got, fmt.Sprintf("%x", d.Data))
		}
		if len(faults) > 0 || strings.Join(got, " ") != want {
			t.Errorf("%q: %q, %v, want %q", text, got, faults, want)
		}
	}
}

// TestNoPackets has lines that look a little like dumps.
func TestNoPackets(t *testing.T) {
	for _, text := range []string{
		"", "\n\n", "add\n", "2026\n", "12:34:56\n", "be bad\n", "0000000\n", "Frame (92 bytes):\n", "0004: see below\n", "100 is a number\n",
		"    1   0.000000              →              Netlink 56 \n", "12:00:00.022898 UNSUPPORTED\n", "+++ exited with 0 +++\n",
		"recvmsg(3, {msg_namelen=12}, 0) = -1 EAGAIN (Resource temporarily unavailable)\n", "recvfrom(3, \"\", 4096, 0, NULL, NULL) = 0\n",
		"recvfrom(3,  <unfinished ...>\n", "read(3, \"\\177ELF\\2\\1\\1\\3\"..., 832) = 832\n", "<... read resumed>\"\\177ELF\\2\"..., 832) = 832\n",
		"openat(AT_FDCWD, \"/tmp/\\303\\244\", O_RDONLY) = 3\n", "        .... ...0 = Request: 0\n", "        Data: 010000000100000007000000640000000400000001000000\n",
		"unsigned int exit_len = 92;\n", "*\n", "struct byte_order { int x; };\n", "don't\n", "{\"a\": \"b\\n\"}\n", "* 3 bytes in all\n", "| a | b |\n",
		"bind(3, {sa_family=AF_NETLINK, nl_pid=0, nl_groups=0x000001}, 12) = 0\n",
	} {
		r := NewReader(strings.NewReader(text))
		list, faults := readAll(r)
		lines := strings.Count(strings.TrimLeft(text, "\n"), "\n")
		if len(list) > 0 || len(faults) > 0 || r.Lines() != lines {
			t.Errorf("%q: %v, %v, %d lines passed over", text, list, faults, r.Lines())
		}
	}
}

// TestLive has every packet as soon as what follows it shows that it is whole.
func TestLive(t *testing.T) {
	in, out := io.Pipe()
	r := NewReader(iotest.OneByteReader(in))
	go io.WriteString(out, "0000 4c 00\n0002 01\n0000 02\n")
	var d Dump
	if err := r.Next(&d); err != nil || !bytes.Equal(d.Data, []byte{0x4c, 0, 1}) {
		t.Fatalf("%x, %v", d.Data, err)
	}
}

// TestReadError delivers what stands before the failure, and ends behind it.
func TestReadError(t *testing.T) {
	lost := errors.New("lost")
	r := NewReader(io.MultiReader(strings.NewReader("0000 4c 00\nrest"), iotest.ErrReader(lost)))
	list, faults := readAll(r)
	if len(list) != 1 || len(list[0].Data) != 2 {
		t.Errorf("%d packets", len(list))
	}
	if len(faults) != 1 || !errors.Is(faults[0], ErrRead) || !errors.Is(faults[0], lost) || faults[0].Line != 2 {
		t.Errorf("%v", faults)
	}
}

// endless repeats a text until n bytes are read.
type endless struct {
	text string
	n    int
}

func (e *endless) Read(b []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := 0
	for n+len(e.text) <= len(b) {
		n += copy(b[n:], e.text)
	}
	e.n -= n
	return n, nil
}

// TestMemory reads texts of 16 MiB in constant memory: many packets, one packet
// that never ends, one line that never ends, and many stars.
func TestMemory(t *testing.T) {
	const size = 16 << 20
	for _, c := range []struct {
		text   string
		faults int
	}{
		{"0000  4c 00 00 00 03 00 00 00 40 00 00 00 00 00 00 00   L.......@.......\n0010  01\n", 0},
		{"4c000000030000004000000000000000\n", 1},
		{"4c", 1},
		{"{", 1},
		{`\x4c`, 1},
		{"\"\\x4c\"\n", 1},
		{"0x4c,\n", 1},
		{"[", 1},
		{"recvfrom(3, \"" + strings.Repeat("\\1a", 330) + "\", 4096, 0, NULL, NULL) = 660\n", 0},
	} {
		r := NewReader(&endless{c.text, size})
		var before, after runtime.MemStats
		defer debug.SetGCPercent(debug.SetGCPercent(100)) // make test lets the heap grow
		runtime.GC()
		runtime.ReadMemStats(&before)
		var peak uint64
		packets, faults := 0, 0
		for n := 0; ; n++ {
			var d Dump
			err := r.Next(&d)
			if err == io.EOF {
				break
			}
			if err == nil {
				packets++
			} else {
				faults++
			}
			if n%4096 == 0 {
				runtime.ReadMemStats(&after)
				peak = max(peak, after.HeapInuse)
			}
		}
		runtime.ReadMemStats(&after)
		if peak = max(peak, after.HeapInuse); peak > before.HeapInuse+14<<20 {
			t.Errorf("%.40q: heap grew from %d to %d bytes", c.text, before.HeapInuse, peak)
		}
		if faults != c.faults {
			t.Errorf("%.40q: %d faults and %d packets, want %d", c.text, faults, packets, c.faults)
		}
	}
}

// TestLongest has packets and lines of the largest size, and of one byte more.
func TestLongest(t *testing.T) {
	b := bytes.Repeat([]byte{0x4c, 0, 'a', '"'}, MaxPacket/4)
	seen := map[Format]bool{}
	for _, w := range writers {
		if seen[w.format] {
			continue // one writer a form is enough, and they are slow
		}
		if strings.HasPrefix(w.name, "strace") && w.name != "strace dump" {
			continue // strace itself prints in lines
		}
		seen[w.format] = true
		text := w.write(b)
		list, faults := readAll(NewReader(strings.NewReader(text)))
		if len(faults) > 0 || len(list) != 1 || !bytes.Equal(list[0].Data, b) {
			t.Errorf("%s: %d packets, %v", w.name, len(list), faults)
		}
		list, faults = readAll(NewReader(strings.NewReader(w.write(append(b, 1)))))
		if len(list) != 0 || len(faults) != 1 || !errors.Is(faults[0], ErrSize) {
			t.Errorf("%s: one byte more: %d packets, %v", w.name, len(list), faults)
		}
	}
}
