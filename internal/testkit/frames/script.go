package frames

import (
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// Packets makes the packets of a script, one a line. Behind " | " stand lines of its
// comment, with " | " between them.
//
//	listen                    fork PARENT CHILD      thread TGID TID PARENT
//	exec TGID                 exit TGID TID CODE     comm TGID TID NAME
//	again [N]                 the packet before once more, or the Nth, for another listener
//	host NAME                 no packet: those below are of that host
//
// The timestamp of an event is the number of its line, in milliseconds.
func Packets(t testkit.TB, script string) (list []pcap.Packet) {
	t.Helper()
	face := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: 1 << 18, Resolution: pcap.Nanoseconds}
	faces, seq := map[string]*pcap.Interface{"": face}, map[*pcap.Interface]uint64{}
	for n, line := range strings.Split(script, "\n") {
		parts := strings.Split(strings.TrimSpace(line), " | ")
		words := strings.Fields(parts[0])
		if len(words) == 0 {
			continue
		}
		if words[0] == "host" {
			if face = faces[words[1]]; face == nil {
				face = &pcap.Interface{LinkType: pcap.LinkTypeNetlink, SnapLen: 1 << 18, Resolution: pcap.Nanoseconds, ID: len(faces), Comments: []string{"cnwire:1 host name=" + words[1]}}
				faces[words[1]] = face
			}
			continue
		}
		p := pcap.Packet{Interface: face, Time: time.Unix(1e9, int64(n)*1e6)}
		if words[0] == "again" {
			of := len(list)
			if len(words) > 1 {
				fmt.Sscan(words[1], &of)
			}
			p.Data = list[of-1].Data
		} else {
			p.Data = packet(t, words, seq[face], uint64(n))
			seq[face]++
		}
		p.Len = uint32(len(p.Data))
		if len(parts) > 1 {
			p.Comments = []string{strings.Join(parts[1:], "\n")}
		}
		list = append(list, p)
	}
	return list
}

// packet makes the bytes of a packet.
func packet(t testkit.TB, words []string, seq, at uint64) []byte {
	t.Helper()
	le := binary.LittleEndian
	var n [4]uint64
	for i, w := range words[1:] {
		fmt.Sscan(w, &n[i])
	}
	one := octets.Set{"process_pid": n[1], "process_tgid": n[0]}
	what := uint64(0)
	arm := one
	switch words[0] {
	case "listen":
		message := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": seq, "ack": 7}, le.AppendUint32(nil, 1)))(t)
		return octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3, "nlmsg_pid": 77}, message))
	case "fork":
		what, arm = 1, octets.Set{"parent_pid": n[0], "parent_tgid": n[0], "child_pid": n[1], "child_tgid": n[1]}
	case "thread":
		what, arm = 1, octets.Set{"parent_pid": n[2], "parent_tgid": n[2], "child_pid": n[1], "child_tgid": n[0]}
	case "exec":
		what, arm = 2, octets.Set{"process_pid": n[0], "process_tgid": n[0]}
	case "comm":
		what = 0x200
	case "exit":
		what = 0x80000000
		one["exit_code"], one["exit_signal"] = n[2], 17
	default:
		t.Fatalf("no packet: %q", words)
	}
	event := testkit.Must(spec.Default().Event(le, octets.Set{"what": what, "cpu": 0, "timestamp_ns": at * 1e6}, arm))(t)
	message := testkit.Must(spec.Default().CnMsg(le, octets.Set{"id.idx": 1, "id.val": 1, "seq": seq}, event))(t)
	data := octets.Cooked(11, octets.Message(t, le, octets.Set{"nlmsg_type": 3}, message))
	if words[0] == "comm" { // behind the two ids of the arm, which is the end of 24 bytes
		copy(data[len(data)-24+8:], words[3])
	}
	return data
}

// Play hands over the frames of a script, of its hosts apart. A frame is valid until
// the next one.
func Play(t testkit.TB, script string, do func(*analysis.Frame)) {
	t.Helper()
	var frames analysis.Frames
	var hosts host.Hosts
	for _, p := range Packets(t, script) {
		frames.Host = hosts.Of(host.File{Name: "script"}, p.Interface)
		do(frames.Feed(&p))
	}
}
