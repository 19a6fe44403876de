package analysis_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// A line has what a request to the notifier asks for, in the words of its structs, as far
// as it was captured.
func TestNotifySummary(t *testing.T) {
	le := binary.LittleEndian
	asks := func(idxs, vals uint64) []byte {
		b := must(spec.Default().New(le, "cn_ctl_msg", set{"idx_notify_num": idxs, "val_notify_num": vals, "group": 5, "len": 8 * (idxs + vals)}))(t)
		for i := range idxs + vals {
			b = append(b, must(spec.Default().New(le, "cn_notify_req", set{"first": 77 + i, "range": 1 + i}))(t)...)
		}
		return must(spec.Default().Message(le, nil, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, b))(t)
	}
	for _, c := range []struct {
		idxs, vals uint64
		captured   int // of the datagram; 0: all
		want       string
	}{
		{1, 1, 0, "group 5 idx 77 range 1 val 78 range 2"},
		{0, 0, 0, "group 5"},
		{0, 2, 0, "group 5 val 77 range 1, 78 range 2"},
		{2, 0, 0, "group 5 idx 77 range 1, 78 range 2"},
		{2, 2, 0, "group 5 idx 77 range 1, 78 range 2 val 79 range 3, 80 range 4"},
		{3, 4, 0, "group 5 idx 77 range 1, 78 range 2, 79 range 3 val 80 range 4 and 3 more"},
		{1, 1, 36 + 16 + 8 + 7, "group 5 idx 77 range 1 [truncated: 83 of 84 bytes]"},
		{1, 1, 36 + 15, "32 bytes [truncated: 67 of 84 bytes]"},
	} {
		b := cooked(11, asks(c.idxs, c.vals))
		r := record{Data: b}
		if c.captured > 0 {
			r = record{Data: b[:16+c.captured], Wire: len(b)}
		}
		if got := string(read(t, lay(le, false, r))[0].AppendSummary(nil, false)); got != "connector notifier "+c.want {
			t.Errorf("%d and %d: %s, want %s", c.idxs, c.vals, got, c.want)
		}
	}
}

// Which ids came and went is said behind a request to the notifier alone, and of the
// kernel's messages without data.
func TestNoticeSummary(t *testing.T) {
	le := binary.LittleEndian
	ctl := must(spec.Default().New(le, "cn_ctl_msg", set{"group": 5}))(t)
	asks := must(spec.Default().Message(le, set{"nlmsg_pid": 9}, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, ctl))(t)
	says := func(idx, seq, ack, port uint64, data ...byte) []byte {
		return must(spec.Default().Message(le, set{"nlmsg_pid": port}, set{"id.idx": idx, "id.val": 1, "seq": seq, "ack": ack}, data))(t)
	}
	var list []record
	for i, b := range [][]byte{says(77, 0, 0, 0), says(77, 0, 1, 0), asks, says(77, 0, 0, 0), says(77, 0, 1, 0), says(3, 0, 1, 0), says(3, 0, 0, 0),
		says(1, 0, 0, 0), says(1, 0, 0, 0), says(77, 0, 0, 9), says(77, 1, 1, 0), says(77, 0, 2, 0), says(77, 0, 1, 0, 5)} {
		list = append(list, record{Data: cooked(11, b), Sec: uint32(i)})
	}
	want := []string{"no data", "no data", "connector notifier group 5", "came, says the notifier", "went, says the notifier",
		"w1 went, says the notifier", "w1 came, says the notifier", "cn_proc came, says the notifier", "cn_proc no data [copy of 8]",
		"no data", "no data", "no data", "1 bytes"}
	for i, f := range read(t, lay(le, false, list...)) {
		if got := string(f.AppendSummary(nil, false)); got != want[i] {
			t.Errorf("frame %d: %s, want %s", i+1, got, want[i])
		}
		if m := &f.Messages[0]; i < 12 && m.IsReply() {
			t.Errorf("frame %d answers frame %d", i+1, m.Of.Frame)
		}
	}
}
