package model_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
)

// TestDmLog answers the question 1 of two, in the ways that fill_pkg tells apart. What
// the kernel made of it is seq, error and data.
func TestDmLog(t *testing.T) {
	o := binary.LittleEndian
	full := func(seq, err, size uint64, data string) []byte {
		return append(testkit.Must(spec.Default().New(o, "dm_ulog_request", map[string]uint64{"seq": seq, "error": err, "data_size": size}))(t), data...)
	}
	for _, c := range []struct {
		name     string
		seq, ack uint64
		data     []byte
		from     model.Creds
		want     string
		drop     model.Drop
	}{
		{"full, by its payload", 77, 88, full(1, 0, 2, "ab"), daemon, `1 0 "ab"`, model.DropNone},
		{"an error", 0, 0, full(1, 0xffffffea, 0, ""), daemon, `1 -22 ""`, model.DropNone},
		{"more data than there is room", 0, 0, full(1, 0, 9, "abcdefghi"), daemon, `1 -28 ""`, model.DropNone},
		{"data_size beyond the message", 0, 0, full(1, 0, 3, "a"), daemon, `1 0 "a\x00\x00"`, model.DropNone},
		{"short, by the head", 1, 11, nil, daemon, `1 -11 ""`, model.DropNone},
		{"short, of nobody's", 5, 11, nil, daemon, "", model.DropUnasked},
		{"the head fits and the payload does not", 1, 0, full(5, 0, 0, ""), daemon, "", model.DropUnasked},
		{"one byte less than the struct", 1, 0, full(1, 0, 0, "")[:159], daemon, "", model.DropPayload},
		{"without CAP_SYS_ADMIN", 1, 0, full(1, 0, 0, ""), root(9), "", model.DropPrivilege},
	} {
		k := startWith(t, "6.12", model.Config{})
		log, _ := k.AddDmLog()
		listens(t, k, 7)
		for range 2 {
			if _, out, err := log.Ask(full(0, 0, 0, ""), []byte("q"), 8); err != 0 || len(out) != 1 || len(out[0].Bytes) != 16+20+160+1+3 {
				t.Fatal(out, err)
			}
		}
		out := k.Open(c.from, 0).Send(0, 0, testkit.Must(spec.Default().Message(o, nil, map[string]uint64{"id.idx": 7, "id.val": 1, "seq": c.seq, "ack": c.ack}, c.data))(t))
		var got []string
		for _, a := range log.Answers() {
			got = append(got, fmt.Sprintf("%d %d %q", a.Seq, a.Error, a.Data))
		}
		if strings.Join(got, ", ") != c.want || out.Drop != c.drop {
			t.Errorf("%s: %q, dropped as %v; want %q, %v", c.name, got, out.Drop, c.want, c.drop)
		}
	}
}

// A number is used up where nobody listens, and an answer to it is to nothing; what is
// too long has none.
func TestDmLogUnheard(t *testing.T) {
	k := startWith(t, "6.12", model.Config{})
	log, _ := k.AddDmLog()
	request := make([]byte, 160)
	if seq, _, err := log.Ask(request, nil, 0); seq != 0 || err != model.ESRCH {
		t.Errorf("%d %v", seq, err)
	}
	if _, _, err := log.Ask(request, make([]byte, 333), 0); err != model.EMSGSIZE {
		t.Error(err)
	}
	if _, _, err := log.Ask(request[:159], nil, 0); err != model.EINVAL {
		t.Error(err)
	}
	listens(t, k, 7)
	if seq, _, err := log.Ask(request, make([]byte, 332), 0); seq != 1 || err != 0 {
		t.Errorf("%d %v", seq, err)
	}
}

// daemon may answer.
var daemon = model.Creds{PID: 5, NetAdmin: true, SysAdmin: true}

// listens opens a socket in a group.
func listens(t *testing.T, k *model.Kernel, group uint32) *model.Socket {
	t.Helper()
	s := k.Open(root(300), 0)
	s.Bind(300, 0)
	if err := s.Join(group); err != 0 {
		t.Fatal(err)
	}
	return s
}
