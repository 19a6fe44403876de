package pcap_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/pcap"
)

// What editcap writes in formats that are not read here is called what it is, with the
// command that converts or reads it, and that command does; but Wireshark 4.0 does not
// read what it writes for Observer.
func TestOthersCaptures(t *testing.T) {
	editcap := needs.Tool(t, "editcap", "captures in formats of other programs are not made.")
	tshark := needs.Tool(t, "tshark", "nor are they read.")
	t.Parallel()
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pcap")
	frame := strings.Repeat("\xff", 6) + "\x00\x11\x22\x33\x44\x55\x08\x00" + strings.Repeat("\x00", 20)
	if err := os.WriteFile(in, []byte("\xd4\xc3\xb2\xa1\x02\x00\x04\x00"+strings.Repeat("\x00", 8)+"\xff\xff\x00\x00\x01\x00\x00\x00"+
		"\x00\xb9\x55\x69\x00\x00\x00\x00\x22\x00\x00\x00\x22\x00\x00\x00"+frame), 0o600); err != nil {
		t.Fatal(err)
	}
	for format, called := range map[string]string{
		"5views": "a 5Views capture", "k12text": "a K12 text; tshark reads it", "lanalyzer": "a LANalyzer capture", "netmon1": "a Network Monitor capture", "netmon2": "a Network Monitor capture",
		"nettl": "a nettl trace; tshark reads it", "ngsniffer": "a Sniffer capture", "ngwsniffer_1_1": "a Sniffer capture", "ngwsniffer_2_0": "a Sniffer capture", "observer": "an Observer capture",
		"snoop": "a snoop capture", "visual": "a Visual Networks capture",
	} {
		name := filepath.Join(dir, format)
		if out, err := exec.Command(editcap, "-F", format, in, name).CombinedOutput(); err != nil {
			t.Errorf("editcap -F %s: %v: %s", format, err, out)
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		_, err = pcap.NewReader(bytes.NewReader(b))
		command := exec.Command(tshark, "-r", name)
		if !strings.Contains(called, ";") {
			called += "; editcap -F pcapng FILE OUT converts it"
			command = exec.Command(editcap, "-F", "pcapng", name, filepath.Join(dir, "back"))
		}
		if !errors.Is(err, pcap.ErrFormat) || !strings.HasSuffix(err.Error(), ": "+called) {
			t.Errorf("%s: %v", format, err)
		}
		if out, err := command.CombinedOutput(); err != nil && format != "observer" {
			t.Errorf("%s: %q: %v: %s", format, command.Args, err, out)
		}
	}
}
