package codec

// Struct names a struct of the table (spec/structs.csv), or bytes that no
// struct claims. It is how the codec tells the rest of the project where things
// are, without a second list of fields: an offset in the table, added to a
// span's, is the place of a field.
type Struct uint8

const (
	StructNone Struct = iota
	StructCooked
	StructCooked2
	StructNlMsghdr
	StructCnMsg
	StructProcEvent // up to the union
	StructAck
	StructFork
	StructExec
	StructUID
	StructGID
	StructSID
	StructPtrace
	StructComm
	StructCoredump
	StructExit
	StructMcastOp
	StructProcInput
	StructProcEventTimespec32
	StructProcEventTimespec64
	StructCtlMsg
	StructNotifyReq
	StructDmUlogRequest
	StructUvesafbTask
	StructW1NetlinkMsg // of a type about neither a slave nor a master
	StructW1SlaveMsg
	StructW1MasterMsg
	StructW1NetlinkCmd
	StructW1RegNum
	StructW1Master
	StructHvKuMsg
	StructHvKvpMsg
	StructHvKvpValue
	StructHvKvpDelete
	StructHvKvpEnumerate
	StructHvKvpIP
	StructHvKvpRegister
	StructHvKvpError
	StructHvVssMsg
	StructHvVssError
	StructHvVssRegistered
	StructCifsUpcall
	StructPohmelfsCtl
	StructPohmelfsAck
	StructDstCtl
	StructDstCtlAck
	StructDrbdNlCfg

	RawPad       // between nlmsg_len and its alignment (R5)
	RawData      // a payload that nobody here decodes
	RawEventData // the union of an event that nobody here knows
	RawRest      // behind the last cn_msg, behind an arm, behind a control struct
	RawTail      // from where no message decodes to the end

	NumStructs // how many there are
)

var structNames = [NumStructs]string{
	StructNone:                "none",
	StructCooked:              "sll_header",
	StructCooked2:             "sll2_header",
	StructNlMsghdr:            "nlmsghdr",
	StructCnMsg:               "cn_msg",
	StructProcEvent:           "proc_event",
	StructAck:                 "proc_event.ack",
	StructFork:                "proc_event.fork",
	StructExec:                "proc_event.exec",
	StructUID:                 "proc_event.uid",
	StructGID:                 "proc_event.gid",
	StructSID:                 "proc_event.sid",
	StructPtrace:              "proc_event.ptrace",
	StructComm:                "proc_event.comm",
	StructCoredump:            "proc_event.coredump",
	StructExit:                "proc_event.exit",
	StructMcastOp:             "proc_cn_mcast_op",
	StructProcInput:           "proc_input",
	StructProcEventTimespec32: "proc_event_timespec32",
	StructProcEventTimespec64: "proc_event_timespec64",
	StructCtlMsg:              "cn_ctl_msg",
	StructNotifyReq:           "cn_notify_req",
	StructDmUlogRequest:       "dm_ulog_request",
	StructUvesafbTask:         "uvesafb_task",
	StructW1NetlinkMsg:        "w1_netlink_msg",
	StructW1SlaveMsg:          "w1_netlink_msg_slave",
	StructW1MasterMsg:         "w1_netlink_msg_master",
	StructW1NetlinkCmd:        "w1_netlink_cmd",
	StructW1RegNum:            "w1_reg_num",
	StructW1Master:            "w1_masters",
	StructHvKuMsg:             "hv_ku_msg",
	StructHvKvpMsg:            "hv_kvp_msg",
	StructHvKvpValue:          "hv_kvp_msg_value",
	StructHvKvpDelete:         "hv_kvp_msg_delete",
	StructHvKvpEnumerate:      "hv_kvp_msg_enumerate",
	StructHvKvpIP:             "hv_kvp_msg_ip",
	StructHvKvpRegister:       "hv_kvp_msg_register",
	StructHvKvpError:          "hv_kvp_msg_error",
	StructHvVssMsg:            "hv_vss_msg",
	StructHvVssError:          "hv_vss_msg_error",
	StructHvVssRegistered:     "hv_vss_registered",
	StructCifsUpcall:          "cifs_upcall",
	StructPohmelfsCtl:         "pohmelfs_ctl",
	StructPohmelfsAck:         "pohmelfs_cn_ack",
	StructDstCtl:              "dst_ctl",
	StructDstCtlAck:           "dst_ctl_ack",
	StructDrbdNlCfg:           "drbd_nl_cfg",
	RawPad:                    "pad",
	RawData:                   "data",
	RawEventData:              "event_data",
	RawRest:                   "rest",
	RawTail:                   "tail",
}

// String returns the table's name of the struct.
func (s Struct) String() string {
	if s < NumStructs {
		return structNames[s]
	}
	return "none"
}

// IsRaw reports whether no struct claims the bytes.
func (s Struct) IsRaw() bool { return s >= RawPad }

// IsProcArm reports whether s is an arm of proc_event's union.
func (s Struct) IsProcArm() bool { return s >= StructAck && s < StructMcastOp }

// IsProcEvent reports whether s is proc_event, in any layout, up to its union.
func (s Struct) IsProcEvent() bool {
	return s == StructProcEvent || s == StructProcEventTimespec32 || s == StructProcEventTimespec64
}

// IsProcRequest reports whether s is what user space asks of process events.
func (s Struct) IsProcRequest() bool { return s == StructMcastOp || s == StructProcInput }

// StructByName returns the Struct with the table's name, or false.
func StructByName(name string) (Struct, bool) {
	for s, n := range structNames {
		if n == name && s != int(StructNone) {
			return Struct(s), true
		}
	}
	return StructNone, false
}

// Span says which bytes a struct has.
type Span struct {
	Struct Struct
	Order  Order
	Depth  uint8 // in how many others it stands: 0 for nlmsghdr, 1 for cn_msg, 2 for what that holds
	Off    int   // from the start of the datagram
	Len    int   // bytes that are there: fewer than the struct's size when it is cut
}

// put fills a span in its place: one that is made elsewhere and copied has to wait until
// its small fields are in memory.
func (s *Span) put(of Struct, o Order, depth uint8, off, length int) {
	s.Struct, s.Order, s.Depth, s.Off, s.Len = of, o, depth, off, length
}
