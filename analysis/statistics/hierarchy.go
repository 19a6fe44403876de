package statistics

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

var hierarchyTable = Table{
	Name: "hierarchy", Doc: "Frames and bytes by protocol, as tshark -z io,phs counts them: every frame, copies too, once in each of its protocols.",
	Columns: []Column{
		{"protocol", "", false}, {"depth", "", true}, {"tree", "Protocol", false}, {"frames", "Frames", true}, {"bytes", "Bytes", true}, {"percent", "Percent", true},
	},
	start: func(s *Statistics, row emit) func() {
		h := new(hierarchy)
		s.counters = append(s.counters, h)
		return func() { h.rows(row) }
	},
}

// hierarchy counts frames by the structs that are in them.
type hierarchy struct {
	all, foreign, netlink onWire // foreign: no netlink was found
	connector, proc       onWire
	otherFamily           onWire
	by                    [codec.NumStructs]onWire // by codec.Struct
}

// protocols has the first struct of those that are forms of one message: they have the
// same prefix in filters. Those of process events are told apart.
var protocols = sync.OnceValue(func() *[codec.NumStructs]codec.Struct {
	var first [codec.NumStructs]codec.Struct
	by := map[string]codec.Struct{}
	for in := range codec.NumStructs {
		first[in] = in
		if s, ok := spec.Default().Struct(in.String()); ok && s.Prefix != "cn_proc" {
			if _, known := by[s.Prefix]; !known {
				by[s.Prefix] = in
			}
			first[in] = by[s.Prefix]
		}
	}
	return &first
})

// structs are some of them.
type structs [codec.NumStructs]bool

// onWire counts frames and the bytes that they had.
type onWire struct{ frames, bytes uint64 }

func (n *onWire) count(f *analysis.Frame) {
	n.frames++
	n.bytes += uint64(f.Len)
}

func (h *hierarchy) add(f *analysis.Frame) {
	h.all.count(f)
	if !f.Netlink {
		h.foreign.count(f)
		return
	}
	h.netlink.count(f)
	var seen structs
	proc := false
	for _, s := range f.Spans {
		in := protocols()[s.Struct]
		if seen[in] {
			continue
		}
		seen[in] = true
		if f.IsConnector() && in > codec.StructCnMsg {
			h.by[in].count(f)
			proc = proc || in.IsProcEvent() || in.IsProcRequest()
		}
	}
	switch {
	case f.IsConnector() && seen[codec.StructCnMsg]:
		h.connector.count(f)
	case !f.IsConnector() && seen[codec.RawData]:
		h.otherFamily.count(f)
	}
	if proc {
		h.proc.count(f)
	}
}

func (h *hierarchy) rows(emit emit) {
	row := func(depth int, name string, n onWire) {
		if n.frames > 0 {
			emit(words(name), number(depth), words(strings.Repeat("  ", depth)+name), number(n.frames), number(n.bytes), share(n.frames, h.all.frames))
		}
	}
	row(0, "frame", h.all)
	row(1, "netlink", h.netlink)
	row(2, "data", h.otherFamily)
	row(2, "cn", h.connector)
	row(3, "cn_proc", h.proc)
	for _, s := range spec.Default().Structs() {
		in, ok := codec.StructByName(s.Name)
		switch {
		case !ok || in <= codec.StructCnMsg || in.IsProcEvent():
		case in.IsProcRequest(): // both have the prefix of what they ask for
			row(4, s.Name, h.by[in])
		default:
			row(3+strings.Count(s.Prefix, "."), s.Prefix, h.by[in])
		}
	}
	row(4, "cn_proc.event_data", h.by[codec.RawEventData])
	row(3, "data", h.by[codec.RawData])
	row(1, "other", h.foreign)
}
