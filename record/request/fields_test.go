package request_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/record/request"
)

// Texts make the same as fields do, and what is wrong with one is said with its name.
func TestFields(t *testing.T) {
	texts := []string{"7", "0", "1", "0x10", "", "9", "0", "0a0b"}
	f := request.Fields{ID: "3:1", Texts: texts}
	got, err := f.Datagram()
	want := made(t, octets.Set{"nlmsg_type": 16, "nlmsg_seq": 9}, octets.Set{"id.idx": 3, "id.val": 1, "seq": 7, "flags": 1}, []byte{10, 11})
	if d := octets.Diff(want, got, octets.Datagram(native)); err != nil || d != "" {
		t.Errorf("%v%s", err, d)
	}
	f = request.Fields{Listen: true, Mask: codec.EventExit, Texts: []string{"7", "0", "", "", "", "", "0", ""}}
	got, err = f.Datagram()
	want = made(t, octets.Set{"nlmsg_type": 3, "nlmsg_seq": 7}, octets.Set{"id.idx": 1, "id.val": 1, "seq": 7}, octetsOf(t, "proc_input", octets.Set{"mcast_op": 1, "event_type": 1 << 31}))
	if d := octets.Diff(want, got, octets.Datagram(native)); err != nil || d != "" {
		t.Errorf("%v%s", err, d)
	}
	for _, c := range []struct {
		f    request.Fields
		want string
	}{
		{request.Fields{}, `id: "" is no id, as 3:1`}, {request.Fields{ID: "3:1:1"}, "is no id"}, {request.Fields{ID: "3"}, "is no id"},
		{request.Fields{Ignore: true, Texts: []string{"", "x"}}, `ack: "x" is no number`},
		{request.Fields{ID: "3:1", Texts: []string{"", "", "", "", "", "", "", "0"}}, `data: "0": want two`},
	} {
		if b, err := c.f.Datagram(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: % x, %v", c.f, b, err)
		}
	}
}
