package analysis

import (
	"strings"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/internal/suggest"
	"github.com/cnwire/cnwire/spec"
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
	Hosts bool // it tells hosts apart, and stands where there are several
	// Append appends the frame's cell; nothing where the frame has none.
	Append func(c *Columns, dst []byte, f *Frame) []byte
}

// AllColumns returns the columns in their order. _ws.col.TITLE names one for
// -T fields. The slice is shared: do not change it.
func AllColumns() []Column { return allColumns }

var allColumns = []Column{
	{"No.", "Number of the frame.", true, 5, false, (*Columns).number},
	{"Time", "Time of the frame, as -t says.", true, 10, false, (*Columns).time},
	{"Direction", "Who sent it: >kernel, <kernel or ?.", false, 7, false, (*Columns).direction},
	{"ID", "idx:val of the first connector message.", true, 3, false, (*Columns).id},
	{"Seq", "seq of the first connector message, else nlmsg_seq.", true, 6, false, (*Columns).seq},
	{"Ack", "ack of the first connector message.", true, 4, false, (*Columns).ack},
	{"Host", "Whose it is, where there are several hosts.", false, 0, true, (*Columns).host},
	{"Info", "What the frame says.", false, 0, false, (*Columns).info},
}

// columnPrefix is what tshark puts before a column's title.
const columnPrefix = "_ws.col."

// Fields returns the columns as fields. Lookup does not know them, for their
// form depends on c.
func (c *Columns) Fields() []*Field {
	var fields []*Field
	for i := range allColumns {
		col := &allColumns[i]
		fields = append(fields, ofFrame(columnPrefix+col.Title, Text, 0, "Column: "+col.Doc,
			func(f *Frame) (Value, bool) { return Value{Text: string(col.Append(c, nil, f))}, true }))
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
		return nil, &UnknownFieldError{Name: name, Near: suggest.Nearest(name, names)}
	}
	return Lookup(name)
}

func (c *Columns) number(dst []byte, f *Frame) []byte { return digits.AppendUint(dst, f.Number) }
func (c *Columns) time(dst []byte, f *Frame) []byte   { return c.Time.Append(dst, f) }
func (c *Columns) host(dst []byte, f *Frame) []byte {
	return Escape(append(dst, f.Host.String()...), len(dst))
}
func (c *Columns) info(dst []byte, f *Frame) []byte { return f.AppendSummary(dst, c.Numeric) }

func (c *Columns) direction(dst []byte, f *Frame) []byte {
	if !f.Netlink {
		return dst
	}
	d, _ := f.Direction()
	return append(dst, d.String()...)
}

// first returns the frame's first connector message, also where its head was
// cut, or nil.
func (f *Frame) first() *Message {
	switch {
	case len(f.Messages) > 0 && (len(f.Fragments) == 0 || f.Messages[0].Msg == 0):
		return &f.Messages[0]
	case len(f.Fragments) > 0:
		return &f.Fragments[0]
	}
	return nil
}

// head appends a number of the first connector message's head, as write writes it,
// where it was captured.
func (f *Frame) head(dst []byte, number func(*codec.CnMsg) uint32, name string, write func([]byte, uint32) []byte) []byte {
	m := f.first()
	switch {
	case m == nil:
	case m.Spans[0].Len == codec.CnMsgSize:
		return write(dst, number(&m.CN))
	default:
		if v, ok := f.member(m.Spans[0], name); ok {
			return write(dst, uint32(v.Num))
		}
	}
	return dst
}

func count(dst []byte, n uint32) []byte { return digits.AppendUint(dst, uint64(n)) }

func (c *Columns) id(dst []byte, f *Frame) []byte {
	n := len(dst)
	dst = f.head(dst, func(m *codec.CnMsg) uint32 { return m.ID.Idx }, "idx", spec.AppendIDNumber)
	colon := append(dst, ':')
	if dst = f.head(colon, func(m *codec.CnMsg) uint32 { return m.ID.Val }, "val", spec.AppendIDNumber); len(dst) == len(colon) {
		return dst[:n]
	}
	return dst
}

func (c *Columns) seq(dst []byte, f *Frame) []byte {
	n := len(dst)
	dst = f.head(dst, func(m *codec.CnMsg) uint32 { return m.Seq }, "seq", count)
	if len(dst) > n || len(f.NlMsgs) == 0 {
		return dst
	}
	if v, ok := f.member(f.NlMsgs[0].Header, "nlmsg_seq"); ok {
		return v.Append(dst)
	}
	return dst
}

func (c *Columns) ack(dst []byte, f *Frame) []byte {
	return f.head(dst, func(m *codec.CnMsg) uint32 { return m.Ack }, "ack", count)
}
