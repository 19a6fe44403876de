package filter

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// proto is a name that is no field and stands for bytes.
type proto struct {
	starts [256]bool  // the structs that one begins with
	ends   *[256]bool // the structs behind it; if nil, it is one struct
	whole  func(f *analysis.Frame) (to int, ok bool)
	open   bool // contains and matches look behind its end too, as in tshark
}

// protocols are those that tshark knows, and one for each prefix of the table.
var protocols = sync.OnceValue(func() map[string]*proto {
	return protocolsOf(spec.Default().Structs(), codec.StructByName)
})

func protocolsOf(structs []spec.Struct, byName func(string) (codec.Struct, bool)) map[string]*proto {
	m := map[string]*proto{
		"frame":         {whole: func(f *analysis.Frame) (int, bool) { return len(f.Data), true }},
		"netlink":       {whole: cooked, open: true},
		"sll":           {whole: sll, open: true},
		"data":          {},
		"_ws.malformed": {whole: func(f *analysis.Frame) (int, bool) { return 0, f.Err.Err != nil }},
		"_ws.short":     {whole: func(f *analysis.Frame) (int, bool) { return 0, f.Truncated() }},
	}
	m["data"].starts[codec.RawData] = true
	m["data"].starts[codec.RawEventData] = true
	for _, s := range structs {
		in, ok := byName(s.Name)
		if p := m[s.Prefix]; !ok || p != nil && p.whole != nil {
			continue
		}
		if m[s.Prefix] == nil {
			m[s.Prefix] = new(proto)
		}
		m[s.Prefix].starts[in] = true
	}
	for name, p := range m {
		message, arms, ends := p.starts[codec.StructCnMsg], false, new([256]bool)
		for _, s := range structs {
			in, ok := byName(s.Name)
			arm := strings.HasPrefix(s.Prefix, name+".")
			arms = arms || arm
			ends[in] = ends[in] || ok && !arm && !message
		}
		if !message && !arms { // else it has what is behind it: a payload, an arm
			continue
		}
		for _, in := range []codec.Struct{codec.StructNlMsghdr, codec.StructCnMsg, codec.RawPad, codec.RawTail} {
			ends[in] = true
		}
		p.ends = ends
	}
	return m
}

// cooked returns where the cooked header of netlink ends.
func cooked(f *analysis.Frame) (int, bool) {
	if f.Netlink && f.Base == 0 { // none was captured
		return len(f.Data), true
	}
	return min(f.Base, len(f.Data)), f.Netlink
}

// sll is the cooked header of the device "any".
func sll(f *analysis.Frame) (int, bool) {
	to, ok := cooked(f)
	return to, ok && f.Interface.LinkType != pcap.LinkTypeNetlink
}

// each tells which bytes each one in a frame has, in their order.
func (p *proto) each(f *analysis.Frame, tell func(from, to int)) {
	if p.whole != nil {
		if to, ok := p.whole(f); ok {
			tell(0, to)
		}
		return
	}
	most := len(f.Data) // where the cn_msg ends, by its length
	for i, s := range f.Spans {
		switch s.Struct {
		case codec.StructNlMsghdr:
			most = len(f.Data)
		case codec.StructCnMsg:
			var m codec.CnMsg
			if _, err := m.DecodeHead(s.Order, f.Data[s.Off:s.Off+s.Len]); err == nil {
				most = s.Off + codec.CnMsgSize + int(m.Length)
			}
		}
		if !p.starts[s.Struct] {
			continue
		}
		own := s.Off + s.Len
		to := own
		if p.ends != nil {
			for _, next := range f.Spans[i+1:] {
				if p.ends[next.Struct] {
					break
				}
				to = next.Off + next.Len
			}
		}
		tell(s.Off, max(own, min(to, most)))
	}
}
