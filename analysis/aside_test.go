package analysis_test

import (
	"encoding/binary"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// What whoever captured a frame knows of it, which no byte tells (R17, R18).
func TestSaidDirection(t *testing.T) {
	const sender, receiver = "cnwire:1 sender port=9 pid=8", "cnwire:1 delivery port=9 group=1 result=0 tid=7"
	le := binary.LittleEndian
	listen, exec, w1 := must(request(le, 4, 1))(t), event(t, le, 2, nil), other(le, 3, 1)[:22]
	for _, c := range []struct {
		name     string
		port     uint64
		body     []byte
		pkttype  byte
		comments []string
		want     string
	}{
		{"a request to another program", 5, listen, 4, []string{sender, receiver}, "? comment, from a program to another, unknown unknown"},
		{"the same, without a port id", 0, listen, 4, []string{sender + "\n" + receiver}, "? comment, from a program to another, unknown unknown"},
		{"the same, whatever the header says", 5, listen, 7, []string{sender, receiver}, "? comment, from a program to another, unknown unknown"},
		{"an event of a program's", 0, exec, 4, []string{sender, receiver}, "? comment, from a program to another, unknown unknown"},
		{"another user's", 5, w1, 4, []string{sender, receiver}, "? comment, from a program to another, unknown unknown"},
		{"a request", 5, listen, 4, []string{sender}, ">kernel payload, request request"},
		{"a request with a group", 5, listen, 4, []string{sender + " group=1"}, ">kernel payload, request request"},
		{"another user's request", 0, w1, 4, []string{sender}, ">kernel comment, unknown unknown"},
		{"the same, with a port id", 5, w1, 4, []string{sender}, ">kernel nlmsg_pid is not 0, unknown unknown"},
		{"the kernel's to another user", 0, w1, 4, []string{receiver}, "<kernel comment, unknown unknown"},
		{"the same, which nobody received", 0, w1, 4, []string{"cnwire:1 delivery result=-3"}, "<kernel comment, unknown unknown"},
		{"the same, to nobody known", 0, w1, 4, []string{"cnwire:1 delivery group=3"}, "? nothing tells, unknown unknown"},
		{"a sender without a port", 0, exec, 4, []string{"cnwire:1 sender port=0 pid=8", receiver}, "<kernel payload, event event"},
	} {
		frame := cooked(11, message(t, le, set{"nlmsg_pid": c.port}, c.body))
		frame[1] = c.pkttype
		var fs analysis.Frames
		fs.Start()
		f := fs.Feed(&pcap.Packet{Interface: &pcap.Interface{LinkType: 253}, Data: frame, Len: uint32(len(frame)), Comments: c.comments})
		d, basis := f.Direction()
		m := &f.Messages[0]
		if got := fmt.Sprintf("%s %s, %s %s", d, basis, m.Kind, m.Header.Kind); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// A tap that shows each message once, and one that shows what each socket received, say
// the same of the same messages; what programs sent each other is nothing to the others.
func TestAside(t *testing.T) {
	const folder = "../record/tap/testdata/amd64-7.3.4/groups."
	tell := func(file string) (list []string, asides int) {
		frames := read(t, must(os.ReadFile(folder+file))(t))
		known := map[uint64]string{}
		for _, f := range frames {
			for i := range f.Messages {
				m := &f.Messages[i]
				if m.Aside {
					d, _ := f.Direction()
					if d != analysis.UnknownDirection || m.Kind != genealogy.KindUnknown || m.Verdict != (genealogy.Verdict{}) {
						t.Errorf("frame %d, which is aside, is %s of kind %s: %+v", f.Number, d, m.Kind, m.Verdict)
					}
					asides++
				}
				if m.Aside || m.IsCopy() {
					continue
				}
				d, _ := f.Direction()
				line := fmt.Sprintf("%s %s %d %d %s %s", d, m.Kind, m.Seq, m.Ack, m.Class, m.AppendSummary(nil, false))
				known[f.Number] = line
				for _, of := range []genealogy.Ref{m.Of, m.Or, m.Maybe} {
					if of.Frame != 0 {
						line += " of " + known[of.Frame]
					}
				}
				list = append(list, line)
			}
		}
		return list, asides
	}
	shown, asides := tell("frames.pcapng")
	tapped, none := tell("tap.pcapng")
	if asides != 3 || none != 0 || len(tapped) != 5 {
		t.Errorf("%d and %d are aside, of which there are 3; %q", asides, none, tapped)
	}
	if !slices.Equal(shown, tapped) {
		t.Errorf("as frames:\n%s\nas messages:\n%s", strings.Join(shown, "\n"), strings.Join(tapped, "\n"))
	}
}
