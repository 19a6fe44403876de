package hosts

import (
	"bytes"
	"fmt"
	"time"

	"github.com/cnwire/cnwire/pcap"
)

// made is a capture in memory.
type made struct {
	bytes  []byte
	starts []int // of the block of each message, and behind the last
}

// clock is the time of day of a moment of a boot.
func clock(epoch time.Time, at uint64) time.Time { return epoch.Add(time.Duration(at)) }

// identity is the line that says whose packets these are (record/COMMENTS.md).
func (m *machine) identity(epoch time.Time, id string) string {
	order, source := "little", "socket"
	if m.order.String() == "BigEndian" {
		order = "big"
	}
	if m.tap {
		source = "tap"
	}
	at := m.list[0].at
	line := fmt.Sprintf("cnwire:1 host name=%s id=%s boot=%s source=%s order=%s", m.Host, id, m.Boot.Boot, source, order)
	if !m.tap {
		line += " mask=all"
	}
	return line + fmt.Sprintf(" monotonic=%d boottime=%d realtime=%d", at, at, clock(epoch, at).UnixNano())
}

// write makes the file of some messages. drops are those of the kernel before and
// within it: record writes its count at the head and at the end.
func (m *machine) write(epoch time.Time, id string, list []message, before, after uint64) made {
	var b bytes.Buffer
	big := m.order.String() == "BigEndian"
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng", BigEndian: big, Section: &pcap.Section{Hardware: "made", OS: "Linux 6.1.0", Application: "made by fleet/gen"}}))
	i := &pcap.Interface{
		LinkType: pcap.LinkTypeNetlink, SnapLen: pcap.MaxSnapLen, Resolution: pcap.Nanoseconds, Name: "connector socket",
		Description: "connector socket of " + m.Host, OS: "Linux 6.1.0", Comments: []string{m.identity(epoch, id)},
	}
	if m.nameless {
		i.Comments = nil
	}
	statistics := func(at uint64, drops uint64) {
		s := &pcap.Statistics{Time: clock(epoch, at), Dropped: pcap.Of(drops)}
		if err := w.WriteStatistics(i, s); err != nil {
			panic(err)
		}
	}
	statistics(list[0].at, before)
	var out made
	for n := range list {
		l := &list[n]
		must(0, w.Flush())
		out.starts = append(out.starts, b.Len())
		p := pcap.Packet{Data: l.data, Time: clock(epoch, l.at), Len: uint32(len(l.data)), Interface: i}
		if l.comment != "" {
			p.Comments = []string{l.comment}
		}
		must(0, w.WritePacket(&p))
	}
	must(0, w.Flush())
	out.starts = append(out.starts, b.Len())
	statistics(list[len(list)-1].at, after)
	must(0, w.Close())
	out.bytes = b.Bytes()
	return out
}
