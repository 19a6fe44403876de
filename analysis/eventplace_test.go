package analysis_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// sameValues holds the values of all fields of a frame's bytes against those of the same frame taken apart in
// steps, and what goes to a line at once against the values.
func sameValues(t testing.TB, f, stepwise *analysis.Frame) (values int) {
	t.Helper()
	const between = ", "
	var got, want []analysis.Value
	for _, fd := range analysis.Fields() {
		if !fd.OfBytes() {
			continue
		}
		got, want = fd.Values(f, got[:0]), fd.Values(stepwise, want[:0])
		if len(got) != len(want) {
			t.Fatalf("%s: %d values, in steps %d, of %x", fd.Name, len(got), len(want), f.Data)
		}
		var line []byte
		for i := range got {
			g, w := &got[i], &want[i]
			if g.Field != w.Field || g.Off != w.Off || g.Len != w.Len || g.Num != w.Num || !bytes.Equal(g.Data, w.Data) {
				t.Fatalf("%s: %+v, in steps %+v, of %x", fd.Name, g, w, f.Data)
			}
			if i > 0 {
				line = append(line, between...)
			}
			line = w.Append(line)
		}
		values += len(got)
		for _, of := range []*analysis.Frame{f, stepwise} {
			if text, ok := fd.AppendValues(of, []byte("before "), between); ok && string(text) != "before "+string(line) || !ok && string(text) != "before " {
				t.Fatalf("%s: %q and %t, with values %q, of %x", fd.Name, text, ok, line, f.Data)
			}
		}
	}
	return values
}

// Which fields go to a line at once: all numbers of a whole event, none of another frame, nor texts, nor
// what the cooked header has.
func TestAppendsEvents(t *testing.T) {
	var fs analysis.Frames
	p := execPacket(t)
	f := fs.Feed(&p)
	for name, want := range map[string]string{
		"cn.seq": "1", "cn_proc.what": "1", "cn_proc.pid": "1", "netlink.hdr_len": "1", "netlink.hdr_flags.ack": "1",
		"cn_proc.comm.comm": "", "netlink.family": "", "cn_w1.type": "",
	} {
		text, ok := field(t, name).AppendValues(f, nil, ",")
		if ok != (want != "") {
			t.Errorf("%s of an EXEC: %q, %t", name, text, ok)
		}
	}
	if text, ok := field(t, "cn_proc.exit.exit_code").AppendValues(f, nil, ","); !ok || len(text) > 0 {
		t.Errorf("the exit_code of an EXEC: %q, %t", text, ok)
	}
	p.Comments = []string{"of a file"}
	if text, ok := field(t, "cn.seq").AppendValues(fs.Feed(&p), nil, ","); ok {
		t.Errorf("of a frame in steps: %q", text)
	}
}

// An EXIT as kernels sent it up to 4.17 ends before the parent: a field has the values that are there.
func TestAppendsOldExits(t *testing.T) {
	exits := 0
	frames.Each(t, frames.Capture(t, "amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		what, ok := f.Messages[0].What()
		if !ok || what != codec.EventExit || exits > 0 || f.Order != codec.LittleEndian {
			return
		}
		exits++
		old := bytes.Clone(f.Data[:len(f.Data)-8])
		old[16] -= 8 // nlmsg_len
		old[48] -= 8 // cn_msg.len
		var fs analysis.Frames
		short := fs.Feed(&pcap.Packet{Data: old, Len: uint32(len(old)), Interface: f.Interface, Time: f.Time})
		for name, n := range map[string]int{"cn_proc.pid": 1, "cn_proc.tgid": 1, "cn_proc.exit.exit_signal": 1, "cn_proc.exit.parent_pid": 0} {
			var want []byte
			for _, v := range field(t, name).Values(f, nil)[:n] {
				want = v.Append(want)
			}
			got, ok := field(t, name).AppendValues(short, nil, ",")
			if len(field(t, name).Values(short, nil)) != n || !ok || string(got) != string(want) {
				t.Errorf("%s of an old EXIT: %q, %t, want %q", name, got, ok, want)
			}
		}
	})
	if exits != 1 {
		t.Error("there is no EXIT")
	}
}

// Events behind a cooked header of the second version, which is longer, stand elsewhere in their frames, and
// say the same.
func TestAppendsBehindHeaders(t *testing.T) {
	p := execPacket(t)
	var fs, other analysis.Frames
	first := fs.Feed(&p)
	on := *p.Interface
	on.LinkType = pcap.LinkTypeLinuxSLL2
	q := p
	q.Interface = &on
	header := codec.Cooked2{Protocol: codec.FamilyConnector, IfIndex: 3, HaType: codec.ArphrdNetlink}
	q.Data = append(header.Append(codec.BigEndian, nil), p.Data[first.Base:]...)
	q.Len = uint32(len(q.Data))
	second := other.Feed(&q)
	numbers := 0
	for _, fd := range analysis.Fields() {
		if !fd.OfBytes() || strings.HasPrefix(fd.Name, "frame.") {
			continue
		}
		want, ok := fd.AppendValues(first, nil, ",")
		got, also := fd.AppendValues(second, nil, ",")
		if ok != also || string(got) != string(want) {
			t.Errorf("%s: %q, %t, behind the other header %q, %t", fd.Name, want, ok, got, also)
		}
		if ok && len(got) > 0 {
			numbers++
		}
	}
	if first.Base == second.Base || numbers < 20 {
		t.Errorf("datagrams at %d and %d, of %d numbers", first.Base, second.Base, numbers)
	}
}
