package export

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Cell is a value of a row, or nothing.
type Cell struct {
	Is   bool
	Num  int64  // Int32, Int64, Time; Bool is 0 or 1. What is u64 on the wire has the same bits
	Text []byte // Text and Bytes
}

// Row is a message of a frame: a cell for each of Columns. It is valid until
// the frame is not.
type Row []Cell

// Rows makes rows of frames, in memory of its own.
type Rows struct {
	Capture string // name of the capture

	row     Row
	members []analysis.Member
	buf     []byte // the texts of the row
}

// Each calls f with a row for each message that is no copy. Its error is f's.
func (r *Rows) Each(frame *analysis.Frame, f func(Row) error) error {
	for i := range frame.Messages {
		m := &frame.Messages[i]
		if m.Class == genealogy.Copy {
			continue
		}
		if err := f(r.message(frame, m)); err != nil {
			return err
		}
	}
	return nil
}

// message makes the row of a message.
func (r *Rows) message(f *analysis.Frame, m *analysis.Message) Row {
	l := columns()
	if r.row == nil {
		r.row = make(Row, len(l.columns))
	}
	clear(r.row)
	r.buf = r.buf[:0]
	r.leading(f, m)
	if header := m.Netlink().Header; header.Len > 0 {
		r.span(l, f, header)
	}
	var exit bool
	for _, s := range m.Spans {
		r.span(l, f, s)
		exit = exit || s.Struct == codec.StructExit
	}
	r.trailing(l, f, m, exit)
	return r.row
}

func (r *Rows) num(col int, n int64) { r.row[col] = Cell{Is: true, Num: n} }

// text keeps a text that was made for the row.
func (r *Rows) text(col int, s string) {
	n := len(r.buf)
	r.buf = append(r.buf, s...)
	r.row[col] = Cell{Is: true, Text: r.buf[n:len(r.buf):len(r.buf)]}
}

func (r *Rows) leading(f *analysis.Frame, m *analysis.Message) {
	r.text(colCapture, r.Capture)
	r.num(colFrame, int64(f.Number))
	r.num(colMsg, int64(m.Msg))
	if m.Time != 0 {
		r.num(colTime, m.Time)
	}
	if f.Interface != nil {
		r.num(colInterface, int64(f.Interface.ID))
	}
	r.text(colOrder, f.Order.String())
	direction, _ := f.Direction()
	r.text(colDirection, direction.String())
	r.text(colKind, m.Kind.String())
	if what, ok := m.What(); ok {
		r.text(colEvent, analysis.EventWord(what))
	}
}

// span sets the columns of a struct's fields; the bytes of what has none go to
// the column for data.
func (r *Rows) span(l *layout, f *analysis.Frame, s codec.Span) {
	places, ok := l.places[s.Struct]
	if !ok {
		r.data(l, f.Data[s.Off:][:s.Len])
		return
	}
	r.members = f.Members(s, r.members[:0])
	for i := range r.members {
		m := &r.members[i]
		cell := &r.row[places[m.Name]]
		cell.Is = true
		switch m.Value.Field.Kind {
		case analysis.Text:
			n := len(r.buf)
			r.buf = m.Value.Append(r.buf)
			cell.Text = r.buf[n:len(r.buf):len(r.buf)]
		default:
			cell.Num = int64(m.Value.Num)
		}
	}
}

func (r *Rows) data(l *layout, b []byte) {
	cell := &r.row[l.after+colData]
	cell.Is = true
	cell.Text = append(cell.Text[:len(cell.Text):len(cell.Text)], b...)
}

func (r *Rows) trailing(l *layout, f *analysis.Frame, m *analysis.Message, exit bool) {
	code := l.places[codec.StructExit]["exit_code"]
	if exit && r.row[code].Is {
		e := codec.Exit{ExitCode: uint32(r.row[code].Num)}
		r.num(l.after+colStatus, int64(e.Status()))
		r.num(l.after+colSignal, int64(e.Signal()))
		r.num(l.after+colCore, 0)
		if e.Core() {
			r.num(l.after+colCore, 1)
		}
	}
	if m.IsReply() {
		r.num(l.after+colReplyTo, int64(m.Of.Frame))
		r.text(l.after+colRule, string(m.Rule))
	}
	r.num(l.after+colCapLen, int64(len(f.Data)))
	r.num(l.after+colLen, int64(f.Len))
	if f.Err.Err != nil {
		r.text(l.after+colMalformed, f.Problem())
	}
}
