package filter

import (
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// proto is a name that is no field and stands for bytes.
type proto struct {
	starts [256]bool // the structs that one begins with
	ends   [256]bool // the structs that end it; if none does, it is one struct
	whole  func(f *analysis.Frame) (to int, ok bool)
	open   bool // contains and matches look behind its end too, as in tshark
}

// protocols are those that tshark knows, and one for each prefix of the table.
var protocols = sync.OnceValue(func() map[string]*proto {
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
	for _, s := range spec.Default().Structs() {
		in, ok := codec.StructByName(s.Name)
		if p := m[s.Prefix]; !ok || p != nil && p.whole != nil {
			continue
		}
		if m[s.Prefix] == nil {
			m[s.Prefix] = new(proto)
		}
		m[s.Prefix].starts[in] = true
	}
	for _, ends := range []codec.Struct{codec.StructNlMsghdr, codec.StructCnMsg, codec.RawPad, codec.RawTail} {
		m["cn"].ends[ends] = true
		m["cn_proc"].ends[ends] = true
	}
	return m
})

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

// extent returns the bytes of the first one that begins with span i or a later
// one, and which span that is, or -1.
func (p *proto) extent(f *analysis.Frame, i int) (from, to, at int) {
	if p.whole != nil {
		to, ok := p.whole(f)
		if i > 0 || !ok {
			return 0, 0, -1
		}
		return 0, to, 0
	}
	for ; i < len(f.Spans); i++ {
		if s := f.Spans[i]; p.starts[s.Struct] {
			return s.Off, p.end(f, i), i
		}
	}
	return 0, 0, -1
}

// end returns where the one that begins with span i ends.
func (p *proto) end(f *analysis.Frame, i int) int {
	own := f.Spans[i].Off + f.Spans[i].Len
	if !p.ends[codec.StructNlMsghdr] {
		return own
	}
	to := own
	for _, s := range f.Spans[i+1:] {
		if p.ends[s.Struct] {
			break
		}
		to = s.Off + s.Len
	}
	return max(own, min(to, messageEnd(f, i)))
}

// messageEnd returns where the cn_msg ends that span i is of or that stands
// before it, by its length.
func messageEnd(f *analysis.Frame, i int) int {
	for ; i >= 0; i-- {
		s := f.Spans[i]
		var m codec.CnMsg
		if s.Struct != codec.StructCnMsg {
			continue
		}
		if _, err := m.DecodeHead(s.Order, f.Data[s.Off:s.Off+s.Len]); err == nil {
			return s.Off + codec.CnMsgSize + int(m.Length)
		}
		break
	}
	return len(f.Data)
}

// layer returns the number of the one that an offset is in, from 1, and how many
// there are.
func (p *proto) layer(f *analysis.Frame, off int) (layer, all int) {
	if p.whole != nil {
		return 1, 1
	}
	for _, s := range f.Spans {
		if p.starts[s.Struct] {
			all++
			if s.Off <= off {
				layer = all
			}
		}
	}
	return max(layer, 1), max(all, 1)
}
