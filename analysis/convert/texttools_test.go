package convert_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/pcap"
)

// TestTextTools: what the usual tools print of datagrams is the same datagrams
// again.
func TestTextTools(t *testing.T) {
	dir := t.TempDir()
	frame := exit(t)
	put(t, dir, "datagram", frame[16:])
	for _, tool := range [][]string{
		{"xxd", "datagram"}, {"xxd", "-p", "datagram"}, {"xxd", "-i", "datagram"}, {"xxd", "-c", "8", "-u", "datagram"},
		{"od", "-t", "x1", "datagram"}, {"od", "-A", "x", "-t", "x1z", "datagram"},
		{"hexdump", "-C", "datagram"},
	} {
		t.Run(strings.Join(tool, " "), func(t *testing.T) {
			path := needs.Tool(t, tool[0], "whether its dumps become captures is not tested.")
			text := run(t, dir, path, tool[1:]...)
			got, warned, err := fromBytes(t, text)
			if err != nil || warned != nil || len(got) != 1 || !bytes.Equal(got[0], frame) {
				t.Errorf("%s\nbecomes %x, %v, %v", text, got, warned, err)
			}
		})
	}
}

// TestTextTshark: tshark -x of a capture is its frames again.
func TestTextTshark(t *testing.T) {
	tshark := needs.Tool(t, "tshark", "whether its hex dumps become captures is not tested.")
	dir := t.TempDir()
	list := frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")
	put(t, dir, "in", forms(list)["pcap"])
	for _, args := range []string{"-r in -x", "-r in -P -x"} {
		sameData(t, args, list, run(t, dir, tshark, strings.Fields(args)...))
	}
}

// TestTextStrace: what strace -x and -xx print of a socket, written out by the
// manual of strace.
func TestTextStrace(t *testing.T) {
	list := frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")
	for _, all := range []bool{false, true} {
		var text strings.Builder
		text.WriteString("socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR) = 3\n")
		for _, p := range list {
			var s strings.Builder
			for _, c := range p.Data[16:] {
				if all || c < ' ' || c > '~' || c == '"' || c == '\\' {
					fmt.Fprintf(&s, "\\x%02x", c)
				} else {
					s.WriteByte(c)
				}
			}
			n := len(p.Data) - 16
			fmt.Fprintf(&text, "recvfrom(3, \"%s\", 4096, 0, NULL, NULL) = %d\n", s.String(), n)
		}
		sameData(t, "strace", list, text.String())
	}
}

// sameData wants the frames of a list out of a text.
func sameData(t *testing.T, what string, list []pcap.Packet, text string) {
	t.Helper()
	got, warned, err := fromBytes(t, text)
	if err != nil || warned != nil || len(got) != len(list) {
		t.Fatalf("%s: %d frames of %d, %q, %v", what, len(got), len(list), warned, err)
	}
	for i := range list {
		if !bytes.Equal(got[i], list[i].Data) {
			t.Errorf("%s: frame %d\n%x\nwant\n%x", what, i+1, got[i], list[i].Data)
		}
	}
}
