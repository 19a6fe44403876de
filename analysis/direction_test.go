package analysis_test

import (
	"encoding/binary"
	"testing"
)

// TestDirection has each basis, and which one wins over which.
func TestDirection(t *testing.T) {
	le := binary.LittleEndian
	listen := must(request(le, 4, 1))(t)
	masked := must(request(le, 8, 1))(t)
	exec := event(t, le, 2, nil)
	w1 := other(le, 3, 1)[:22]
	from := func(pid uint64, body ...[]byte) []byte {
		return cooked(11, message(t, le, set{"nlmsg_pid": pid}, body...))
	}
	marked := func(packetType byte, frame []byte) []byte { frame[1] = packetType; return frame }
	for _, c := range []struct {
		name  string
		frame []byte
		want  string
	}{
		{"LISTEN", from(0, listen), ">kernel payload"},
		{"LISTEN with a mask", from(0, masked), ">kernel payload"},
		{"event", from(0, exec), "<kernel payload"},
		{"event with a port id", from(7, exec), ">kernel nlmsg_pid is not 0"},
		{"other user, no port id", from(0, w1), "? nothing tells"},
		{"other user, port id", from(7, w1), ">kernel nlmsg_pid is not 0"},
		{"packet type 6", marked(6, from(7, listen)), "<kernel packet type"},
		{"packet type 7", marked(7, from(0, exec)), ">kernel packet type"},
		{"packet type 0", marked(0, from(0, exec)), "<kernel payload"},
		{"other user, then an event", from(7, w1, exec), ">kernel nlmsg_pid is not 0"},
		{"other user without a port id, then an event", from(0, w1, exec), "<kernel payload"},
		{"LISTEN, then an event", from(0, listen, exec), ">kernel payload"},
		{"port id not captured", from(7, w1)[:30], "? nothing tells"},
		{"no message", cooked(11), "? nothing tells"},
	} {
		d, basis := one(t, c.frame).Direction()
		if got := d.String() + " " + basis.String(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
