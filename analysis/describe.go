package analysis

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// Describe writes the counts, a line each, a name and a tab before the value,
// with what r says of the file that it has read.
func (n *Info) Describe(w io.Writer, r *pcap.Reader) {
	line := func(name, format string, args ...any) {
		fmt.Fprintf(w, name+"\t"+format+"\n", args...)
	}
	line("Format", "%s%s", r.Format(), compressed(r))
	for _, s := range r.Sections() {
		line(fmt.Sprintf("Section %d", s.Number), "%s-endian headers%s", order(s.BigEndian), texts(s.Hardware, s.OS, s.Application))
	}
	for _, i := range r.Interfaces() {
		describeInterface(line, i)
	}
	line("Frames", "%d", n.Frames)
	line("Bytes", "%d captured, %d on the wire", n.CapturedBytes, n.WireBytes)
	if n.Frames > 0 {
		line("Earliest", "%s", moment(n.Earliest))
		line("Latest", "%s", moment(n.Latest))
		line("Duration", "%s s", AppendDuration(nil, n.Latest.Sub(n.Earliest), 9))
	}
	line("Order of time", "%s", inOrder(n.Backwards))
	each(n.LinkTypes, func(t pcap.LinkType, count uint64) { line("Link type", "%d: %d frames", t, count) })
	each(n.Orders, func(o codec.Order, count uint64) { line("Byte order", "%s: %d frames", o, count) })
	each(n.Families, func(f uint16, count uint64) {
		line("Family", "%s: %d frames", appendName(nil, "netlink_family", uint64(f), "family ", false), count)
	})
	line("Messages", "%d of the connector", n.Messages)
	for _, id := range slices.SortedFunc(maps.Keys(n.IDs), compareIDs) {
		line("Id", "%d:%d %s: %d messages", id.Idx, id.Val, userNames[id], n.IDs[id])
	}
	if n.OtherIDs > 0 {
		line("Id", "others: %d messages", n.OtherIDs)
	}
	line("Requests", "%d", n.Requests)
	for _, v := range spec.Default().Set("proc_event_what") {
		if count := n.Events[codec.EventType(v.Value)]; count > 0 {
			line("Event", "%s: %d", v.Name, count)
		}
	}
	each(n.Events, func(t codec.EventType, count uint64) {
		if _, known := spec.Default().Name("proc_event_what", uint64(t)); !known {
			line("Event", "0x%08x: %d", uint32(t), count)
		}
	})
	line("Truncated", "%d frames", n.Truncated)
	line("Malformed", "%d frames", n.Malformed)
	line("Repaired", "%d frames", n.Repaired)
	line("Lost", "%d frames, by the drop counts of frames", n.DropCount)
}

func describeInterface(line func(name, format string, args ...any), i *pcap.Interface) {
	name := fmt.Sprintf("Interface %d", i.ID)
	line(name, "link type %d, snap length %d, time in %v s%s", i.LinkType, i.SnapLen, i.Resolution, texts(i.Name, i.Description, i.Hardware, i.OS, i.Filter))
	if s := i.Statistics; s != nil {
		for _, c := range []struct {
			what string
			pcap.Counter
		}{
			{"received", s.Received}, {"dropped by the interface", s.Dropped}, {"accepted by the filter", s.Accepted},
			{"dropped by the operating system", s.OSDropped}, {"delivered", s.Delivered},
		} {
			if c.Present {
				line(name, "%d %s, by its statistics", c.Value, c.what)
			}
		}
	}
}

// each calls f for the keys of a map in ascending order.
func each[K cmp.Ordered](m map[K]uint64, f func(K, uint64)) {
	for _, k := range slices.Sorted(maps.Keys(m)) {
		f(k, m[k])
	}
}

func compareIDs(a, b codec.CbID) int {
	return cmp.Or(cmp.Compare(a.Idx, b.Idx), cmp.Compare(a.Val, b.Val))
}

func compressed(r *pcap.Reader) string {
	if r.Compression() == "" {
		return ""
	}
	return ", compressed with " + r.Compression()
}

func order(big bool) string {
	if big {
		return "big"
	}
	return "little"
}

// texts joins what a file says in words, which may hold anything.
func texts(words ...string) string {
	var b []byte
	for _, s := range words {
		if s != "" {
			b = AppendText(append(b, ", "...), []byte(s))
		}
	}
	return string(b)
}

func moment(t time.Time) string { return t.Local().Format("2006-01-02 15:04:05.000000000 MST") }

func inOrder(backwards uint64) string {
	if backwards == 0 {
		return "ascending"
	}
	return fmt.Sprintf("%d frames are earlier than the one before", backwards)
}
