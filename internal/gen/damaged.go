package main

import (
	"fmt"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// damaged is the vector that SPEC.md shows as its example of a damaged frame.
const damaged = "datagram/frame/snapped/overrun/little"

// damagedFrame fills the region of SPEC.md that shows a vector.
func damagedFrame(page []byte) ([]byte, error) {
	list, err := cachedVectors()
	if err != nil {
		return nil, err
	}
	set := vectors.Set{Vectors: list}
	v := set.Find(damaged)
	if v == nil {
		return nil, fmt.Errorf("no vector %s", damaged)
	}
	return replaceRegion(page, "damaged", "```text\n"+string(v.AppendText(nil))+"```")
}
