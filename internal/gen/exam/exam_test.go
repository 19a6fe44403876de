package exam

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// A vector whose author and the table disagree is not written.
func TestVectorContradiction(t *testing.T) {
	for want, says := range map[string]string{"ok": "", "short at 0": "the table says ok", "overrun at 16": "the table says ok"} {
		m := &maker{t: spec.Default()}
		l := encoding{m, little}
		l.datagram(l.o, l.listen(), want, about{name: "x", why: "A test."})
		if got := m.err; (got == nil) != (says == "") || got != nil && !strings.Contains(got.Error(), says) {
			t.Errorf("%s: %v, want %q", want, got, says)
		}
	}
}

// A field that does not take what is put into it is an error, not a vector.
func TestVectorMistakes(t *testing.T) {
	for name, f := range map[string]func(l encoding){
		"no such field":  func(l encoding) { l.of("cn_msg", set{"idx": 1}) },
		"too large":      func(l encoding) { l.exact(nil, set{"ack": 1 << 32}, nil) },
		"no such arm":    func(l encoding) { l.event(3, nil) },
		"no such kernel": func(l encoding) { l.exchange(about{}, "2.6.x", func(*exchanging) {}) },
	} {
		m := &maker{t: spec.Default()}
		f(encoding{m, big})
		if m.err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The names of a datagram with everything in it, by hand.
func TestVectorPaths(t *testing.T) {
	m := &maker{t: spec.Default()}
	l := encoding{m, little}
	cn := l.must(l.t.CnMsg(l.o, set{"id.idx": 77}, []byte{1}))
	b := l.must(l.t.Nlmsg(l.o, nil, cn, cn, []byte{9}))
	b = append(append(b, 0xaa), l.listen()...)
	b = append(b, 5)
	fields, err := datagramFields(l.t, l.o, b, 0)
	if err == nil || m.err != nil {
		t.Fatalf("%v, %v, want a failure at the last byte", err, m.err)
	}
	var names []string
	for _, f := range fields {
		names = append(names, f.Name)
	}
	const want = "nlmsg[0].nlmsg_len nlmsg[0].nlmsg_type nlmsg[0].nlmsg_flags nlmsg[0].nlmsg_seq nlmsg[0].nlmsg_pid " +
		"nlmsg[0].cn_msg[0].id.idx nlmsg[0].cn_msg[0].id.val nlmsg[0].cn_msg[0].seq nlmsg[0].cn_msg[0].ack nlmsg[0].cn_msg[0].len nlmsg[0].cn_msg[0].flags nlmsg[0].cn_msg[0].data " +
		"nlmsg[0].cn_msg[1].id.idx nlmsg[0].cn_msg[1].id.val nlmsg[0].cn_msg[1].seq nlmsg[0].cn_msg[1].ack nlmsg[0].cn_msg[1].len nlmsg[0].cn_msg[1].flags nlmsg[0].cn_msg[1].data " +
		"nlmsg[0].rest nlmsg[0].pad " +
		"nlmsg[1].nlmsg_len nlmsg[1].nlmsg_type nlmsg[1].nlmsg_flags nlmsg[1].nlmsg_seq nlmsg[1].nlmsg_pid " +
		"nlmsg[1].cn_msg[0].id.idx nlmsg[1].cn_msg[0].id.val nlmsg[1].cn_msg[0].seq nlmsg[1].cn_msg[0].ack nlmsg[1].cn_msg[0].len nlmsg[1].cn_msg[0].flags " +
		"nlmsg[1].cn_msg[0].proc_cn_mcast_op.mcast_op tail"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
