package export

import (
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
)

// context sets where in the life of its process an event is, and whom that descends from.
func context(cells rows.Row, c *analysis.Context) {
	if c == nil {
		return
	}
	cells[colLife].SetInt(int64(c.Life))
	if c.Aged {
		cells[colAge].SetInt(int64(c.Age))
	}
	if c.Execed {
		cells[colForkToExec].SetInt(int64(c.ForkToExec))
	}
	if len(c.Ancestors) == 0 {
		return
	}
	list := cells[colAncestors].Room()
	for i, pid := range c.Ancestors {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, int64(pid), 10)
	}
	cells[colAncestors].Keep(list)
}
