package analysis_test

import (
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

func TestMeaning(t *testing.T) {
	unknown := uint64(spec.Default().UnknownEvent())
	for _, c := range []struct {
		field string
		value uint64
		want  string
	}{
		{"cn_proc.timestamp_ns", 1<<64 - 1, "18446744073.709551615 s after boot, without suspend"},
		{"cn_proc.timestamp_ns", 7382050990, "7.382050990 s after boot, without suspend"},
		{"cn_proc.exit.exit_code", 0x0300, "code 3"},
		{"cn_proc.exit.exit_code", 0x8b, "SIGSEGV, core"},
		{"cn_proc.exit.exit_code", 63, "signal 63"},
		{"cn_proc.exit.exit_signal", 17, "SIGCHLD"},
		{"cn_proc.exit.exit_signal", 0xffffffff, "not the leader of its process"},
		{"cn_proc.exit.exit_signal", 0, ""},
		{"cn_proc.exit.signal", 9, "SIGKILL"},
		{"cn_proc.ack.err", 0, "ok"},
		{"cn_proc.ack.err", 22, "EINVAL"},
		{"cn_proc.ack.err", 11, "EAGAIN"}, // and not its other name
		{"cn_proc.what", 0x80000000, "PROC_EVENT_EXIT"},
		{"cn_proc.what", unknown, ""},
		{"cn_proc.mcast_op", 1, "PROC_CN_MCAST_LISTEN"},
		{"cn_proc.event_type", 0x80000002 | unknown, fmt.Sprintf("PROC_EVENT_EXEC|PROC_EVENT_EXIT|%#x", unknown)},
		{"cn_proc.event_type", 0, ""},
		{"netlink.hdr_type", 3, "NLMSG_DONE"},
		{"netlink.hdr_flags", 0x5, "NLM_F_REQUEST|NLM_F_ACK"},
		{"netlink.family", 11, "NETLINK_CONNECTOR"},
		{"netlink.hdr_seq", 11, ""},
	} {
		v := analysis.Value{Field: must(analysis.Lookup(c.field))(t), Num: c.value}
		if got := string(v.AppendMeaning(nil)); got != c.want {
			t.Errorf("%s %#x: %q, want %q", c.field, c.value, got, c.want)
		}
	}
}
