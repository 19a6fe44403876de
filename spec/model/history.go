package model

// change is one thing that kernels came to do otherwise.
type change struct {
	since  string // as spec.ParseSince reads it
	where  string // path:function, for whoever wants to look
	change func(*Profile)
}

// history lists the changes, the oldest first. Two that came with one release
// have a line each. Long-term kernels took some of them earlier than their
// number says: 3.2.71 and 3.4.113 ask for CAP_NET_ADMIN and send no old memory.
func history() []change {
	const (
		core = "drivers/connector/connector.c:"
		proc = "drivers/connector/cn_proc.c:"
		link = "net/netlink/af_netlink.c:"
	)
	return []change{
		{"2.6.14", core + "cn_rx_skb", func(p *Profile) { p.MinLen, p.MaxLen = 20, 1024 }}, // 20 is cn_msg, and nlmsghdr was forgotten
		{"2.6.14", core + "cn_netlink_send", func(p *Profile) { p.CountPad, p.Stale = true, true }},
		{"2.6.14", core + "cn_callback", func(p *Profile) { p.Notifier = true }},
		{"2.6.15", proc + "cn_proc_mcast_ctl", func(p *Profile) { p.Proc, p.Union, p.Timespec = true, 16, true }},
		{"2.6.17", core + "cn_netlink_send", func(p *Profile) { p.Unheard = true }},
		{"2.6.18", proc + "proc_fork_connector", func(p *Profile) { p.Timespec = false }},
		{"2.6.24", "include/linux/connector.h:CONNECTOR_MAX_MSG_SIZE", func(p *Profile) { p.MaxLen = 16384 }},
		{"2.6.32", core + "cn_call_callback", func(p *Profile) { p.Credential = true }},
		{"2.6.33", core + "cn_callback", func(p *Profile) { p.Notifier = false }},
		{"3.2", "include/linux/cn_proc.h:proc_event", func(p *Profile) { p.Union = 24 }},
		{"[3.2..3.6]", link + "netlink_sendmsg", func(p *Profile) { p.PortAdmin = true }},
		{"3.7", proc + "cn_proc_mcast_ctl", func(p *Profile) { p.Namespaces = CheckSecond }},
		{"3.9", proc + "cn_proc_mcast_ctl", func(p *Profile) { p.Admin = true }},
		{"3.10", core + "cn_netlink_send", func(p *Profile) { p.CountPad = false }},
		{"3.11", link + "netlink_deliver_tap", func(p *Profile) { p.Tap = true }},
		{"3.12", core + "cn_rx_skb", func(p *Profile) { p.MinLen, p.MaxLen = 36, 16400 }},
		{"3.12", proc + "proc_fork_connector", func(p *Profile) { p.Stale = false }},
		{"3.14", link + "netlink_deliver_tap_kernel", func(p *Profile) { p.TapRequests = true }},
		{"3.15", core + "cn_netlink_send", func(p *Profile) { p.Unicast = true }},
		{"3.16", core + "cn_netlink_send_mult", func(p *Profile) { p.Multiple = true }},
		{"3.19", core + "cn_call_callback", func(p *Profile) { p.CheckLen = true }},
		{"4.7", proc + "send_msg", func(p *Profile) { p.CountAck = true }},            // 4.6.2 lacks it, 4.7.4 has it
		{"5.16", link + "netlink_sendmsg", func(p *Profile) { p.RefuseEmpty = true }}, // measured on 6.18 alone
		{"6.6", core + "cn_bind", func(p *Profile) { p.OddGroups = true }},
		{"6.6", proc + "cn_proc_mcast_ctl", func(p *Profile) { p.Namespaces, p.Admin, p.Filters = CheckFirst, false, true }},
	}
}
