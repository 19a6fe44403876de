package pdml

// titles are what tshark calls its own fields, and the plugin those that stand in no
// struct: the words before a value. All other fields bear the names of the table.
var titles = map[string]string{
	"frame.section_number":       "Section number",
	"frame.interface_name":       "Interface name",
	"frame.encap_type":           "Encapsulation type",
	"frame.time":                 "Arrival Time",
	"frame.offset_shift":         "Time shift for this packet",
	"frame.time_epoch":           "Epoch Time",
	"frame.time_delta":           "Time delta from previous captured frame",
	"frame.time_delta_displayed": "Time delta from previous displayed frame",
	"frame.time_relative":        "Time since reference or first frame",
	"frame.number":               "Frame Number",
	"frame.len":                  "Frame Length",
	"frame.cap_len":              "Capture Length",
	"frame.marked":               "Frame is marked",
	"frame.ignored":              "Frame is ignored",
	"frame.protocols":            "Protocols in frame",

	"netlink.hatype":                  "Link-layer address type",
	"netlink.family":                  "Family",
	"netlink.hdr_len":                 "Length",
	"netlink.hdr_type":                "Message type",
	"netlink.hdr_flags":               "Flags",
	"netlink.hdr_seq":                 "Sequence",
	"netlink.hdr_pid":                 "Port ID",
	"netlink.hdr_flags.request":       "Request",
	"netlink.hdr_flags.multi":         "Multipart message",
	"netlink.hdr_flags.ack":           "Ack",
	"netlink.hdr_flags.echo":          "Echo",
	"netlink.hdr_flags.dump_intr":     "Dump inconsistent",
	"netlink.hdr_flags.dump_filtered": "Dump filtered",
	"data.data":                       "Data",
	"data.len":                        "Length",

	"cn.reply_to":         "Answers the request in",
	"cn.reply_in":         "Answered in",
	"cn.reply_time":       "Response time",
	"cn.reply_rule":       "By the rule",
	"cn.copy_of":          "Copy of",
	"cn.possible_copy_of": "Perhaps a copy of",
}

// words are tshark's for values of its own fields, in place of the table's names.
var words = map[string]map[uint64]string{
	"frame.encap_type": {158: "Linux Netlink", 25: "Linux cooked-mode capture v1", 210: "Linux cooked-mode capture v2"},
	"frame.marked":     {0: "False", 1: "True"},
	"frame.ignored":    {0: "False", 1: "True"},
	"netlink.hatype":   {824: "Netlink"},
	"netlink.hdr_type": {1: "Nothing", 2: "Error", 3: "End of a dump", 4: "Data lost"},
	"netlink.family": {
		0: "Route", 1: "Unused", 2: "User-mode socket protocols", 3: "Unused (formerly: ip_queue)", 4: "Socket monitoring", 5: "Netfilter ULOG",
		6: "IPsec", 7: "SELinux events", 8: "Open-iSCSI", 9: "Auditing", 10: "FIB lookup", 11: "Kernel connector", 12: "Netfilter",
		13: "Unused (formerly: ip6_queue)", 14: "DECnet routing messages", 15: "Kernel messages to userspace", 16: "Generic",
		18: "SCSI Transports", 19: "ecryptfs", 20: "RDMA", 21: "Crypto layer", 22: "SMC monitoring",
	},
}
