package model_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// deaf is a wire on which nobody is.
type deaf struct{ *module }

func (deaf) Reset() bool { return true }

// askW1 sends a request to a bus with one master, and returns what came: of each cn_msg
// its ack (r: the request's seq and one, s: the request's), of each w1 message in it the
// status and what is behind its head.
func askW1(t *testing.T, m *model.W1Master, flags uint64, data []byte) (got []string) {
	t.Helper()
	o := binary.LittleEndian
	k := startWith(t, "6.12", model.Config{})
	w, _ := k.AddW1()
	w.Masters, w.Wires = []uint32{m.Number}, map[uint32]*model.W1Master{m.Number: m}
	s := k.Open(model.Creds{PID: 7}, 0)
	s.Bind(0, 0)
	s.Send(0, 0, testkit.Must(spec.Default().Message(o, nil, map[string]uint64{"id.idx": 3, "id.val": 1, "seq": 50, "ack": 9, "flags": flags}, data))(t))
	for d, err := s.Recv(); err == 0; d, err = s.Recv() {
		for b := d.Bytes[16:o.Uint32(d.Bytes)]; len(b) > 0; b = b[20+int(o.Uint16(b[16:])):] {
			text := fmt.Sprintf("%d:%d %s", o.Uint32(b), o.Uint32(b[4:]), map[uint32]string{51: "r", 9: "s", 0: "-"}[o.Uint32(b[12:])])
			for in := b[20 : 20+int(o.Uint16(b[16:]))]; len(in) > 0; in = in[12+int(o.Uint16(in[2:])):] {
				text += fmt.Sprintf(" %d %x", in[1], in[12:12+int(o.Uint16(in[2:]))])
			}
			got = append(got, text)
		}
	}
	return got
}

// TestW1Commands has what the corpus has not: by drivers/w1/w1_netlink.c:w1_process_cb.
func TestW1Commands(t *testing.T) {
	o := binary.LittleEndian
	master := func(cmds ...byte) []byte { return w1Message(o, 4, -1, 3, cmds...) }
	slave := append(o.AppendUint64(append([]byte{5, 0}, 4, 0), 77), 0, 0, 0, 0) // READ of nothing
	for _, c := range []struct {
		name  string
		wire  model.Wire
		flags uint64
		data  []byte
		want  []string
	}{
		{"a reset of nobody", deaf{&module{}}, 0, master(5, 0, 0, 0), []string{"0:0 -", "3:1 s 255 05000000"}},
		{"a slave on a wire without one", deaf{&module{}}, 0, slave, []string{"0:0 -", "3:1 s 19 00000000"}},
		{"less than a command", &module{}, 1, master(5, 0, 0, 0, 5, 0), []string{"3:1 s 0 05000000 7 05000000"}},
		{"data behind a search are a command", &module{slaves: []uint64{77}}, 1, master(2, 0, 4, 0, 5, 0, 0, 0),
			[]string{"3:1 r 0 020008004d00000000000000", "3:1 s 0 02000000 0 05000000"}},
		{"what a reply tells is its own status", &module{}, 0, []byte{4, 33, 5, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0}, []string{"0:0 -", "3:1 r 33 0000010030", "3:1 s 0 00000000"}},
	} {
		got := askW1(t, &model.W1Master{Number: 3, Seq: 1, Room: 64, Slaves: []uint64{77}, Wire: c.wire}, c.flags, c.data)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
