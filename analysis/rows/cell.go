package rows

import (
	"bytes"
	"cmp"
	"math"
	"time"
)

// Kind is what a cell holds.
type Kind uint8

const (
	Missing  Kind = iota // nothing: empty in text, null in JSON
	Absent               // nothing, and in JSON no key either
	Integer              // an int64
	Unsigned             // a uint64
	Float                // a float64; programs read three decimals
	Bool                 // true or false
	Text                 // words
	Bytes                // octets, written in hexadecimal
	Time                 // nanoseconds since 1970, UTC
	Duration             // nanoseconds
	Texts                // several texts
	Numbers              // of a column: its cells are Texts that are numbers, and bare in JSON
)

// Cell is one value of a row. Its zero value is a missing one. Data keeps its
// memory from row to row.
type Cell struct {
	Kind Kind
	Num  uint64 // the bits of what is no text: two's complement, IEEE 754, 0 or 1
	Data []byte // of Text and Bytes; of Texts each text with a NUL behind it
}

// Row is a cell for each column of a Schema. A row is valid until the next one
// is made.
type Row []Cell

// Is reports whether there is a value.
func (c *Cell) Is() bool { return c.Kind > Absent }

// Clear makes the cell a missing one.
func (c *Cell) Clear() { c.Kind = Missing }

func (c *Cell) set(k Kind, n uint64) { c.Kind, c.Num = k, n }

// SetInt, SetUint, SetFloat and SetBool make it a number or a truth.
func (c *Cell) SetInt(n int64)     { c.set(Integer, uint64(n)) }
func (c *Cell) SetUint(n uint64)   { c.set(Unsigned, n) }
func (c *Cell) SetFloat(f float64) { c.set(Float, math.Float64bits(f)) }
func (c *Cell) SetBool(b bool) {
	c.set(Bool, 0)
	if b {
		c.Num = 1
	}
}

// SetTime takes nanoseconds since 1970.
func (c *Cell) SetTime(ns int64) { c.set(Time, uint64(ns)) }

// SetDuration makes it a length of time.
func (c *Cell) SetDuration(d time.Duration) { c.set(Duration, uint64(d)) }

// SetText copies a text.
func (c *Cell) SetText(s string) { c.Kind, c.Data = Text, append(c.Data[:0], s...) }

// Keep makes a text of b, which the cell then owns: what was appended to Room.
func (c *Cell) Keep(b []byte) { c.Kind, c.Data = Text, b }

// Room is memory of the cell's own to append a text to, for Keep.
func (c *Cell) Room() []byte { return c.Data[:0] }

// SetList makes it a list of no texts yet.
func (c *Cell) SetList() { c.Kind, c.Data = Texts, c.Data[:0] }

// Add adds a text, which has no NUL, to a list.
func (c *Cell) Add(item string) { c.Data = append(append(c.Data, item...), 0) }

// int and float are what Num says.
func (c *Cell) int() int64     { return int64(c.Num) }
func (c *Cell) float() float64 { return math.Float64frombits(c.Num) }

// compare orders the cells of a column, both of which have a value.
func (c *Cell) compare(o *Cell) int {
	switch {
	case c.Kind != o.Kind:
		return cmp.Compare(c.Kind, o.Kind)
	case c.Kind == Float:
		return cmp.Compare(c.float(), o.float())
	case c.Kind == Unsigned:
		return cmp.Compare(c.Num, o.Num)
	case c.hasData():
		return bytes.Compare(c.Data, o.Data)
	}
	return cmp.Compare(c.int(), o.int())
}

func (c *Cell) hasData() bool { return c.Kind == Text || c.Kind == Bytes || c.Kind == Texts }
