package record

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// ring names the files that a recording fills one after the other, and removes
// the oldest.
type ring struct {
	name   string // as the user gave it
	keep   int    // how many; 0 is all
	number int
	kept   []string
}

// next names the next file, as tshark does: name_00001_20261129041459.pcapng.
func (g *ring) next(now time.Time) string {
	g.number++
	ending := filepath.Ext(g.name)
	base := strings.TrimSuffix(g.name, ending)
	return fmt.Sprintf("%s_%05d_%s%s", base, g.number, now.Format("20060102150405"), ending)
}

// written puts a file down, and removes those that are too many.
func (g *ring) written(name string) error {
	g.kept = append(g.kept, name)
	for g.keep > 0 && len(g.kept) > g.keep {
		if err := os.Remove(g.kept[0]); err != nil && !os.IsNotExist(err) {
			return err
		}
		g.kept = g.kept[1:]
	}
	return nil
}
