package filter_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }

// read takes a capture apart; each frame is its own copy.
func read(t testing.TB, capture []byte) []*analysis.Frame { return frames.Read(t, capture) }

// captured is a capture of the corpus.
var captured = frames.Capture

// chosen returns the numbers of the frames that a filter chooses.
func chosen(f *filter.Filter, frames []*analysis.Frame) []uint64 {
	var list []uint64
	for _, frame := range frames {
		if f.Match(frame) {
			list = append(list, frame.Number)
		}
	}
	return list
}

// lines returns the lines of a file of testdata.
func lines(t testing.TB, name string) []string {
	t.Helper()
	text := string(must(os.ReadFile("testdata/" + name))(t))
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

type set = map[string]uint64

// message returns an aligned netlink message, little-endian as all here.
func message(t testing.TB, typ, flags, seq, pid uint64, body []byte) []byte {
	t.Helper()
	header := set{"nlmsg_type": typ, "nlmsg_flags": flags, "nlmsg_seq": seq, "nlmsg_pid": pid}
	return spec.Align(must(spec.Default().Nlmsg(binary.LittleEndian, header, body))(t))
}

// event returns a cn_msg with a process event.
func event(t testing.TB, seq, what, ns uint64, arm set) []byte {
	t.Helper()
	e := must(spec.Default().Event(binary.LittleEndian, set{"what": what, "cpu": 1, "timestamp_ns": ns}, arm))(t)
	return must(spec.Default().CnMsg(binary.LittleEndian, set{"id.idx": 1, "id.val": 1, "seq": seq}, e))(t)
}

// odd is a pcapng with what captures of a kernel seldom have: several netlink
// messages in a frame, other families, comments, a frame without a message,
// times that go back, all numbers and flags of the netlink header.
func odd(t testing.TB) []byte {
	t.Helper()
	var out bytes.Buffer
	w := must(pcap.NewWriter(&out, pcap.WriterOptions{Format: "pcapng"}))(t)
	nano := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Name: "nlmon0", Resolution: pcap.Nanoseconds, Section: 1}
	micro := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Microseconds, Section: 1, ID: 1}
	put := func(i *pcap.Interface, nsec int64, comments []string, family byte, messages ...[]byte) {
		data := append([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, family}, bytes.Join(messages, nil)...)
		p := pcap.Packet{Data: data, Len: uint32(len(data)), Interface: i, Time: time.Unix(1795302721, nsec), Comments: comments}
		if err := w.WritePacket(&p); err != nil {
			t.Fatal(err)
		}
	}
	put(nano, 0, nil, 11, message(t, 3, 0, 1, 0, event(t, 1, 1, 1<<40, set{"parent_pid": 1, "parent_tgid": 1, "child_pid": 2, "child_tgid": 2})))
	put(nano, 1, []string{"one", "two words"}, 11,
		message(t, 3, 0, 5, 0, event(t, 2, 2, 1<<40, set{"process_pid": 7, "process_tgid": 7})),
		message(t, 3, 0, 6, 0, event(t, 3, 0x80000000, 1<<40, set{"process_pid": 8, "process_tgid": 7, "exit_code": 9, "exit_signal": 17, "parent_pid": 5, "parent_tgid": 5})))
	put(nano, 1000000001, nil, 11, message(t, 3, 1, 5, 7, nil), message(t, 1, 2, 9, 7, []byte("abcd")))
	put(nano, 1500000001, []string{"THREE"}, 15,
		message(t, 3, 5, 7, 100, []byte("hello world!")), message(t, 1, 0x20, 8, 0, []byte("Hell")), message(t, 4, 0, 1<<32-1, 1<<32-1, []byte("xxxxxxxx")))
	comm := set{"process_pid": 1<<32 - 1, "process_tgid": 1 << 31}
	put(nano, 1623456790, nil, 11, message(t, 3, 0, 1<<31, 0, append(event(t, 4, 0x200, 1<<63, comm)[:60-16], "ba\xffsh\x00junk\x00\x00\x00\x00\x00\x00"...)))
	put(micro, 2623456000, nil, 31, message(t, 3, 0, 3, 0, make([]byte, 4)))
	put(nano, 1623456789, nil, 11)
	put(nano, 1623456794, nil, 11, message(t, 3, 0, 1, 0, nil))
	sid := event(t, 5, 0x80, 1<<40, set{"process_pid": 3, "process_tgid": 3})
	put(nano, 1623456795, nil, 11, message(t, 3, 0, 10, 0, append(sid, "rest"...)))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
