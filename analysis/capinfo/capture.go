package capinfo

import (
	"cmp"
	"encoding/json"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// Capture is the object.
type Capture struct {
	File        text      `json:"file"`
	Size        *int64    `json:"size"`
	Format      string    `json:"format"`
	Compression *string   `json:"compression"`
	Hosts       []text    `json:"hosts"`
	Sections    []section `json:"sections"`
	Interfaces  []iface   `json:"interfaces"`

	Frames        uint64  `json:"frames"`
	CapturedBytes uint64  `json:"captured_bytes"`
	WireBytes     uint64  `json:"wire_bytes"`
	Earliest      *string `json:"earliest"`
	Latest        *string `json:"latest"`
	DurationNs    *int64  `json:"duration_ns"`
	Backwards     uint64  `json:"backwards"`
	Timeless      uint64  `json:"without_time"`

	LinkTypes  []linkType  `json:"link_types"`
	ByteOrders []byteOrder `json:"byte_orders"`
	Families   []family    `json:"families"`
	Messages   uint64      `json:"messages"`
	Copies     uint64      `json:"copies"`
	IDs        []id        `json:"ids"`
	OtherIDs   uint64      `json:"messages_of_other_ids"`
	Requests   uint64      `json:"requests"`
	Events     []event     `json:"events"`

	Truncated      uint64 `json:"truncated"`
	Malformed      uint64 `json:"malformed"`
	Repaired       uint64 `json:"repaired"`
	LostFrames     uint64 `json:"lost_by_frames"`
	LostInterfaces uint64 `json:"lost_by_interfaces"`
}

type (
	linkType struct {
		LinkType pcap.LinkType `json:"link_type"`
		Frames   uint64        `json:"frames"`
	}
	byteOrder struct {
		ByteOrder string `json:"byte_order"`
		Frames    uint64 `json:"frames"`
	}
	family struct {
		Family uint16  `json:"family"`
		Name   *string `json:"name"`
		Frames uint64  `json:"frames"`
	}
	id struct {
		Idx      uint32 `json:"idx"`
		Val      uint32 `json:"val"`
		Messages uint64 `json:"messages"`
	}
	event struct {
		What     uint32  `json:"what"`
		Name     *string `json:"name"`
		Messages uint64  `json:"messages"`
	}
)

// Of describes a capture that r has read. size is 0 where nobody knows it; hosts are
// the names of several.
func Of(n *analysis.Info, r *pcap.Reader, name string, size int64, hosts []string) *Capture {
	c := &Capture{
		File: text(name), Format: r.Format(), Compression: known(r.Compression(), r.Compression() != ""), Size: known(size, size > 0),
		Hosts: texts(hosts), Sections: sections(r), Interfaces: interfaces(r),
		Frames: n.Frames, CapturedBytes: n.CapturedBytes, WireBytes: n.WireBytes, Backwards: n.Backwards, Timeless: n.Timeless,
		Messages: n.Messages, Copies: n.Copies, OtherIDs: n.OtherIDs, Requests: n.Requests,
		Truncated: n.Truncated, Malformed: n.Malformed, Repaired: n.Repaired, LostFrames: n.DropCount,
		LinkTypes: []linkType{}, ByteOrders: []byteOrder{}, Families: []family{}, IDs: []id{}, Events: []event{},
	}
	c.times(n)
	linkTypes, orders, families, ids, events := n.LinkTypes.Map(), n.Orders.Map(), n.Families.Map(), n.IDs.Map(), n.Events.Map()
	for _, t := range slices.Sorted(maps.Keys(linkTypes)) {
		c.LinkTypes = append(c.LinkTypes, linkType{t, linkTypes[t]})
	}
	for _, o := range slices.Sorted(maps.Keys(orders)) {
		c.ByteOrders = append(c.ByteOrders, byteOrder{o.String(), orders[o]})
	}
	for _, f := range slices.Sorted(maps.Keys(families)) {
		c.Families = append(c.Families, family{f, known(spec.Default().Name("netlink_family", uint64(f))), families[f]})
	}
	for _, i := range slices.SortedFunc(maps.Keys(ids), func(a, b codec.CbID) int {
		return cmp.Or(cmp.Compare(a.Idx, b.Idx), cmp.Compare(a.Val, b.Val))
	}) {
		c.IDs = append(c.IDs, id{i.Idx, i.Val, ids[i]})
	}
	for _, w := range slices.Sorted(maps.Keys(events)) {
		c.Events = append(c.Events, event{uint32(w), known(spec.Default().Name("proc_event_what", uint64(w))), events[w]})
	}
	for _, i := range r.Interfaces() {
		lost, _ := i.Drops()
		c.LostInterfaces += lost
	}
	return c
}

// times says when the frames are; a duration that does not fit is not known.
func (c *Capture) times(n *analysis.Info) {
	if n.Frames == n.Timeless {
		return
	}
	c.Earliest, c.Latest = known(moment(n.Earliest), true), known(moment(n.Latest), true)
	d := n.Latest.Sub(n.Earliest) // or the longest that there is
	c.DurationNs = known(int64(d), d < math.MaxInt64)
}

func moment(t time.Time) string { return t.UTC().Format(time.RFC3339Nano) }

// known is a value, or null.
func known[T any](v T, is bool) *T {
	if !is {
		return nil
	}
	return &v
}

// text is what a file says in words, so that no terminal obeys it.
type text string

// MarshalJSON returns it as the other formats have texts.
func (t text) MarshalJSON() ([]byte, error) { return analysis.AppendJSONString(nil, string(t)), nil }

func texts(list []string) []text {
	all := []text{}
	for _, s := range list {
		all = append(all, text(s))
	}
	return all
}

// Append appends the object, on one line or indented behind a prefix.
func (c *Capture) Append(dst []byte, prefix string, lines bool) ([]byte, error) {
	b, err := json.Marshal(c)
	if lines {
		b, err = json.MarshalIndent(c, prefix, "  ")
	}
	return append(dst, b...), err
}
