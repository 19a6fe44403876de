package analysis_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Messages are counted whether or not they can be read, and each has the port
// id of its own nlmsghdr.
func TestMessages(t *testing.T) {
	le := binary.LittleEndian
	listen := must(spec.Default().New(le, "proc_cn_mcast_op", set{"mcast_op": 1}))(t)
	request := must(spec.Default().CnMsg(le, set{"id.idx": 1, "id.val": 1, "seq": 7, "ack": 100}, listen))(t)
	data := cooked(11,
		message(t, le, set{"nlmsg_type": 3, "nlmsg_pid": 4001}, request),
		message(t, le, set{"nlmsg_type": 3, "nlmsg_pid": 0}, event(t, le, 2, set{"process_pid": 5, "process_tgid": 5}), event(t, le, 0, set{"err": 1})))
	f := one(t, data)
	if len(f.Messages) != 3 {
		t.Fatalf("%d messages: %+v", len(f.Messages), f.Messages)
	}
	for i, want := range []genealogy.Header{
		{Ref: genealogy.Ref{Frame: 1, Msg: 0, Time: 1e9}, Idx: 1, Val: 1, Seq: 7, Ack: 100, Port: 4001, Kind: genealogy.KindRequest},
		{Ref: genealogy.Ref{Frame: 1, Msg: 1, Time: 1e9}, Idx: 1, Val: 1, Seq: 9, Kind: genealogy.KindEvent, CPU: 1, Stamp: 5, Timed: true},
		{Ref: genealogy.Ref{Frame: 1, Msg: 2, Time: 1e9}, Idx: 1, Val: 1, Seq: 9, Kind: genealogy.KindAnswer, CPU: 1, Stamp: 5, Timed: true},
	} {
		got := f.Messages[i].Header
		got.Digest = 0
		want.Envelope = 3 << 16 // NLMSG_DONE, no flags
		if got != want {
			t.Errorf("message %d: %+v, want %+v", i, got, want)
		}
	}
	if what, ok := f.Messages[1].What(); !ok || what != codec.EventExec {
		t.Errorf("what is %v, %v", what, ok)
	}
	if _, ok := f.Messages[0].What(); ok {
		t.Error("a request has a what")
	}
	if n := f.Messages[2].Netlink(); n.Header.Off != 16+40 || !n.Whole || n.PID != 0 || n.CnMsgs != 2 {
		t.Errorf("the netlink message of message 2 is %+v", n)
	}
	for i, want := range []genealogy.Kind{genealogy.KindRequest, genealogy.KindEvent, genealogy.KindAnswer} {
		if m := &f.Messages[i]; m.Kind != want || m.User == nil || m.User.Name != "cn_proc" {
			t.Errorf("message %d is %v of %+v", i, m.Kind, m.User)
		}
	}
	if e, ok := f.Messages[1].Event().(*codec.Exec); !ok || e.Process != (codec.Task{PID: 5, TGID: 5}) {
		t.Errorf("the event is %+v", f.Messages[1].Event())
	}
	if r, masked, ok := f.Messages[0].Request(); !ok || masked || r.Op != codec.McastListen {
		t.Errorf("the request is %+v, %v, %v", r, masked, ok)
	}

	// Cut within the second nlmsghdr's first cn_msg: one message is left.
	if cut := one(t, data[:16+40+16+19]); len(cut.Messages) != 1 {
		t.Errorf("%d messages of a frame that was cut", len(cut.Messages))
	}
}

// An event's clock has three forms on the wire and one here.
func TestMessageStamps(t *testing.T) {
	be := binary.BigEndian
	for _, c := range []struct {
		layout codec.ProcLayout
		name   string
		union  int
	}{
		{codec.ProcLayoutTimespec32, "proc_event_timespec32", 16},
		{codec.ProcLayoutTimespec64, "proc_event_timespec64", 16},
	} {
		b := must(spec.Default().New(be, c.name, set{"what": 2, "cpu": 3, "tv_sec": 7, "tv_nsec": 8}))(t)
		s, _ := spec.Default().Struct(c.name)
		b = append(b[:s.Size-c.union], make([]byte, c.union)...)
		data := cooked(11, message(t, be, set{"nlmsg_type": 3}, must(spec.Default().CnMsg(be, set{"id.idx": 1, "id.val": 1}, b))(t)))
		f := read(t, lay(be, false, record{Data: data}), func(fs *analysis.Frames) { fs.Order, fs.Layout = codec.BigEndian, c.layout })[0]
		if m := f.Messages[0]; m.Stamp != 7000000008 || m.CPU != 3 || !m.Timed {
			t.Errorf("%s: %+v", c.name, m.Header)
		}
	}
}

