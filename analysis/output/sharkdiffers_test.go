package output_test

import (
	"encoding/binary"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/internal/needs"
)

// differing are the columns that the table below has.
var differing = []string{"frame.protocols", "netlink.family", "netlink.hdr_len", "netlink.hdr_type", "netlink.hdr_flags", "netlink.hdr_seq"}

// differs is a kind of frame on which we differ from tshark on purpose: we show
// the bytes that are there, look into no family but the connector's, and take
// neither NLMSG_ERROR nor flags for what they say elsewhere. The last words are the marks that -T json
// has.
type differs struct {
	why          string
	frame        record
	tshark, ours string // values of the columns, with a space between columns and - for none
}

// sharkDiffers is all that is known of such frames.
func sharkDiffers(t testing.TB) []differs {
	le := binary.LittleEndian
	exit := event(t, le, 0x80000000, nil)
	one := func(header set) []byte {
		header["nlmsg_seq"] = 5
		return message(t, le, header, exit)
	}
	sound := one(set{"nlmsg_type": 3})
	long := one(set{"nlmsg_type": 3, "nlmsg_len": 77})
	unaligned := one(set{"nlmsg_type": 3, "nlmsg_len": 75})
	short := one(set{"nlmsg_type": 3, "nlmsg_len": 15})
	link := message(t, le, set{"nlmsg_type": 16, "nlmsg_flags": 0x300, "nlmsg_seq": 5}, make([]byte, 16))
	return []differs{
		{
			"cut by a snap length", record{Data: cooked(11, sound[:60]), Wire: 92},
			"netlink 0x000b - - - - _ws.short",
			"netlink:data 0x000b 76 0x0003 0x0000 5 _ws.short",
		},
		{
			"cut by a snap length, first whole", record{Data: cooked(11, sound, sound[:60]), Wire: 168},
			"netlink:data 0x000b 76 0x0003 0x0000 5 _ws.short",
			"netlink:data:data 0x000b 76,76 0x0003,0x0003 0x0000,0x0000 5,5 _ws.short",
		},
		{
			"cut in the header", record{Data: cooked(11, sound[:10]), Wire: 92},
			"netlink 0x000b - - - - _ws.short",
			"netlink 0x000b 76 0x0003 0x0000 - _ws.short",
		},
		{
			"nlmsg_len beyond the frame", record{Data: cooked(11, long)},
			"netlink 0x000b - - - - _ws.malformed",
			"netlink:data 0x000b 77 0x0003 0x0000 5 _ws.malformed",
		},
		{
			"nlmsg_len of 2^32-1", record{Data: cooked(11, one(set{"nlmsg_type": 3, "nlmsg_len": 0xffffffff}))},
			"netlink 0x000b 4294967295 0x0003 0x0000 5 _ws.malformed",
			"netlink:data 0x000b 4294967295 0x0003 0x0000 5 _ws.malformed",
		},
		{
			"nlmsg_len below its header", record{Data: cooked(11, short)},
			"netlink 0x000b 15 - - -",
			"netlink 0x000b 15 0x0003 0x0000 5 _ws.malformed",
		},
		{
			"nlmsg_len not aligned, another behind", record{Data: cooked(11, unaligned, sound)},
			"netlink:data 0x000b 75 0x0003 0x0000 5 _ws.malformed",
			"netlink:data:data 0x000b 75,76 0x0003,0x0003 0x0000,0x0000 5,5 _ws.malformed",
		},
		{
			"nlmsg_len not aligned, last", record{Data: cooked(11, unaligned)},
			"netlink:data 0x000b 75 0x0003 0x0000 5",
			"netlink:data 0x000b 75 0x0003 0x0000 5 _ws.malformed",
		},
		{
			"type NLMSG_ERROR", record{Data: cooked(11, one(set{"nlmsg_type": 2}))},
			"netlink 0x000b 76,1 0x0002,0x0009 0x0000,0x0000 5,0",
			"netlink:data 0x000b 76 0x0002 0x0000 5",
		},
		{
			"bytes behind the last message", record{Data: cooked(11, sound, make([]byte, 15))},
			"netlink:data 0x000b 76 0x0003 0x0000 5",
			"netlink:data 0x000b 76 0x0003 0x0000 5 _ws.malformed",
		},
		{
			"sixteen zeros behind", record{Data: cooked(11, sound, make([]byte, 16))},
			"netlink:data 0x000b 76,0 0x0003 0x0000 5",
			"netlink:data 0x000b 76,0 0x0003,0x0000 0x0000,0x0000 5,0 _ws.malformed",
		},
		{
			"no message", record{Data: cooked(11)},
			"netlink 0x000b - - - - _ws.malformed",
			"netlink 0x000b - - - -",
		},
		{
			"part of a header", record{Data: cooked(11, sound[:8])},
			"netlink 0x000b - - - -",
			"netlink 0x000b - - - - _ws.malformed",
		},
		{
			"less than a cn_msg", record{Data: cooked(11, message(t, le, set{"nlmsg_type": 3}, exit[:8]))},
			"netlink:data 0x000b 24 0x0003 0x0000 0",
			"netlink:data 0x000b 24 0x0003 0x0000 0 _ws.malformed",
		},
		{
			"a family that tshark looks into", record{Data: cooked(0, link)},
			"netlink:netlink-route 0x0000 32 - 0x0300 5",
			"netlink:data 0x0000 32 0x0010 0x0300 5",
		},
		{
			"generic netlink", record{Data: cooked(16, link)},
			"netlink:genl:genl 0x0010 32 - 0x0300 5",
			"netlink:data 0x0010 32 0x0010 0x0300 5",
		},
		{
			"flags of a request to get or to make something", record{Data: cooked(11, one(set{"nlmsg_type": 3, "nlmsg_flags": 0x301}))},
			"netlink:data 0x000b 76 0x0003 0x0301,0x0301 5", // once for each meaning
			"netlink:data 0x000b 76 0x0003 0x0301 5",
		},
		{
			"another device type", record{Data: append([]byte{0, 4, 0, 1}, cooked(11, sound)[4:]...)},
			"- - - - - -",
			"netlink:data 0x000b 76 0x0003 0x0000 5",
		},
		{
			"part of a cooked header", record{Data: cooked(11)[:15]},
			"netlink - - - - - _ws.malformed",
			"- - - - - - _ws.malformed",
		},
		{
			"no byte", record{},
			"netlink - - - - - _ws.malformed",
			"- - - - - - _ws.malformed",
		},
	}
}

