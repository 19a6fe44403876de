package statistics

import (
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

// Cell is one value of a row. The zero Cell is one that the row does not have.
type Cell = rows.Cell

func number[T int | int32 | int64 | uint32 | uint64](n T) (c Cell) {
	c.SetInt(int64(n))
	return c
}

func words(s string) (c Cell) {
	c.SetText(s)
	return c
}

func nanos(n int64) (c Cell) {
	c.SetDuration(time.Duration(n))
	return c
}

func float(f float64) (c Cell) {
	c.SetFloat(f)
	return c
}

func moment(n int64) (c Cell) {
	c.SetTime(n)
	return c
}

func frame(n uint64) Cell { return present(n != 0, number(n)) }

// present is the cell if there is one.
func present(ok bool, c Cell) Cell {
	if !ok {
		return Cell{}
	}
	return c
}

// share is how much n is of all, in percent.
func share(n, all uint64) Cell {
	return present(all > 0, float(100*float64(n)/float64(all)))
}

// rate is n in a second; nothing where no time has passed.
func rate(n uint64, elapsed time.Duration) Cell {
	return present(elapsed > 0, float(float64(n)/elapsed.Seconds()))
}
