package scenario_test

import (
	"slices"
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/rig/scenario"
)

// has says of a trace whether its kernel has a change; nil: the trace does not show it.
type has func(t *scenario.Trace) *bool

func yes(b bool) *bool { return &b }

// The names of changes are where they are and the scenario that shows them.
var probes = map[string]has{
	"drivers/connector/connector.c:cn_rx_skb datagrams": func(t *scenario.Trace) *bool {
		// A nlmsg_len of 35 and of 0xffffffff; 44 bytes of which 41 count are taken.
		a := t.Sockets["a"]
		return yes(scenario.Answer(a, 0xf0060) == -1 && scenario.Answer(a, 0xf0080) == -1 && scenario.Answer(a, 0xf0020) == 22)
	},
	"drivers/connector/cn_proc.c:proc_fork_connector events": func(t *scenario.Trace) *bool {
		execs, in := scenario.Of[*codec.Exec](t.Sockets["a"])
		for _, f := range in { // 8 bytes of 24
			if f.Flags != 0 || strings.Trim(string(f.Data[codec.ProcEventHeadSize+codec.ExecSize:]), "\x00") != "" {
				return yes(false)
			}
		}
		return yes(len(execs) > 0)
	},
	"net/netlink/af_netlink.c:netlink_deliver_tap_kernel subscribe": func(t *scenario.Trace) *bool {
		if t.Nlmon == nil {
			return nil
		}
		return yes(len(scenario.Requests(t.Nlmon)) == len(t.Sends("")))
	},
	"drivers/connector/connector.c:cn_netlink_send w1": func(t *scenario.Trace) *bool {
		return yes(len(t.Sockets["w"]) > 0 && len(t.Sockets["other"]) == 0)
	},
	"drivers/connector/connector.c:cn_call_callback datagrams": func(t *scenario.Trace) *bool {
		return yes(scenario.Answer(t.Sockets["a"], 0xf0090) == -1 && scenario.Answer(t.Sockets["a"], 0xf00a0) == -1)
	},
	"drivers/connector/cn_proc.c:send_msg subscribe": func(t *scenario.Trace) *bool {
		answers := scenario.Answers(t.Sockets["a"])
		asked := func(f scenario.Frame) bool { return f.Seq >= 0x1001 && f.Seq <= 0x1004 }
		return yes(len(answers) > 0 && !slices.ContainsFunc(answers, asked))
	},
	"fs/proc/base.c:comm_write comm": func(t *scenario.Trace) *bool {
		kinds := scenario.Kinds(scenario.About(t.Sockets["a"], t.Fact("written")))
		return yes(slices.Contains(kinds, "COMM"))
	},
	"drivers/connector/connector.c:cn_bind unprivileged": func(t *scenario.Trace) *bool {
		return yes(t.Fact("join 1") == 0)
	},
	"drivers/connector/cn_proc.c:cn_proc_mcast_ctl unprivileged": func(t *scenario.Trace) *bool {
		return yes(scenario.Answer(t.Sockets["a"], 0xd30) == 0)
	},
	"drivers/connector/connector.c:cn_bind namespaces": func(t *scenario.Trace) *bool {
		return yes(t.Joined("user") == 0)
	},
	"drivers/connector/cn_proc.c:cn_proc_mcast_ctl filters": func(t *scenario.Trace) *bool {
		return yes(scenario.Answer(t.Sockets["a"], 0xc20) == 0)
	},
	"drivers/connector/cn_proc.c:cn_proc_mcast_ctl subscribe": func(t *scenario.Trace) *bool {
		return yes(scenario.Answer(t.Sockets["a"], 0x4001) == -1 && scenario.Answer(t.Sockets["b"], 0x4001) == 0)
	},
}