// A frame is a copy when all it says was said. Equal bytes in the other byte
// order say something else.
func TestIsCopy(t *testing.T) {
	le := binary.LittleEndian
	header := set{"nlmsg_type": 3}
	a, b := event(t, le, 2, set{"process_pid": 5}), event(t, le, 2, set{"process_pid": 6})
	frames := read(t, lay(le, false,
		record{Data: cooked(11, message(t, le, header, a))},
		record{Data: cooked(11, message(t, le, header, a))},
		record{Data: cooked(11, message(t, le, header, a), message(t, le, header, b))},
		record{Data: cooked(11, message(t, le, header, a), message(t, le, header, b))},
		record{Data: cooked(11)},
	))
	for i, want := range []bool{false, true, false, true, false} {
		if frames[i].IsCopy() != want {
			t.Errorf("frame %d: a copy: %v", i+1, !want)
		}
	}
	if got := joined(t, frames[3], "cn.copy_of"); got != "1,3" {
		t.Errorf("cn.copy_of of frame 4 is %s", got)
	}
	if got := string(frames[1].AppendSummary(nil, false)); !strings.HasSuffix(got, "[copy of 1]") {
		t.Errorf("the line of frame 2 is %s", got)
	}
}

// In the captures of nlmon there are as many copies as an independent decoder
// finds events and answers with the cpu, seq and time of an earlier one.
func TestCopiesAgainstGolden(t *testing.T) {
	for _, name := range []string{"amd64-6.1.192-nlmon", "s390x-6.1.176-nlmon"} {
		z := must(gzip.NewReader(bytes.NewReader(must(corpusFile(t, "goldens/"+name+".fields.tsv.gz"))(t))))(t)
		lines := bufio.NewScanner(z)
		lines.Scan()
		column := map[string]int{}
		for i, c := range strings.Split(lines.Text(), "\t") {
			column[c] = i
		}
		seen := map[string]string{} // to the first frame
		frames := read(t, must(corpusFile(t, "captures/"+name+".pcap"))(t))
		copies := 0
		for n := 0; lines.Scan(); n++ {
			cells := strings.Split(lines.Text(), "\t")
			key := cells[column["cn_proc.cpu"]] + " " + cells[column["cn.seq"]] + " " + cells[column["cn_proc.timestamp_ns"]]
			want := ""
			if cells[column["cn_proc.what"]] != "" {
				if want = seen[key]; want == "" {
					seen[key] = cells[column["frame.number"]]
				} else {
					copies++
				}
			}
			if got := joined(t, frames[n], "cn.copy_of"); got != want {
				t.Errorf("%s: frame %d is a copy of %q, want %q", name, n+1, got, want)
			}
		}
		if copies < 1000 {
			t.Errorf("%s has only %d copies", name, copies)
		}
	}
}

// A second reading knows the replies to come.
func TestAnswers(t *testing.T) {
	capture := must(corpusFile(t, "captures/demo-amd64-6.1.192-nlmon.pcap"))(t)
	var answers analysis.Answers
	for _, f := range read(t, capture) {
		answers.Add(f)
		if got := joined(t, f, "cn.reply_in"); got != "" {
			t.Errorf("frame %d knows its reply %s in one pass", f.Number, got)
		}
	}
	replies := map[uint64]string{1: "2", 28: "29"}
	for _, f := range read(t, capture, func(fs *analysis.Frames) { fs.Answers = &answers }) {
		if got := joined(t, f, "cn.reply_in"); got != replies[f.Number] {
			t.Errorf("frame %d is answered in %q, want %q", f.Number, got, replies[f.Number])
		}
	}
}
