package codec_test

import (
	"reflect"
	"strings"

	"github.com/cnwire/cnwire/codec"
)

// wire is what every type of this package can do.
type wire interface {
	Decode(o codec.Order, b []byte) (n int, err error)
	Append(o codec.Order, b []byte) []byte
	Len() int
}

// wireType ties a type to its struct of the table. fields is the one list of
// which field of the table is which Go field; "" is the value itself, and with
// cn_msg.len changes the data that it measures.
type wireType struct {
	name   string // as spec/structs.csv has it
	size   int    // up to event_data, where there is one
	least  int    // the fewest bytes that decode
	zero   wire
	fields map[string]string
}

var wireTypes = append([]wireType{
	{"sll_header", codec.CookedSize, 16, new(codec.Cooked), map[string]string{
		"sll_pkttype":  "PacketType",
		"sll_hatype":   "HaType",
		"sll_halen":    "HaLen",
		"sll_addr":     "Addr",
		"sll_protocol": "Protocol",
	}},
	{"sll2_header", codec.Cooked2Size, 20, new(codec.Cooked2), map[string]string{
		"sll2_protocol":     "Protocol",
		"sll2_reserved_mbz": "Reserved",
		"sll2_if_index":     "IfIndex",
		"sll2_hatype":       "HaType",
		"sll2_pkttype":      "PacketType",
		"sll2_halen":        "HaLen",
		"sll2_addr":         "Addr",
	}},
	{"nlmsghdr", codec.NlMsghdrSize, 16, new(codec.NlMsghdr), map[string]string{
		"nlmsg_len":   "Length",
		"nlmsg_type":  "Type",
		"nlmsg_flags": "Flags",
		"nlmsg_seq":   "Seq",
		"nlmsg_pid":   "PID",
	}},
	{"cn_msg", codec.CnMsgSize, 20, new(codec.CnMsg), map[string]string{
		"id.idx": "ID.Idx",
		"id.val": "ID.Val",
		"seq":    "Seq",
		"ack":    "Ack",
		"len":    "Length Data",
		"flags":  "Flags",
	}},
	{"proc_event", codec.ProcEventHeadSize, 16, new(codec.ProcEvent), map[string]string{
		"what":         "What",
		"cpu":          "CPU",
		"timestamp_ns": "TimestampNs",
		"event_data":   "Data",
	}},
	{"proc_event.ack", codec.AckSize, 4, new(codec.Ack), map[string]string{
		"err": "Err",
	}},
	{"proc_event.fork", codec.ForkSize, 16, new(codec.Fork), map[string]string{
		"parent_pid":  "Parent.PID",
		"parent_tgid": "Parent.TGID",
		"child_pid":   "Child.PID",
		"child_tgid":  "Child.TGID",
	}},
	{"proc_event.exec", codec.ExecSize, 8, new(codec.Exec), process(nil)},
	{"proc_event.uid", codec.UIDSize, 16, new(codec.UID), process(map[string]string{
		"ruid": "RUID",
		"euid": "EUID",
	})},
	{"proc_event.gid", codec.GIDSize, 16, new(codec.GID), process(map[string]string{
		"rgid": "RGID",
		"egid": "EGID",
	})},
	{"proc_event.sid", codec.SIDSize, 8, new(codec.SID), process(nil)},
	{"proc_event.ptrace", codec.PtraceSize, 16, new(codec.Ptrace), process(map[string]string{
		"tracer_pid":  "Tracer.PID",
		"tracer_tgid": "Tracer.TGID",
	})},
	{"proc_event.comm", codec.CommSize, 24, new(codec.Comm), process(map[string]string{
		"comm": "Comm",
	})},
	{"proc_event.coredump", codec.CoredumpSize, 16, new(codec.Coredump), process(map[string]string{
		"parent_pid":  "Parent.PID",
		"parent_tgid": "Parent.TGID",
	})},
	{"proc_event.exit", codec.ExitSize, codec.ExitOldSize, new(codec.Exit), process(map[string]string{
		"exit_code":   "ExitCode",
		"exit_signal": "ExitSignal",
		"parent_pid":  "Parent.PID",
		"parent_tgid": "Parent.TGID",
	})},
	{"proc_cn_mcast_op", codec.McastOpSize, 4, new(codec.McastOp), map[string]string{
		"mcast_op": "",
	}},
	{"proc_input", codec.ProcInputSize, 8, new(codec.ProcInput), map[string]string{
		"mcast_op":   "Op",
		"event_type": "EventType",
	}},
	{"cn_ctl_msg", codec.CtlMsgSize, 16, new(codec.CtlMsg), map[string]string{
		"idx_notify_num": "IdxNotifyNum",
		"val_notify_num": "ValNotifyNum",
		"group":          "Group",
		"len":            "Length",
	}},
	{"cn_notify_req", codec.NotifyReqSize, 8, new(codec.NotifyReq), map[string]string{
		"first": "First",
		"range": "Range",
	}},
	{"dm_ulog_request", codec.DmUlogRequestSize, 160, new(codec.DmUlogRequest), map[string]string{
		"luid":         "Luid",
		"uuid":         "UUID",
		"pad":          "Pad",
		"version":      "Version",
		"error":        "Error",
		"seq":          "Seq",
		"request_type": "RequestType",
		"data_size":    "DataSize",
	}},
	{"w1_netlink_msg", codec.W1NetlinkMsgSize, 12, new(codec.W1NetlinkMsg), map[string]string{
		"type":   "Type",
		"status": "Status",
		"len":    "Length",
		"id":     "ID",
	}},
	{"w1_netlink_msg_slave", codec.W1NetlinkMsgSize, 12, new(codec.W1SlaveMsg), map[string]string{
		"type":   "Type",
		"status": "Status",
		"len":    "Length",
		"slave":  "Slave.ID",
	}},
	{"w1_netlink_msg_master", codec.W1NetlinkMsgSize, 12, new(codec.W1MasterMsg), map[string]string{
		"type":   "Type",
		"status": "Status",
		"len":    "Length",
		"master": "Master.ID",
		"res":    "Reserved",
	}},
	{"w1_netlink_cmd", codec.W1NetlinkCmdSize, 4, new(codec.W1NetlinkCmd), map[string]string{
		"cmd": "Cmd",
		"res": "Reserved",
		"len": "Length",
	}},
	{"w1_reg_num", codec.W1RegNumSize, 8, new(codec.W1RegNum), map[string]string{"id": "ID"}},
	{"w1_masters", codec.W1MasterSize, 4, new(codec.W1Master), map[string]string{"id": "ID"}},
	{"uvesafb_task", codec.UvesafbTaskSize, 60, new(codec.UvesafbTask), map[string]string{
		"flags":   "Flags",
		"pad":     "Pad",
		"buf_len": "BufLen",
		"ebx":     "EBX", "ecx": "ECX", "edx": "EDX", "esi": "ESI", "edi": "EDI", "ebp": "EBP", "eax": "EAX",
		"eip": "EIP", "eflags": "EFlags", "esp": "ESP",
		"cs": "CS", "ss": "SS", "es": "ES", "ds": "DS", "fs": "FS", "gs": "GS",
	}},
	{"hv_ku_msg", codec.HvKuMsgSize, 2564, new(codec.HvKuMsg), map[string]string{
		"index": "Index",
		"key":   "Key",
		"value": "Value",
	}},
	{"hv_kvp_msg", codec.HvKvpMsgSize, 4, new(codec.HvKvpMsg), map[string]string{
		"operation": "Operation",
		"pool":      "Pool",
		"pad":       "Pad",
	}},
	{"hv_kvp_msg_value", codec.HvKvpValueSize, 2576, new(codec.HvKvpValue), map[string]string{
		"operation":  "HvKvpMsg.Operation",
		"pool":       "HvKvpMsg.Pool",
		"pad":        "HvKvpMsg.Pad",
		"value_type": "Pair.ValueType",
		"key_size":   "Pair.KeySize",
		"value_size": "Pair.ValueSize",
		"key":        "Pair.Key",
		"value":      "Pair.Value",
	}},
	{"hv_kvp_msg_delete", codec.HvKvpDeleteSize, 520, new(codec.HvKvpDelete), map[string]string{
		"operation": "HvKvpMsg.Operation",
		"pool":      "HvKvpMsg.Pool",
		"pad":       "HvKvpMsg.Pad",
		"key_size":  "KeySize",
		"key":       "Key",
	}},
	{"hv_kvp_msg_enumerate", codec.HvKvpEnumerateSize, 2580, new(codec.HvKvpEnumerate), map[string]string{
		"operation":  "HvKvpMsg.Operation",
		"pool":       "HvKvpMsg.Pool",
		"pad":        "HvKvpMsg.Pad",
		"index":      "Index",
		"value_type": "Pair.ValueType",
		"key_size":   "Pair.KeySize",
		"value_size": "Pair.ValueSize",
		"key":        "Pair.Key",
		"value":      "Pair.Value",
	}},
	{"hv_kvp_msg_ip", codec.HvKvpIPSize, 7430, new(codec.HvKvpIP), map[string]string{
		"operation":    "HvKvpMsg.Operation",
		"pool":         "HvKvpMsg.Pool",
		"pad":          "HvKvpMsg.Pad",
		"adapter_id":   "AdapterID",
		"addr_family":  "AddrFamily",
		"dhcp_enabled": "DHCPEnabled",
		"ip_addr":      "IPAddr",
		"sub_net":      "SubNet",
		"gate_way":     "GateWay",
		"dns_addr":     "DNSAddr",
	}},
	{"hv_kvp_msg_register", codec.HvKvpRegisterSize, 516, new(codec.HvKvpRegister), map[string]string{
		"operation": "HvKvpMsg.Operation",
		"pool":      "HvKvpMsg.Pool",
		"pad":       "HvKvpMsg.Pad",
		"version":   "Version",
	}},
	{"hv_kvp_msg_error", codec.HvKvpErrorSize, 4, new(codec.HvKvpError), map[string]string{
		"error": "Status",
	}},
	{"hv_vss_msg", codec.HvVssMsgSize, 12, new(codec.HvVssMsg), map[string]string{
		"operation": "Operation",
		"pad":       "Pad",
		"reserved":  "Reserved",
		"pad2":      "Pad2",
		"flags":     "Flags",
	}},
	{"hv_vss_msg_error", codec.HvVssErrorSize, 12, new(codec.HvVssError), map[string]string{
		"error":    "Status",
		"reserved": "Reserved",
		"flags":    "Flags",
	}},
	{"hv_vss_registered", codec.HvVssRegisteredSize, 4, new(codec.HvVssRegistered), map[string]string{
		"operation": "Operation",
	}},
	{"proc_event_timespec32", codec.ProcEventTimespec32HeadSize, 16, new(codec.ProcEventTimespec32), timespec()},
	{"proc_event_timespec64", codec.ProcEventTimespec64HeadSize, 24, new(codec.ProcEventTimespec64), timespec()},
}, pastTypes...)

func process(more map[string]string) map[string]string {
	m := map[string]string{"process_pid": "Process.PID", "process_tgid": "Process.TGID"}
	for k, v := range more {
		m[k] = v
	}
	return m
}

func timespec() map[string]string {
	return map[string]string{"what": "What", "cpu": "CPU", "tv_sec": "Sec", "tv_nsec": "Nsec", "event_data": "Data"}
}

// new returns a zero value of the type.
func (w *wireType) new() wire {
	return reflect.New(reflect.TypeOf(w.zero).Elem()).Interface().(wire)
}

// leaves returns every Go field of v that is no struct, by its path.
func leaves(v wire) map[string]reflect.Value {
	m := map[string]reflect.Value{}
	var walk func(path string, v reflect.Value)
	walk = func(path string, v reflect.Value) {
		if v.Kind() != reflect.Struct {
			m[path] = v
			return
		}
		for i := range v.NumField() {
			walk(strings.TrimPrefix(path+"."+v.Type().Field(i).Name, "."), v.Field(i))
		}
	}
	walk("", reflect.ValueOf(v).Elem())
	return m
}
