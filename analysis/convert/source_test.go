package convert_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/convert"
)

// fromBytes converts a text or raw bytes, and gives what it was warned of.
func fromBytes(t *testing.T, in string) (frames [][]byte, warned []string, err error) {
	t.Helper()
	var out bytes.Buffer
	c := convert.New(&out, convert.Options{Warn: func(err error) { warned = append(warned, err.Error()) }})
	switch convert.SourceOf([]byte(in)[:min(len(in), convert.HeadSize)], false) {
	case convert.SourceText:
		err = c.Text(strings.NewReader(in))
	case convert.SourceRaw:
		err = c.Raw(strings.NewReader(in))
	default:
		t.Fatal("a capture")
	}
	if _, err := c.Close(); err != nil {
		t.Fatal(err)
	}
	for _, p := range packets(t, out.Bytes()) {
		frames = append(frames, p.Data)
	}
	return frames, warned, err
}

// exit is a frame of a kernel.
func exit(t *testing.T) []byte { return frames(t, "captures/demo-amd64-6.1.192-nlmon.pcap")[16].Data }

// TestBytes: a frame, a datagram and a lone cn_msg become a frame each, out of
// text and raw.
func TestBytes(t *testing.T) {
	frame := exit(t)
	for name, c := range map[string]struct {
		in     []byte
		warned int
	}{
		"frame": {frame, 0}, "datagram": {frame[16:], 0}, "cn_msg": {frame[32:], 1},
	} {
		for _, in := range []string{hex.Dump(c.in), hex.EncodeToString(c.in) + "\n", string(c.in)} {
			got, warned, err := fromBytes(t, in)
			if err != nil || len(got) != 1 || !bytes.Equal(got[0], frame) || len(warned) != c.warned {
				t.Errorf("%s: %x, %v, %v; want %x", name, got, warned, err, frame)
			}
		}
	}
}

// TestCutCnMsg: what is made before a lone cn_msg says how long that was, however
// much of it a text shows (R4).
func TestCutCnMsg(t *testing.T) {
	frame := exit(t)
	for _, shown := range []int{20, 36, 59, 60} {
		var text strings.Builder
		text.WriteString("socket(AF_NETLINK, SOCK_DGRAM, NETLINK_CONNECTOR) = 3\nrecvfrom(3, \"")
		for _, c := range frame[32 : 32+shown] {
			fmt.Fprintf(&text, "\\x%02x", c)
		}
		fmt.Fprintf(&text, "\"%s, 4096, 0, NULL, NULL) = 60\n", map[bool]string{true: "...", false: ""}[shown < 60])
		var out bytes.Buffer
		c := convert.New(&out, convert.Options{})
		if err := c.Text(strings.NewReader(text.String())); err != nil {
			t.Fatal(err)
		}
		if _, err := c.Close(); err != nil {
			t.Fatal(err)
		}
		list := packets(t, out.Bytes())
		if len(list) != 1 || !bytes.Equal(list[0].Data, frame[:32+shown]) || int(list[0].Len) != len(frame) {
			t.Errorf("%d bytes shown: %+v, want %x of %d bytes", shown, list, frame[:32+shown], len(frame))
		}
	}
}

// TestTimesOfText: a text has no times; its packets are a microsecond apart, from
// 1970 on.
func TestTimesOfText(t *testing.T) {
	var out bytes.Buffer
	c := convert.New(&out, convert.Options{})
	if err := c.Text(strings.NewReader(strings.Repeat(hex.Dump(exit(t))+"\n", 3))); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Close(); err != nil {
		t.Fatal(err)
	}
	list := packets(t, out.Bytes())
	for i, p := range list {
		if p.Time.UnixNano() != int64(i)*1000 {
			t.Errorf("packet %d: %v", i, p.Time)
		}
	}
	if len(list) != 3 {
		t.Errorf("%d packets", len(list))
	}
}

func TestBytesThatAreNone(t *testing.T) {
	frame := exit(t)
	long := slices.Clone(frame[16:])
	long[32]++ // cn_msg.len
	for in, want := range map[string]string{
		"hello, world\n":                     "neither a capture nor a hex dump: no packet is in its 1 lines",
		strings.Repeat("no\n", 1000):         "neither a capture nor a hex dump: no packet is in its 1000 lines",
		string(long):                         "byte 0: malformed: codec: cn_msg.len at byte 32: need 41 bytes, have 40: overrun",
		hex.EncodeToString(long):             "line 1: malformed: codec: cn_msg.len at byte 32: need 41 bytes, have 40: overrun",
		"\x00\x01\x02":                       "byte 0: 3 bytes that hold no message",
		"\x00" + strings.Repeat("x", 262144): "over 262144 bytes are no datagram, and it is no capture",
	} {
		_, warned, err := fromBytes(t, in)
		if got := strings.Join(append(warned, fmt.Sprint(err)), " "); !strings.Contains(got, want) {
			t.Errorf("%.20q: %q, want %q", in, got, want)
		}
	}
}

func TestSourceOf(t *testing.T) {
	for in, want := range map[string]convert.Source{
		"":                         convert.SourceCapture,
		"00000000  01 02\r\n\t\f":  convert.SourceText,
		"\x1b[1m0000\x1b[0m 01 02": convert.SourceText,
		"latin \xe9, utf-8 \u00e9": convert.SourceText,
		"text\x00":                 convert.SourceRaw,
		"\x28\x00\x00\x00":         convert.SourceRaw,
	} {
		if got := convert.SourceOf([]byte(in), false); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
		if got := convert.SourceOf([]byte(in), true); got != convert.SourceCapture {
			t.Errorf("%q as a capture: %s", in, got)
		}
	}
}

func TestDefaultFormat(t *testing.T) {
	for name, want := range map[string]string{
		"a.pcap": "pcap", "a.cap": "pcap", "a.dmp": "pcap", "a.pcapng": "pcapng", "dir.pcap/a.ntar": "pcapng", "a": "", "-": "", "pcap": "", "a.pcapng.gz": "",
	} {
		if got := convert.DefaultFormat(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}
