package modules_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
)

// payloads asks a program what stands in the data of a cn_msg: R9 and R47, with what does not fit any row.
func payloads(t *testing.T, command []string) {
	t.Helper()
	const proc, notifier = "0000000100000001", "ffffffffffffffff"
	zeros := func(n int) string { return strings.Repeat("00", n) }
	counts := func(idx, val uint32) string {
		return fmt.Sprintf("%x", binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, idx), val))
	}
	var questions []string
	cases := []struct{ id, data, want string }{
		{proc, zeros(4), "proc_cn_mcast_op"},
		{proc, zeros(8), "proc_input"},
		{proc, zeros(7), ""},
		{proc, zeros(15), ""},
		{proc, zeros(16), "proc_event"},
		{proc, zeros(40), "proc_event"},
		{proc, "", ""},
		{"0000000100000002", zeros(40), ""},
		{"0000000200000001", zeros(4), ""},
		{notifier, counts(0, 0) + zeros(8), "cn_ctl_msg"},
		{notifier, counts(1, 2) + zeros(8+24), "cn_ctl_msg"},
		{notifier, counts(1, 2) + zeros(8+16), ""},
		{notifier, counts(1, 2) + zeros(8+25), ""},
		{notifier, counts(0xffffffff, 3) + zeros(8+16), ""}, // the sum wraps where it has 32 bits
		{notifier, counts(0, 0)[:14], ""},
		{"ffffffff00000001", zeros(16), ""},
	}
	for _, c := range cases {
		hex := c.id + zeros(8) + fmt.Sprintf("%04x0000", len(c.data)/2) + c.data
		questions = append(questions, `{"name":"x","struct":"cn_msg","order":"big","hex":"`+hex+`"}`)
	}
	for i, text := range answers(t, command, questions...) {
		if want := `"payload":"` + cases[i].want + `"`; !strings.Contains(text, want) {
			t.Errorf("id %s, data %s: no %s in %s", cases[i].id, cases[i].data, want, text)
		}
	}
}