// TestSharkDiffers asserts both sides of every known difference.
func TestSharkDiffers(t *testing.T) {
	path := needs.Tool(t, "tshark", "the list of differences from it is not checked on its side.")
	var records []record
	for _, d := range sharkDiffers(t) {
		records = append(records, d.frame)
	}
	s := shark{path, filepath.Join(t.TempDir(), "capture.pcap"), lay(binary.LittleEndian, false, records...)}
	if err := os.WriteFile(s.file, s.capture, 0o600); err != nil {
		t.Fatal(err)
	}
	theirs := cells(t, s.run(t, "UTC", chose(differing)...), s.run(t, "UTC", "-T", "json", "--no-duplicate-keys"))
	ours := cells(t,
		write(t, s.capture, output.Options{Format: "fields", Fields: differing}),
		write(t, s.capture, output.Options{Format: "json"}))
	for i, d := range sharkDiffers(t) {
		if theirs[i] != d.tshark {
			t.Errorf("%s: tshark prints %q, not %q", d.why, theirs[i], d.tshark)
		}
		if ours[i] != d.ours {
			t.Errorf("%s: we print %q, not %q", d.why, ours[i], d.ours)
		}
	}
}

// cells makes the form of the table of lines of -T fields and of -T json.
func cells(t *testing.T, fields, text string) (lines []string) {
	t.Helper()
	var frames []struct {
		Source struct{ Layers map[string]any } `json:"_source"`
	}
	if err := json.Unmarshal([]byte(text), &frames); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(fields) {
		values := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		for i, v := range values {
			if v == "" {
				values[i] = "-"
			}
		}
		for _, mark := range []string{"_ws.short", "_ws.malformed"} {
			if frames[len(lines)].Source.Layers[mark] != nil {
				values = append(values, mark)
			}
		}
		lines = append(lines, strings.Join(values, " "))
	}
	return lines
}
