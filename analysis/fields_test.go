package analysis_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// promised are the columns that users were promised, by their names.
const promised = `
	frame.number frame.time frame.time_epoch frame.time_relative frame.time_delta frame.len frame.cap_len
	frame.protocols frame.interface_name frame.comment frame.section_number
	netlink.hatype netlink.family netlink.hdr_len netlink.hdr_type netlink.hdr_flags netlink.hdr_seq netlink.hdr_pid
	cn.idx cn.val cn.seq cn.ack cn.len cn.flags cn_proc.what cn_proc.cpu cn_proc.timestamp_ns cn_proc.ack.err
	cn_proc.fork.parent_pid cn_proc.fork.parent_tgid cn_proc.fork.child_pid cn_proc.fork.child_tgid
	cn_proc.exec.process_pid cn_proc.exec.process_tgid
	cn_proc.uid.process_pid cn_proc.uid.process_tgid cn_proc.uid.ruid cn_proc.uid.euid
	cn_proc.gid.process_pid cn_proc.gid.process_tgid cn_proc.gid.rgid cn_proc.gid.egid
	cn_proc.sid.process_pid cn_proc.sid.process_tgid
	cn_proc.ptrace.process_pid cn_proc.ptrace.process_tgid cn_proc.ptrace.tracer_pid cn_proc.ptrace.tracer_tgid
	cn_proc.comm.process_pid cn_proc.comm.process_tgid cn_proc.comm.comm
	cn_proc.coredump.process_pid cn_proc.coredump.process_tgid cn_proc.coredump.parent_pid cn_proc.coredump.parent_tgid
	cn_proc.exit.process_pid cn_proc.exit.process_tgid cn_proc.exit.exit_code cn_proc.exit.exit_signal
	cn_proc.exit.parent_pid cn_proc.exit.parent_tgid cn_proc.mcast_op cn_proc.event_type
	cn_proc.pid cn_proc.tgid cn_proc.exit.status cn_proc.exit.signal cn_proc.exit.core`

func TestPromisedFields(t *testing.T) {
	for _, name := range strings.Fields(promised) {
		if fd, err := analysis.Lookup(name); err != nil || fd.Name != name {
			t.Errorf("%s: %v", name, err)
		}
	}
	columns := analysis.Columns{Time: "r"}
	for _, name := range []string{"No.", "Time", "Direction", "ID", "Seq", "Ack", "Info"} {
		for _, name := range []string{"_ws.col." + name, "_WS.COL." + strings.ToUpper(name)} {
			if _, err := columns.Lookup(name); err != nil {
				t.Error(err)
			}
		}
	}
}

// Every field has a name of its own in the order of the list, a type that
// tshark has, and a sentence.
func TestFieldsAreDescribed(t *testing.T) {
	last := ""
	for _, fd := range analysis.Fields() {
		if fd.Name <= last {
			t.Errorf("%s stands behind %s", fd.Name, last)
		}
		last = fd.Name
		if !strings.HasPrefix(fd.Type(), "FT_") || !strings.HasSuffix(fd.Doc, ".") {
			t.Errorf("%s: type %s, %q", fd.Name, fd.Type(), fd.Doc)
		}
	}
	for name, want := range map[string]string{
		"cn_proc.timestamp_ns": "FT_UINT64", "cn_proc.pid": "FT_INT32", "cn.len": "FT_UINT16", "frame.time": "FT_ABSOLUTE_TIME",
		"frame.time_delta": "FT_RELATIVE_TIME", "netlink.hdr_flags.ack": "FT_BOOLEAN", "cn_proc.comm.comm": "FT_STRING", "data.data": "FT_BYTES",
	} {
		if fd := must(analysis.Lookup(name))(t); fd.Type() != want {
			t.Errorf("%s: %s, want %s", name, fd.Type(), want)
		}
	}
}

