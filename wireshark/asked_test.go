package wireshark_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/wireshark"
)

// made is what a line at the end of the plugin prints when it has read its
// preferences: how many fields are made, "all" or their number.
const made = `
do
  local make = choice.make
  function choice.make(...)
    make(...)
    local n = 0
    for _ in pairs(schema.only or {}) do
      n = n + 1
    end
    io.stderr:write("made ", schema.only and n or "all", "\n")
  end
end
`

// asking is a tshark whose plugin says how many fields it makes.
func (s *shark) asking(t testing.TB) {
	t.Helper()
	text := string(wireshark.Plugin)
	const last = "register_postdissector(cn)\n"
	if strings.Count(text, last) != 1 {
		t.Fatalf("%q stands %d times in the plugin", last, strings.Count(text, last))
	}
	s.write(t, "asking.lua", []byte(strings.Replace(text, last, made+last, 1)))
}

// asked runs a command line, with "|" between its words, and returns what is printed and
// how many fields were made.
func (s *shark) asked(t testing.TB, line string, more ...string) (out, count string) {
	t.Helper()
	args := append([]string{"-X", "lua_script:asking.lua"}, more...)
	cmd := s.command(append(args, strings.Split(line, "|")...)...)
	var printed, complaints bytes.Buffer
	cmd.Stdout, cmd.Stderr = &printed, &complaints
	err := cmd.Run()
	for l := range strings.Lines(complaints.String()) {
		if n, ok := strings.CutPrefix(l, "made "); ok {
			count = strings.TrimSpace(n)
		}
	}
	if err != nil || count == "" || strings.Contains(complaints.String(), "Lua") {
		t.Errorf("%s: %s: %v\n%s", s.path, line, err, complaints.String())
	}
	return printed.String(), count
}

// Which fields `tshark -T fields` asks for, by its command line, and how many are made.
// Whatever wants others, or may, has all of them made.
var lines = []struct{ line, count string }{
	{"-r|capture|-T|fields|-e|cn.idx|-e|cn_proc.what", "2"},
	{"-r|capture|-T|fields|-e|frame.number|-e|frame.protocols|-e|netlink.hdr_pid", "0"},
	{"-nr|capture|-Tfields|-ecn.idx|-e|cn_proc.pid|-e|cn.idx|-E|occurrence=f", "2"},
	{"-2nrcapture|-tad|-T|fields|-e|cn.reply_in|-e|cn.copy_of|-e|cn_proc.name|-ecn_proc.cmdline|-e|cn.host", "5"},
	{"-2|-R|cn_proc.exit|-r|capture|-Y|cn_proc.exit.status >= 0 && frame.number > 9|-T|fields|-e|frame.number", "2"},
	{`-r|capture|-Y|cn_proc.comm.comm contains "s" or cn_proc.cmdline matches "(?i)LS" or cn_proc.what in {1, 2}|-T|fields|-e|frame.number|-E|header=y`, "3"},
	{`-r|capture|-Ycn && !(cn_proc.pid == 1) && len(cn_proc.comm.comm) < 99|-T|fields|-e|cn_proc.exit.core|-e|cn_proc`, "5"},
	{"-Y|cn_proc.fork|-r|capture|-T|fields|-e|cn_proc.fork.child_pid|-c|40|-l", "2"},
	{"-r|capture|-T|fields|-e|cn_proc.timestamp_ns|-e|cn_proc.exit|-o|cn.copies:FALSE|-o|cn.byte_order:little-endian", "2"},
	{"-r|capture|-T|fields|-e|cn.flags|-e|cn_proc.event_data|-e|cn_proc.cpu|-e|_ws.lua.error|-e|sll.pkttype|-q|-N|m", "3"},
	{"-r|capture|-T|fields|-e|cn.idx|-o|cn.names:FALSE|-o|cn.only:cn.idx cn.val", "2"},

	{"-r|capture|-o|cn.asked:FALSE|-T|fields|-e|cn.idx", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-e|_ws.col.Info", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-e|_ws.expert.message", "all"},
	{"-r|capture|-T|fields|-e|frame.number|-e|text", "all"},
	{"-r|capture|-T|fields|-e|frame.number|-e|frame.coloring_rule.name", "all"},
	{"-r|capture|-T|fields|-e|frame.number|-e|cn.lost", "all"},
	{"-r|capture|-Y|cn.malformed or cn.dropped|-T|fields|-e|frame.number", "all"},
	{"-r|capture|-Y|cn_proc[0:2] == 02:00|-T|fields|-e|cn.idx", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-q|-z|expert", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-V", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-P", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|--color", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|--log-level|warning", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|cn_proc.exit", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|--|cn_proc.exit", "all"},
	{"-r|capture|-T|fields|-e|cn.idx|-X|lua_script:other.lua", "all"},
	{"-r|capture|-T|json|-e|cn.idx", "all"},
	{"-r|capture|-T|ek", "all"},
	{"-r|capture|-V", "all"},
	{"-r|capture", "all"},
}

// What `tshark -T fields` prints is the same whether the plugin makes the fields that
// the command line asks for, or all.
func TestAsked(t *testing.T) {
	t.Parallel()
	capture := joined(t, map[string][]byte{"demo": frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), "two hosts": twoHosts})
	for k, s := range sharks(t) {
		s.asking(t)
		s.write(t, "capture", capture)
		s.write(t, "other.lua", []byte(`local f = Field.new("frame.number")`))
		for i, c := range lines {
			if !testkit.Share(i+k, 6) {
				continue // another version tries it
			}
			out, count := s.asked(t, c.line)
			if count != c.count {
				t.Errorf("%s: %s: %s fields are made, want %s", s.path, c.line, count, c.count)
			}
			if count == "all" {
				continue
			}
			if all, n := s.asked(t, c.line, "-o", "cn.asked:FALSE"); all != out || n != "all" && !strings.Contains(c.line, "cn.only") || all == "" && !strings.Contains(c.line, "-q") {
				t.Errorf("%s: %s: with %s of all fields made tshark prints\n%s\nelse\n%s", s.path, c.line, n, clip(all), clip(out))
			}
		}
	}
}

func clip(s string) string { return fmt.Sprintf("%d bytes: %.400s", len(s), s) }

// A Lua file that is loaded by itself may look at any field; one that cannot, may not.
func TestAskedBesideOthers(t *testing.T) {
	t.Parallel()
	const line = "-r|capture|-T|fields|-e|cn.idx"
	for _, s := range sharks(t) {
		s.asking(t)
		s.write(t, "capture", frames.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"))
		for text, count := range map[string]string{
			"local p = Proto(\"other\", \"Other\")\np.fields = { ProtoField.uint8(\"other.x\") }\n  -- Field.new\n": "1",
			"local f = Field.new(\"netlink.hdr_pid\")\n":                                                            "all",
			"--[[ ]] local t = Listener.new(\"frame\", \"netlink\")":                                                "all",
		} {
			s.install(t, "other.lua", []byte(text))
			if _, got := s.asked(t, line); got != count {
				t.Errorf("%s: beside %q %s fields are made, want %s", s.path, text, got, count)
			}
		}
	}
}
