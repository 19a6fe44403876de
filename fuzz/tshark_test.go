package fuzz_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/pcap"
)

// TestTsharkReadsTheSameHeaders gives tshark a capture of datagrams that were
// made from the seeds by changing bytes and joining them, in one go, since it
// takes a second to start. What it says of the netlink headers is what codec
// says, where it is known to read on: analysis/print lists where it does not.
func TestTsharkReadsTheSameHeaders(t *testing.T) {
	path := needs.Tool(t, "tshark", "netlink headers are not compared with it.")
	frames := mangled()
	var in bytes.Buffer
	w, err := pcap.NewWriter(&in, pcap.WriterOptions{LinkType: pcap.LinkTypeNetlink})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range frames {
		data := append(cooked(codec.FamilyConnector), b...)
		if err := w.WritePacket(&pcap.Packet{Data: data, Len: uint32(len(data)), Time: time.Unix(int64(i), 0)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "-n", "-r", "-", "-T", "fields", "-e", "netlink.hdr_len", "-e", "netlink.hdr_type", "-e", "netlink.hdr_flags",
		"-e", "netlink.hdr_seq", "-e", "netlink.hdr_pid")
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(lines) != len(frames) {
		t.Fatalf("tshark has %d lines for %d frames", len(lines), len(frames))
	}
	compared, several, twice := 0, 0, 0
	for i, b := range frames {
		var d codec.Datagram
		d.Decode(codec.OrderUnknown, b)
		if !tsharkReads(&d) {
			continue
		}
		if got, want := lines[i], headers(&d); got != want {
			t.Errorf("%x\ntshark %s\ncodec  %s", b, got, want)
		}
		compared++
		if len(d.Messages) > 1 {
			several++
		}
		if shownTwice(d.Messages[0].Header.Flags) {
			twice++
		}
	}
	if compared < 1000 || several < 200 || twice < 100 {
		t.Errorf("only %d datagrams compared, %d of them with several messages, %d whose flags tshark shows twice", compared, several, twice)
	}
}

// mangled makes a few datagrams out of each seed by joining it to itself and
// changing bytes. What becomes of a seed follows from its own bytes, so that a new
// one changes nothing for the others.
func mangled() (list [][]byte) {
	for _, c := range fuzz.Datagrams() {
		h := fnv.New64a()
		h.Write(c.Bytes)
		draw := rand.New(rand.NewPCG(h.Sum64(), 0)).IntN
		for range 20 {
			b := bytes.Clone(c.Bytes)
			for len(c.Bytes)%4 == 0 && draw(2) == 0 && len(b) < 3*len(c.Bytes) {
				b = append(b, c.Bytes...)
			}
			for range draw(4) {
				if len(b) > 0 {
					b[draw(len(b))] = byte(draw(256))
				}
			}
			if len(b) >= 8 && draw(4) == 0 { // nlmsg_flags, of which tshark has more to say than codec
				b[6], b[7] = byte(draw(256)), byte(draw(256))
			}
			list = append(list, b)
		}
	}
	return list
}

// tsharkReads reports whether tshark 4.0 shows all headers of a datagram: its
// lengths are sound and aligned, and no message is an error's or of a type that
// it hands to a family.
func tsharkReads(d *codec.Datagram) bool {
	for _, m := range d.Messages {
		if m.Header.Length%4 != 0 || m.Header.Type == 2 || m.Header.Type >= 16 || len(m.Pad) > 0 {
			return false
		}
	}
	return d.Err == nil && len(d.Messages) > 0
}

// shownTwice reports whether tshark has two meanings for the upper flags of a
// message: of a request, those to get and those to make something. It shows the
// flags once for each.
func shownTwice(flags uint16) bool { return flags&0x1 != 0 && flags&0xf00 != 0 }

// headers prints what tshark does: a column a field, a comma between messages.
func headers(d *codec.Datagram) string {
	var columns [5][]string
	for _, m := range d.Messages {
		for i, v := range []string{
			fmt.Sprint(m.Header.Length), fmt.Sprintf("0x%04x", m.Header.Type), fmt.Sprintf("0x%04x", m.Header.Flags),
			fmt.Sprint(m.Header.Seq), fmt.Sprint(m.Header.PID),
		} {
			columns[i] = append(columns[i], v)
			if i == 2 && shownTwice(m.Header.Flags) {
				columns[i] = append(columns[i], v)
			}
		}
	}
	var line []string
	for _, c := range columns {
		line = append(line, strings.Join(c, ","))
	}
	return strings.Join(line, "\t")
}
