package analysis

import (
	"strconv"
	"strings"
	"sync"
)

// Columns are the columns of a frame's line.
type Columns struct {
	Time    TimeFormat
	Numeric bool // ids, signals and errors stay numbers
}

// Column is one of them.
type Column struct {
	Title string
	Doc   string
	Right bool // numbers stand at the right
	Width int  // at least so wide
	// Append appends the frame's cell; nothing where the frame has none.
	Append func(c *Columns, dst []byte, f *Frame) []byte
}

// AllColumns are the columns in their order. _ws.col.TITLE names one for
// -T fields.
var AllColumns = []Column{
	{"No.", "Number of the frame.", true, 5, (*Columns).number},
	{"Time", "Time of the frame, as -t says.", true, 10, (*Columns).time},
	{"Direction", "Who sent it: >kernel, <kernel or ?.", false, 7, (*Columns).direction},
	{"ID", "idx:val of the first connector message.", true, 3, (*Columns).id},
	{"Seq", "seq of the first connector message, else nlmsg_seq.", true, 6, (*Columns).seq},
	{"Ack", "ack of the first connector message.", true, 4, (*Columns).ack},
	{"Info", "What the frame says.", false, 0, (*Columns).info},
}

// columnPrefix is what tshark puts before a column's title.
const columnPrefix = "_ws.col."

// Fields returns the columns as fields. Lookup does not know them, for their
// form depends on c.
func (c *Columns) Fields() []*Field {
	var fields []*Field
	for i := range AllColumns {
		col := &AllColumns[i]
		fields = append(fields, derived(columnPrefix+col.Title, Text, 0, "Column: "+col.Doc,
			func(f *Frame, dst []Value) []Value {
				return append(dst, Value{Text: string(col.Append(c, nil, f))})
			}))
	}
	return fields
}

// Lookup finds a field or, whatever its capitals, a column.
func (c *Columns) Lookup(name string) (*Field, error) {
	if len(name) > len(columnPrefix) && strings.EqualFold(name[:len(columnPrefix)], columnPrefix) {
		var names []string
		for _, fd := range c.Fields() {
			if strings.EqualFold(fd.Name, name) {
				return fd, nil
			}
			names = append(names, fd.Name)
		}
		return nil, &UnknownFieldError{Name: name, Near: nearest(name, names)}
	}
	return Lookup(name)
}

func (c *Columns) number(dst []byte, f *Frame) []byte { return strconv.AppendUint(dst, f.Number, 10) }
func (c *Columns) time(dst []byte, f *Frame) []byte   { return c.Time.Append(dst, f) }
func (c *Columns) info(dst []byte, f *Frame) []byte   { return f.AppendSummary(dst, c.Numeric) }

func (c *Columns) direction(dst []byte, f *Frame) []byte {
	if !f.Netlink {
		return dst
	}
	d, _ := f.Direction()
	return append(dst, d.String()...)
}

func (c *Columns) id(dst []byte, f *Frame) []byte {
	idx, _ := standing().idx.First(f)
	val, ok := standing().val.First(f)
	if !ok {
		return dst
	}
	dst = idx.Append(dst)
	dst = append(dst, ':')
	return val.Append(dst)
}

func (c *Columns) seq(dst []byte, f *Frame) []byte {
	v, ok := standing().seq.First(f)
	if !ok {
		v, ok = standing().nlSeq.First(f)
	}
	if !ok {
		return dst
	}
	return v.Append(dst)
}

func (c *Columns) ack(dst []byte, f *Frame) []byte {
	v, ok := standing().ack.First(f)
	if !ok {
		return dst
	}
	return v.Append(dst)
}

// standingFields are the fields that every line asks for.
type standingFields struct {
	idx, val, seq, ack, nlSeq, portID *Field
}

var standing = sync.OnceValue(func() *standingFields {
	by := registry().byName
	return &standingFields{
		by["cn.idx"], by["cn.val"], by["cn.seq"], by["cn.ack"], by["netlink.hdr_seq"], by["netlink.hdr_pid"],
	}
})
