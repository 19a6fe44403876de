package modules_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/gen/modules"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// ksy returns the command that answers by a specification; the runtime of Kaitai Struct for JavaScript reads, and does not write.
func ksy(t *testing.T, file string) []string {
	t.Helper()
	compiler, node := packages(t, "kaitai-struct-compiler")
	t.Setenv("NODE_PATH", filepath.Dir(compiler))
	return []string{node, "kaitai/answer.cjs", file}
}

// TestKaitai: the compiler takes the specification, and what it makes of it decodes every vector of the kind message.
func TestKaitai(t *testing.T) {
	command := ksy(t, "kaitai/cnwire.ksy")
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	ask(t, (&vectors.Selection{Kinds: []string{vectors.Message}}).Of(set.Vectors), command)
}

func TestKaitaiNewEvent(t *testing.T) {
	file := write(t, t.TempDir(), "cnwire.ksy", string(made(t, "modules/kaitai/cnwire.ksy", moreThanToday(t))))
	ask(t, nsVectors(), ksy(t, file))
}

// made returns what a generated file is for a table.
func made(t *testing.T, name string, table *spec.Table) []byte {
	t.Helper()
	for _, f := range modules.Files {
		if f.Name == name {
			return f.Make(table)
		}
	}
	t.Fatalf("nobody makes %s", name)
	return nil
}

// A user who has what payloads.csv can say and no user of today does: parts up to the end, a length of what is inside, parts in parts.
const (
	busStructs = "bus_msg,struct bus_msg,4,host,bus,drivers/bus.h,2.6.30,A message.\nbus_cmd,struct bus_cmd,3,host,bus,drivers/bus.h,2.6.30,A command.\n"
	busFields  = "bus_msg,type,type,0,2,u16,,bus.type,keep,,Kind.\nbus_msg,len,len,2,2,u16,,bus.len,keep,,Bytes of commands.\nbus_cmd,flag,flag,0,1,u8,,bus.flag,keep,,Flag.\nbus_cmd,class,class,1,2,u16,,bus.class,keep,,Command.\n"
	busUser    = "bus,0x42,1,drivers/bus.h,2.6.30,user,,A bus.\n"
	busRows    = "bus,,len>=4 type=1,,bus_msg,*,len,,Message,One behind the other.\nbus,bus_msg,,,bus_cmd,*,,,Command,As many as there is room for.\n"
)

// TestKaitaiDatagram reads whole datagrams, by the grammar. Their bytes are written by hand.
func TestKaitaiDatagram(t *testing.T) {
	table := tableWith(t, map[string]string{"structs.csv": busStructs, "fields.csv": busFields, "users.csv": busUser, "payloads.csv": busRows})
	command := ksy(t, write(t, t.TempDir(), "cnwire.ksy", string(made(t, "modules/kaitai/cnwire.ksy", table))))
	const program = `
const { load } = require(process.argv[2]);
const KaitaiStream = require("kaitai-struct/KaitaiStream");
load(process.argv[3]).then(({ Root }) => {
  const read = (hex, little) => {
    const root = new Root(new KaitaiStream(new Uint8Array(Buffer.from(hex, "hex")).buffer), null, null, little);
    root._read();
    return root.messages;
  };
  const head = (body, n) => (36 + n).toString(16).padStart(8, "0") + "00030000" + "0000000700000000" + body;
  const cn = (id, n) => id + "0000000700000000" + n.toString(16).padStart(4, "0") + "0000";
  const exec = read("4c000000030000000700000000000000" + "0100000001000000070000000000000028000000" +
    "02000000030000005c5879e0b9030000df750000df75000000000000000000000000000000000000", true)[0].body.messages[0].data.procEvent;
  console.log(exec.what, exec.eventData.processTgid, exec.eventData.rest.length);
  const pair = read(head(cn("0000000100000001", 4) + "00000001" + cn("0000000100000002", 1) + "ff", 25) + "000000" + head(cn("0000000100000001", 8) + "0000000280000000", 8), false);
  const [one, two] = pair[0].body.messages;
  console.log(pair.length, one.data.procCnMcastOp.mcastOp, Buffer.from(two.data).toString("hex"), pair[0].pad.length, pair[1].body.messages[0].data.procInput.eventType);
  const ctl = (counts) => read(head(cn("ffffffffffffffff", 32) + counts + "0000000900000010" + "0000000100000002" + "0000000300000004", 32), false)[0].body.messages[0].data;
  console.log(ctl("0000000100000001").cnCtlMsg.cnNotifyReq.map((r) => [r.first, r.range]).join(" "), ctl("0000000100000002").cnCtlMsg, ctl("0000000100000002").rest.length, ctl("0000000100000000").cnCtlMsg);
  const bus = read(head(cn("0000004200000001", 18) + "00010006" + "0100aa0200bb" + "00010000" + "00050000", 18), false)[0].body.messages[0].data.busMsg;
  console.log(bus.map((m) => m.head.type + ":" + m.inside.busCmd.map((c) => c.class)).join(" "));
  const parts = read(head(cn("0000000300000001", 57) + "05000005" + "4700000a1b2c3d28" + "01000001be" + "06000004" + "0000000000000000" + "00000007" +
    "0400000c" + "0000000100000000" + "02000008" + "0000000000000009", 57), false)[0].body.messages[0].data.parts;
  const [slave, list, master] = [parts[0].w1NetlinkMsgSlave, parts[1].w1NetlinkMsg, parts[2].w1NetlinkMsgMaster];
  console.log(parts.length, slave.inside.w1NetlinkCmd[0].head.cmd, Buffer.from(slave.inside.w1NetlinkCmd[0].inside.rest).toString("hex"), parts[0].w1NetlinkMsg,
    list.inside.w1Masters[0].id, master.head.master, master.inside.w1NetlinkCmd[0].inside.w1RegNum.length);
});
`
	got := run(t, command[0], write(t, t.TempDir(), "datagram.cjs", program), absolute(t, "kaitai/answer.cjs"), command[2])
	want := strings.Join([]string{"2 30175 16", "2 1 ff 3 2147483648", "1,2 3,4 undefined 32 undefined", "1:170,187 1: 5:", "3 1 be undefined 7 1 1", ""}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
