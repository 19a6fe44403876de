package statistics

import (
	"cmp"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rows"
)

var interfaceTable = Table{
	Name: "interface", Doc: "Frames by the interface that they were captured on, in the order in which the interfaces appear.",
	Columns: []Column{
		hostColumn, {"number", "No.", true}, {"section", "", true}, {"id", "", true}, {"name", "Name", false}, {"link_type", "Link type", true},
		{"frames", "Frames", true}, {"bytes", "Bytes", true}, {"messages", "Messages", true}, {"copies", "Copies", true},
		{"per_second", "Per second", true}, {"dropped", "Dropped", true}, {"first_frame", "First", true}, {"last_frame", "Last", true},
	},
	start: func(s *Statistics, row emit) func() {
		n := new(interfaces)
		s.counters = append(s.counters, n)
		return func() {
			for i, on := range n.list {
				row(rows.HostCell(on.host.String()), number(i+1), present(on.section > 0, number(on.section)), number(on.id), present(on.name != "", words(on.name)),
					number(on.link), number(on.frames), number(on.bytes), number(on.messages), number(on.copies),
					rate(on.messages, s.elapsed()), number(on.dropped), frame(on.firstFrame), frame(on.lastFrame))
			}
		}
	},
}

// interfaces counts frames by interface.
type interfaces struct {
	at   analysis.ByInterface[onInterface]
	list []*onInterface
}

type onInterface struct {
	tally
	host                  *host.Host
	section, id           int
	name                  string
	link                  uint32
	frames, bytes         uint64
	dropped               uint64 // by the drop counts of its frames
	firstFrame, lastFrame uint64
}

func (n *interfaces) add(f *analysis.Frame) {
	on := n.of(f)
	on.frames++
	on.bytes += uint64(f.Len)
	on.dropped += f.DropCount.Value
	on.lastFrame = f.Number
	for i := range f.Messages {
		on.count(&f.Messages[i])
	}
}

func (n *interfaces) of(f *analysis.Frame) *onInterface {
	i := f.Interface
	return n.at.Of(i, func() *onInterface {
		on := &onInterface{
			host: f.Host, section: i.Section, id: i.ID, link: uint32(i.LinkType), firstFrame: f.Number,
			name: text([]byte(cmp.Or(i.Name, i.Description))),
		}
		n.list = append(n.list, on)
		return on
	})
}
