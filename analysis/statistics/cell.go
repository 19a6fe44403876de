package statistics

import (
	"encoding/json"
	"math"
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// Cell is one value of a row. The zero Cell is one that the row does not have:
// null in JSON, empty elsewhere.
type Cell struct {
	kind cellKind
	n    int64 // nanoseconds since 1970 in a cellMoment
	f    float64
	s    string
}

type cellKind uint8

const (
	cellNone   cellKind = iota
	cellInt             // a count or a number
	cellFloat           // a rate or a percentage
	cellText            // words
	cellNanos           // nanoseconds; people read seconds
	cellMoment          // RFC 3339
)

func number[T int | int32 | int64 | uint32 | uint64](n T) Cell {
	return Cell{kind: cellInt, n: int64(n)}
}
func words(s string) Cell   { return Cell{kind: cellText, s: s} }
func nanos(n int64) Cell    { return Cell{kind: cellNanos, n: n} }
func float(f float64) Cell  { return Cell{kind: cellFloat, f: f} }
func moment(n int64) Cell   { return Cell{kind: cellMoment, n: n} }
func frame(n uint64) Cell   { return present(n != 0, number(n)) }
func (c Cell) isWord() bool { return c.kind == cellText || c.kind == cellMoment }

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

// Append appends the cell for programs: a number as it is, in the unit that its
// column names.
func (c Cell) Append(dst []byte) []byte {
	switch c.kind {
	case cellInt, cellNanos:
		return strconv.AppendInt(dst, c.n, 10)
	case cellFloat:
		return strconv.AppendFloat(dst, math.Round(c.f*1000)/1000, 'f', -1, 64)
	case cellText:
		return append(dst, c.s...)
	case cellMoment:
		return time.Unix(0, c.n).UTC().AppendFormat(dst, time.RFC3339Nano)
	}
	return dst
}

// AppendHuman appends the cell for people: nanoseconds as seconds, rates with
// one decimal, times on the clock of TZ.
func (c Cell) AppendHuman(dst []byte) []byte {
	switch c.kind {
	case cellFloat:
		return strconv.AppendFloat(dst, c.f, 'f', 1, 64)
	case cellNanos:
		return analysis.AppendDuration(dst, time.Duration(c.n), 9)
	case cellMoment:
		return time.Unix(0, c.n).Local().AppendFormat(dst, "2006-01-02 15:04:05.000000")
	}
	return c.Append(dst)
}

// appendJSON appends the cell as a JSON value.
func (c Cell) appendJSON(dst []byte) []byte {
	switch {
	case c.kind == cellNone:
		return append(dst, "null"...)
	case c.isWord():
		b, _ := json.Marshal(string(c.Append(nil))) // a string cannot fail
		return append(dst, b...)
	}
	return c.Append(dst)
}
