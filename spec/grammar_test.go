package spec_test

import (
	"encoding/binary"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/cnwire/cnwire/spec"
)

// withGrammar loads the built-in tables with lines added to them.
func withGrammar(t *testing.T, more map[string]string) (*spec.Table, error) {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"structs.csv", "fields.csv", "values.csv", "users.csv", "payloads.csv"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: append(b, more[name]...)}
	}
	table, err := spec.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	return table, table.LoadGrammar(files)
}

// bus has what the users to come need: messages one behind the other to the end,
// each with commands inside that a length bounds.
var bus = map[string]string{
	"structs.csv": "bus_msg,struct bus_msg,4,host,bus,h,2.6.18,\nbus_cmd,struct bus_cmd,2,host,bus.cmd,h,2.6.18,\n",
	"fields.csv": "bus_msg,type,type,0,1,u8,,bus.type,keep,,\nbus_msg,pad,,1,1,pad,,,erase,,\nbus_msg,len,len,2,2,u16,,bus.len,keep,,\n" +
		"bus_cmd,cmd,cmd,0,1,u8,,bus.cmd,keep,,\nbus_cmd,len,len,1,1,u8,,bus.cmd.len,keep,,\n",
	"users.csv":    "bus,77,88,h,2.6.18,user,,A bus.\n",
	"payloads.csv": "bus,,,,bus_msg,*,len,,Bus message,\nbus,bus_msg,,,bus_cmd,*,len,,,\n",
}

// TestWalkNests by lengths, without alignment; the claims behind the headers are
// written by hand: depth, offset, size, name.
func TestWalkNests(t *testing.T) {
	table, err := withGrammar(t, bus)
	if err != nil {
		t.Fatal(err)
	}
	data := []byte{
		4, 0, 5, 0, // a message with five bytes behind it:
		1, 1, 0xaa, // a command with one byte
		2, 0, // and one without
		5, 0, 1, 0, 7, // a message with half a command
		6, 0, 9, 0, 3, // one whose length goes beyond the data, with half a command
	}
	b, err := table.Message(binary.LittleEndian, nil, map[string]uint64{"id.idx": 77, "id.val": 88}, data)
	if err != nil {
		t.Fatal(err)
	}
	claims, err := table.Walk(binary.LittleEndian, connector, b, len(b))
	if err != nil {
		t.Error(err)
	}
	var got []string
	for _, c := range claims[headerClaims:] {
		name := c.Field
		if c.Struct != "" {
			name = c.Struct + "." + c.Field
		}
		got = append(got, strings.Join([]string{string(rune('0' + c.Depth)), string(rune('a' + c.Offset - 36)), string(rune('0' + c.Size)), name}, " "))
	}
	want := []string{
		"2 a 1 bus_msg.type", "2 b 1 bus_msg.pad", "2 c 2 bus_msg.len",
		"3 e 1 bus_cmd.cmd", "3 f 1 bus_cmd.len", "4 g 1 data",
		"3 h 1 bus_cmd.cmd", "3 i 1 bus_cmd.len",
		"2 j 1 bus_msg.type", "2 k 1 bus_msg.pad", "2 l 2 bus_msg.len", "3 n 1 bus_cmd.cmd",
		"2 o 1 bus_msg.type", "2 p 1 bus_msg.pad", "2 q 2 bus_msg.len",
		"3 s 1 bus_cmd.cmd", "3 t 0 cut", "0 t 1 pad",
	}
	want = slices.DeleteFunc(want, func(s string) bool { return strings.Contains(s, " 0 cut") })
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant %q", got, want)
	}
}

func TestLoadGrammarRefuses(t *testing.T) {
	for _, c := range []struct{ file, line, says string }{
		{"users.csv", "bus,1,1,h,,user,,Doc.\n", "twice"},
		{"users.csv", "cn_test,14,0x457,h,,user,,Doc.\n", "twice"},
		{"users.csv", "bus,7,8,,,user,,Doc.\n", "without a name, a header or a doc"},
		{"users.csv", "bus,07,8,h,,user,,Doc.\n", "starts with a zero"},
		{"users.csv", "bus,7,8,h,,nobody,,Doc.\n", "neither kernel nor user"},
		{"users.csv", "bus,7,8,h,now,user,,Doc.\n", "not a number"},
		{"payloads.csv", "nobody,,,,cn_msg,,,,,\n", "unknown user"},
		{"payloads.csv", "w1,,,,w1_msg,,,,,\n", "unknown struct"},
		{"payloads.csv", "w1,,,,cn_msg,,,reply,,\n", "none of request, answer, event"},
		{"payloads.csv", "w1,cn_msg,,,cn_notify_req,,,,,\n", "no row of w1 before"},
		{"payloads.csv", "cn_proc,proc_input,,,cn_notify_req,,,event,,\n", "goes with the struct that starts it"},
		{"payloads.csv", "w1,,,,cn_msg,,size,,,\n", "no number \"size\""},
		{"payloads.csv", "w1,,,,cn_msg,len,,,,\n", "nothing counts"},
		{"payloads.csv", "cn_proc,proc_input,,,cn_notify_req,many,,,,\n", "no number \"many\""},
		{"payloads.csv", "w1,,len,,cn_msg,,,,,\n", "neither len nor a number"},
		{"payloads.csv", "w1,,size=4,,cn_msg,,,,,\n", "neither len nor a number"},
		{"payloads.csv", "w1,,len>=four,,cn_msg,,,,,\n", "no number of 64 bits"},
		{"payloads.csv", "cn_proc,proc_input,len=4,,cn_notify_req,,,,,\n", "no number of the struct that cn_notify_req stands in"},
		{"payloads.csv", "cn_proc,proc_input,in.len=4,,cn_notify_req,,,,,\n", "no number of the struct that cn_notify_req stands in"},
		{"payloads.csv", "cn_proc,proc_input,first=4,,cn_notify_req,,,,,\n", "no number of the struct that cn_notify_req stands in"},
		{"payloads.csv", "cn_proc,proc_input,in.mcast_op,,cn_notify_req,,,,,\n", "no number of the struct that cn_notify_req stands in"},
		{"payloads.csv", "w1,,in.len=4,,cn_msg,,,,,\n", "no number of the struct that cn_msg stands in"},
	} {
		_, err := withGrammar(t, map[string]string{c.file: c.line})
		if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), c.file+":") {
			t.Errorf("%s + %q: %v, want %q", c.file, c.line, err, c.says)
		}
	}
}

// TestGrammarIsWhole: every struct is somewhere in a message, or in a frame.
func TestGrammarIsWhole(t *testing.T) {
	table := spec.Default()
	placed := map[string]bool{"sll_header": true, "sll2_header": true, "nlmsghdr": true, "cb_id": true, "cn_msg": true}
	for _, p := range table.Payloads() {
		placed[p.Struct.Name] = true
		if union, _, ok := p.Struct.Union(); ok {
			for _, v := range table.Set(union.Values) {
				placed[v.Arm] = true
			}
		}
	}
	for _, s := range table.Structs() {
		if !placed[s.Name] {
			t.Errorf("spec/payloads.csv: no row leads to %s", s.Name)
		}
	}
}