// TestValues has one value of each form, in both byte orders: numbers so large
// that a wrong sign or width shows.
func TestValues(t *testing.T) {
	for _, o := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		bo := o.(binary.ByteOrder)
		e := must(spec.Default().Event(bo, set{"what": 0x80000000, "cpu": 0xffffffff, "timestamp_ns": 1<<64 - 1},
			set{"process_pid": 0xfffffffe, "process_tgid": 0x80000000, "exit_code": 0xff8b, "exit_signal": 0xffffffff, "parent_tgid": 1}))(t)
		cn := must(spec.Default().CnMsg(bo, set{"id.idx": 1, "id.val": 1, "seq": 1<<32 - 1, "ack": 1 << 31, "flags": 0xabc}, e))(t)
		f := read(t, lay(o, false, record{Data: cooked(11, message(t, bo, set{"nlmsg_type": 3, "nlmsg_flags": 0x8001, "nlmsg_pid": 1<<32 - 1}, cn)), Sec: 1795302350, Frac: 679174}))[0]
		for name, want := range map[string]string{
			"frame.number": "1", "frame.time_epoch": "1795302350.679174000", "frame.len": "92", "frame.cap_len": "92", "frame.protocols": "netlink:data",
			"frame.time_relative": "0.000000000", "frame.interface_name": "", "frame.comment": "", "frame.section_number": "",
			"netlink.hatype": "824", "netlink.family": "0x000b", "netlink.hdr_len": "76", "netlink.hdr_type": "0x0003", "netlink.hdr_flags": "0x8001",
			"netlink.hdr_flags.request": "1", "netlink.hdr_flags.ack": "0", "netlink.hdr_pid": "4294967295",
			"cn.seq": "4294967295", "cn.ack": "2147483648", "cn.len": "40", "cn.flags": "0x0abc",
			"cn_proc.what": "0x80000000", "cn_proc.cpu": "4294967295", "cn_proc.timestamp_ns": "18446744073709551615",
			"cn_proc.exit.process_pid": "-2", "cn_proc.exit.process_tgid": "-2147483648", "cn_proc.exit.exit_code": "65419",
			"cn_proc.exit.exit_signal": "4294967295", "cn_proc.exit.status": "255", "cn_proc.exit.signal": "11", "cn_proc.exit.core": "1",
			"cn_proc.pid": "-2,0", "cn_proc.tgid": "-2147483648,1", "cn_proc.fork.child_pid": "", "sll.pkttype": "4", "data.data": "",
		} {
			if got := joined(t, f, name); got != want {
				t.Errorf("%s %s: %q, want %q", o, name, got, want)
			}
		}
	}
}

// TestSeveralValues has the pids of every arm, and of several messages, in the
// order of the bytes.
func TestSeveralValues(t *testing.T) {
	le := binary.LittleEndian
	fork := event(t, le, 1, set{"parent_pid": 11, "parent_tgid": 12, "child_pid": 13, "child_tgid": 14})
	trace := event(t, le, 0x100, set{"process_pid": 21, "process_tgid": 22, "tracer_pid": 23, "tracer_tgid": 24})
	core := event(t, le, 0x40000000, set{"process_pid": 31, "process_tgid": 32, "parent_pid": 33, "parent_tgid": 34})
	f := one(t, cooked(11, message(t, le, nil, fork, trace), message(t, le, nil, core)))
	for name, want := range map[string]string{
		"cn_proc.pid": "11,13,21,23,31,33", "cn_proc.tgid": "12,14,22,24,32,34", "cn.len": "40,40,40", "netlink.hdr_len": "136,76",
		"cn_proc.what": "0x00000001,0x00000100,0x40000000", "frame.protocols": "netlink:data:data", "cn_proc.exit.status": "",
	} {
		if got := joined(t, f, name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

// TestCutFields cuts a frame at every byte: a field prints as soon as its last
// byte was captured, and not before.
func TestCutFields(t *testing.T) {
	le := binary.LittleEndian
	data := cooked(11, message(t, le, nil, event(t, le, 0x200, set{"process_pid": 3})))
	ends := map[string]int{
		"netlink.hatype": 4, "netlink.family": 16, "netlink.hdr_len": 20, "netlink.hdr_type": 22, "netlink.hdr_pid": 32, "cn.idx": 36, "cn.flags": 52,
		"cn_proc.what": 56, "cn_proc.timestamp_ns": 68, "cn_proc.comm.process_pid": 72, "cn_proc.pid": 72, "cn_proc.comm.comm": 92,
	}
	for n := range len(data) + 1 {
		f := read(t, lay(le, false, record{Data: data[:n], Wire: len(data)}))[0]
		for name, end := range ends {
			if has := len(must(analysis.Lookup(name))(t).Values(f, nil)) > 0; has != (n >= end) {
				t.Errorf("%d bytes: %s is there: %t", n, name, has)
			}
		}
	}
}
