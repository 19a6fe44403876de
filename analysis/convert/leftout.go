package convert

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cnwire/cnwire/pcap"
)

// LeftOut counts blocks that an output has no place for, by what they are. The zero
// value is none.
type LeftOut struct {
	Blocks uint64
	of     map[string]uint64
}

// mostTypes is how many types of unknown blocks are told apart: a capture may have one
// of each.
const mostTypes = 8

// blocks are how those that are known are called.
var blocks = map[uint32]string{
	pcap.TypeSection: "descriptions of sections", pcap.TypeNames: "blocks of resolved names", pcap.TypeSecrets: "blocks of decryption secrets",
	pcap.TypeCustom: "custom blocks", pcap.TypeCustomNoCopy: "custom blocks that forbid copies", pcap.TypeJournal: "entries of systemd's journal",
}

func (l *LeftOut) add(b *pcap.Block) {
	name := blocks[b.Type]
	if name == "" {
		name = fmt.Sprintf("blocks of type %#x", b.Type)
	}
	if l.of == nil {
		l.of = map[string]uint64{}
	}
	if l.of[name] == 0 && len(l.of) >= len(blocks)+mostTypes {
		name = "blocks of other types"
	}
	l.Blocks++
	l.of[name]++
}

// Each hands on how many there are of each kind, by name.
func (l *LeftOut) Each(take func(n uint64, what string)) {
	for _, what := range slices.Sorted(maps.Keys(l.of)) {
		take(l.of[what], what)
	}
}
