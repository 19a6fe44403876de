package capinfo

import "github.com/cnwire/cnwire/pcap"

// section is a section of a pcapng.
type section struct {
	Number      int    `json:"number"`
	ByteOrder   string `json:"byte_order"`
	Hardware    *text  `json:"hardware"`
	OS          *text  `json:"os"`
	Application *text  `json:"application"`
	Comments    []text `json:"comments"`
}

// iface is one of a capture; a pcap has one.
type iface struct {
	ID          int           `json:"id"`
	Section     *int          `json:"section"`
	ByteOrder   string        `json:"byte_order"`
	LinkType    pcap.LinkType `json:"link_type"`
	SnapLen     uint32        `json:"snaplen"`
	Resolution  string        `json:"resolution"`
	Name        *text         `json:"name"`
	Description *text         `json:"description"`
	Hardware    *text         `json:"hardware"`
	OS          *text         `json:"os"`
	Filter      *text         `json:"filter"`
	Comments    []text        `json:"comments"`
	Statistics  *counters     `json:"statistics"`
}

// counters are what an interface's last statistics say.
type counters struct {
	Received  *uint64 `json:"received"`
	Dropped   *uint64 `json:"dropped"`
	Accepted  *uint64 `json:"accepted"`
	OSDropped *uint64 `json:"os_dropped"`
	Delivered *uint64 `json:"delivered"`
}

func sections(r *pcap.Reader) []section {
	list := []section{}
	for _, s := range r.Sections() {
		list = append(list, section{s.Number, order(s.BigEndian), said(s.Hardware), said(s.OS), said(s.Application), texts(s.Comments)})
	}
	return list
}

func interfaces(r *pcap.Reader) []iface {
	list := []iface{}
	for _, i := range r.Interfaces() {
		one := iface{
			ID: i.ID, Section: known(i.Section, i.Section > 0), ByteOrder: order(i.BigEndian), LinkType: i.LinkType, SnapLen: i.SnapLen, Resolution: i.Resolution.String(),
			Name: said(i.Name), Description: said(i.Description), Hardware: said(i.Hardware), OS: said(i.OS), Filter: said(i.Filter), Comments: texts(i.Comments),
		}
		if s := i.Statistics; s != nil {
			one.Statistics = &counters{count(s.Received), count(s.Dropped), count(s.Accepted), count(s.OSDropped), count(s.Delivered)}
		}
		list = append(list, one)
	}
	return list
}

func said(s string) *text { return known(text(s), s != "") }

func count(n pcap.Optional[uint64]) *uint64 { return known(n.Value, n.Present) }

func order(big bool) string {
	if big {
		return "big"
	}
	return "little"
}
