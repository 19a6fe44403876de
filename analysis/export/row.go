package export

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Rows makes rows of frames, in memory of its own.
type Rows struct {
	Capture string // name of the capture
	Stream  string // which reading numbers the frames

	row     rows.Row
	members []analysis.Member
}

// Each calls f with a row for each message that is no copy. Its error is f's.
func (r *Rows) Each(frame *analysis.Frame, f func(rows.Row) error) error {
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
func (r *Rows) message(f *analysis.Frame, m *analysis.Message) rows.Row {
	l := columns()
	if r.row == nil {
		r.row = make(rows.Row, len(l.schema.Columns))
	}
	for i := range r.row {
		r.row[i].Clear()
	}
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

func (r *Rows) num(col int, n int64)   { r.row[col].SetInt(n) }
func (r *Rows) text(col int, s string) { r.row[col].SetText(s) }

func (r *Rows) leading(f *analysis.Frame, m *analysis.Message) {
	r.text(colCapture, r.Capture)
	r.num(colFrame, int64(f.Number))
	r.num(colMsg, int64(m.Msg))
	if m.Time != genealogy.NoTime {
		r.row[colTime].SetTime(m.Time)
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
	if analysis.Repeated(s.Struct) && len(r.members) > 0 && r.row[places[r.members[0].Name]].Is() {
		r.data(l, f.Data[s.Off:][:s.Len]) // the columns are those of the first
		return
	}
	for i := range r.members {
		m := &r.members[i]
		if m.IsPad() {
			continue
		}
		at := places[m.Name]
		cell := &r.row[at]
		if m.Value.Field.Kind == analysis.Text {
			cell.Keep(m.Value.Append(cell.Room()))
		} else {
			cell.Kind, cell.Num = l.schema.Columns[at].Type, m.Value.Num
		}
	}
}

// data adds bytes: a message may have some in two places.
func (r *Rows) data(l *layout, b []byte) {
	cell := &r.row[l.after+colData]
	if !cell.Is() {
		cell.Keep(cell.Room())
		cell.Kind = rows.Bytes
	}
	cell.Data = append(cell.Data, b...)
}

func (r *Rows) trailing(l *layout, f *analysis.Frame, m *analysis.Message, exit bool) {
	code := l.places[codec.StructExit]["exit_code"]
	if exit && r.row[code].Is() {
		e := codec.Exit{ExitCode: uint32(r.row[code].Num)}
		r.num(l.after+colStatus, int64(e.Status()))
		r.num(l.after+colSignal, int64(e.Signal()))
		r.row[l.after+colCore].SetBool(e.Core())
	}
	if m.IsReply() {
		r.num(l.after+colReplyTo, int64(m.Of.Frame))
		r.text(l.after+colRule, string(m.Rule))
	}
	if said, ok := m.AppendSaid(r.row[l.text].Room()); ok {
		r.row[l.text].Keep(said)
	}
	if f.Host != nil {
		cell := &r.row[l.after+colHost]
		cell.Keep(analysis.Escape(append(cell.Room(), f.Host.Name...), 0))
		setText(&r.row[l.hostID], f.Host.Identity.ID)
		setText(&r.row[l.hostID+1], f.Host.Identity.Boot)
	}
	setText(&r.row[l.hostID+2], r.Stream)
	subject(r.row[l.after:], m.Subject)
	context(r.row[l.after:], m.Context)
	passage(r.row[l.after:], f.Passage())
	r.num(l.after+colCapLen, int64(len(f.Data)))
	r.num(l.after+colLen, int64(f.Len))
	if f.Err.Err != nil {
		r.text(l.after+colMalformed, f.Problem())
	}
}
