package convert

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/pcap"
)

// What is left out is named, and a capture with a block of every type takes no memory
// for each.
func TestLeftOut(t *testing.T) {
	var l LeftOut
	for _, typ := range []uint32{pcap.TypeNames, pcap.TypeNames, 0xbad, 0x40000bad, pcap.TypeSection, 0x77} {
		l.add(&pcap.Block{Type: typ})
	}
	var says []string
	l.Each(func(n uint64, what string) { says = append(says, fmt.Sprint(n, " ", what)) })
	const want = "2 blocks of resolved names; 1 blocks of type 0x77; 1 custom blocks; 1 custom blocks that forbid copies; 1 descriptions of sections"
	if got := strings.Join(says, "; "); got != want || l.Blocks != 6 {
		t.Errorf("%s, %d", got, l.Blocks)
	}
	for typ := range uint32(10000) {
		l.add(&pcap.Block{Type: 0x1000 + typ})
	}
	kinds, sum := 0, uint64(0)
	l.Each(func(n uint64, _ string) { kinds, sum = kinds+1, sum+n })
	if kinds > 20 || sum != 10006 {
		t.Errorf("%d kinds of %d", kinds, sum)
	}
}
