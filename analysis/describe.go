package analysis

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
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
	describeContainer(line, r)
	line("Frames", "%d", n.Frames)
	line("Bytes", "%d captured, %d on the wire", n.CapturedBytes, n.WireBytes)
	if n.Frames > n.Timeless {
		line("Earliest", "%s", moment(n.Earliest))
		line("Latest", "%s", moment(n.Latest))
		line("Duration", "%s s", appendSpan(nil, n.Earliest, n.Latest))
		line("Order of time", "%s", inOrder(n.Backwards))
	}
	if n.Timeless > 0 {
		line("Without time", "%d frames", n.Timeless)
	}
	each(n.LinkTypes.Map(), func(t pcap.LinkType, count uint64) { line("Link type", "%d: %d frames", t, count) })
	each(n.Orders.Map(), func(o codec.Order, count uint64) { line("Byte order", "%s: %d frames", o, count) })
	each(n.Families.Map(), func(f uint16, count uint64) {
		line("Family", "%s: %d frames", appendName(nil, "netlink_family", uint64(f), "family ", false), count)
	})
	line("Messages", "%d of the connector", n.Messages)
	line("Copies", "%d, for other listeners", n.Copies)
	ids, events := n.IDs.Map(), n.Events.Map()
	for _, id := range slices.SortedFunc(maps.Keys(ids), compareIDs) {
		name := strings.TrimRight(" "+userName(id), " ")
		line("Id", "%s%s: %d messages", spec.IDText(id.Idx, id.Val), name, ids[id])
	}
	if n.OtherIDs > 0 {
		line("Id", "others: %d messages", n.OtherIDs)
	}
	line("Requests", "%d", n.Requests)
	for _, v := range spec.Default().Set("proc_event_what") {
		if count := events[codec.EventType(v.Value)]; count > 0 {
			line("Event", "%s: %d", v.Name, count)
		}
	}
	each(events, func(t codec.EventType, count uint64) {
		if _, known := spec.Default().Name("proc_event_what", uint64(t)); !known {
			line("Event", "0x%08x: %d", uint32(t), count)
		}
	})
	line("Truncated", "%d frames", n.Truncated)
	line("Malformed", "%d frames", n.Malformed)
	line("Repaired", "%d frames", n.Repaired)
	n.describeLosses(line, r)
}

// liner writes a line, of a name and a value.
type liner func(name, format string, args ...any)

// describeContainer says what stands around the frames: sections, interfaces.
func describeContainer(line liner, r *pcap.Reader) {
	interfaces := r.Interfaces()
	if r.Format() != "pcapng" {
		line("Headers", "%s-endian", order(interfaces[0].BigEndian))
		describeInterface(line, interfaces[0])
		return
	}
	for _, s := range r.Sections() {
		line(fmt.Sprintf("Section %d", s.Number), "%s-endian headers", order(s.BigEndian))
		describeTexts(line, "hardware", s.Hardware, "system", s.OS, "program", s.Application)
		describeComments(line, s.Comments)
		for ; len(interfaces) > 0 && interfaces[0].Section <= s.Number; interfaces = interfaces[1:] {
			describeInterface(line, interfaces[0])
		}
	}
}

func describeInterface(line liner, i *pcap.Interface) {
	line(fmt.Sprintf("Interface %d", i.ID), "link type %d, snap length %d, time in %v s", i.LinkType, i.SnapLen, i.Resolution)
	describeTexts(line, "name", i.Name, "description", i.Description, "hardware", i.Hardware, "system", i.OS, "filter", i.Filter)
	describeComments(line, i.Comments)
	s := i.Statistics
	if s == nil {
		return
	}
	for _, c := range counters(s) {
		if c.Present {
			line("", "%d frames %s, it says", c.Value, c.what)
		}
	}
}

// describeTexts writes pairs of a name and what a file says in words.
func describeTexts(line liner, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			line("", "%s: %s", pairs[i], words(pairs[i+1]))
		}
	}
}

func describeComments(line liner, comments []string) {
	for _, c := range comments {
		describeTexts(line, "comment", c)
	}
}

// words is AppendText of any text, but where nothing is joined a comma is one.
func words(s string) []byte {
	var b []byte
	for i, part := range strings.Split(untilNUL(s), ",") {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendText(b, []byte(part))
	}
	return b
}

// counter is one of an interface's statistics.
type counter struct {
	pcap.Optional[uint64]
	what string
}

func counters(s *pcap.Statistics) []counter {
	return []counter{
		{s.Received, "received"}, {s.Dropped, "dropped by the interface"}, {s.Accepted, "accepted by the filter"},
		{s.OSDropped, "dropped by the operating system"}, {s.Delivered, "delivered"},
	}
}

// describeLosses adds up what the file itself says of losses.
func (n *Info) describeLosses(line liner, r *pcap.Reader) {
	var dropped uint64
	for _, i := range r.Interfaces() {
		n, _ := i.Drops()
		dropped += n
	}
	line("Dropped", "%d frames, by drop counts of frames", n.DropCount)
	line("", "%d frames, by statistics of interfaces", dropped)
	line("", "what numbers of messages miss, check and stats say")
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

// appendSpan appends the seconds from one time to another, which may be more
// than a time.Duration can hold.
func appendSpan(dst []byte, from, to time.Time) []byte {
	sec, nsec := to.Unix()-from.Unix(), to.Nanosecond()-from.Nanosecond()
	if nsec < 0 {
		sec, nsec = sec-1, nsec+1e9
	}
	return appendSeconds(dst, sec, uint32(nsec), 9)
}

func moment(t time.Time) string { return t.Local().Format("2006-01-02 15:04:05.000000000 MST") }

func inOrder(backwards uint64) string {
	if backwards == 0 {
		return "ascending"
	}
	return fmt.Sprintf("%d frames are earlier than the one before", backwards)
}
