package output

import (
	"bufio"
	"encoding/hex"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/digits"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// jsonlPrinter writes one object a line for each connector message, with typed
// values, as jsonl.schema.json describes. A frame without one is skipped; End's
// caller learns how many from Skipped.
type jsonlPrinter struct {
	w       *bufio.Writer
	buf     []byte
	text    []byte
	members []analysis.Member // parts of numbers
	clock   clock
	skipped uint64
}

// Skipped is how many frames had no connector message.
func (p *jsonlPrinter) Skipped() uint64 { return p.skipped }

func (p *jsonlPrinter) End() error { return nil }

func (p *jsonlPrinter) Frame(f *analysis.Frame) error {
	whole, cut := f.Messages, f.Fragments
	if len(whole)+len(cut) == 0 {
		p.skipped++
	}
	for len(whole)+len(cut) > 0 {
		list := &whole
		if len(whole) == 0 || len(cut) > 0 && cut[0].Msg < whole[0].Msg {
			list = &cut
		}
		p.buf = p.message(p.buf[:0], f, &(*list)[0])
		*list = (*list)[1:]
		if _, err := p.w.Write(p.buf); err != nil {
			return err
		}
	}
	return nil
}

// message appends the line of one message.
func (p *jsonlPrinter) message(b []byte, f *analysis.Frame, m *analysis.Message) []byte {
	b = append(b, `{"frame":`...)
	b = digits.AppendUint(b, f.Number)
	b = append(b, `,"msg":`...)
	b = digits.AppendInt(b, int64(m.Msg))
	if f.HasTime() {
		b = append(b, `,"time":"`...)
		b = p.clock.append(b, f.Time)
		b = append(b, '"')
	}
	if f.Host.Several() {
		b = analysis.AppendJSONString(append(b, `,"host":`...), f.Host.Name)
	}
	direction, _ := f.Direction()
	b = appendWord(b, "direction", direction.String())
	b = appendWord(b, "order", f.Order.String())
	b = appendWord(b, "kind", m.Kind.String())
	if what, ok := m.What(); ok && m.Kind != genealogy.KindUnknown {
		b = appendWord(b, "event", analysis.EventWord(what))
	}
	b = appendVerdict(b, m)
	b = append(b, `,"nlmsghdr":`...)
	b = p.object(b, f, m.Netlink().Header)
	b = p.parts(b, f, m.Spans)
	var ok bool
	if p.text, ok = m.AppendSaid(p.text[:0]); ok {
		b = analysis.AppendJSONString(append(b, `,"text":`...), p.text)
	}
	b = appendSubject(b, m.Subject)
	b = appendPassage(b, f.Passage())
	if f.Truncated() {
		b = append(b, `,"truncated":true`...)
	}
	if f.Err.Err != nil {
		b = append(b, `,"malformed":`...)
		b = analysis.AppendJSONString(b, f.Problem())
	}
	return append(b, "}\n"...)
}

// appendVerdict appends which earlier frame the message copies or answers.
func appendVerdict(b []byte, m *analysis.Message) []byte {
	switch {
	case m.IsReply():
		b = append(b, `,"reply_to":`...)
	case m.IsCopy():
		b = append(b, `,"copy_of":`...)
	default:
		return b
	}
	return digits.AppendUint(b, m.Of.Frame)
}

// parts appends the spans of a message, its cn_msg and what that holds: a key and
// a value for each, what is deeper inside the value before it, and those that may
// stand in a row in an array.
func (p *jsonlPrinter) parts(b []byte, f *analysis.Frame, spans []codec.Span) []byte {
	for i := 0; i < len(spans); {
		s := spans[i]
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = appendKey(b, analysis.Key(s.Struct))
		if !analysis.Repeated(s.Struct) {
			b, i = p.part(b, f, spans, i)
			continue
		}
		b = append(b, '[')
		key := analysis.Key(s.Struct) // that of several structs, which may stand in one row
		for n := 0; i < len(spans) && analysis.Key(spans[i].Struct) == key; n++ {
			if n > 0 {
				b = append(b, ',')
			}
			b, i = p.part(b, f, spans, i)
		}
		b = append(b, ']')
	}
	return b
}

// part appends the value of span i with what it holds, and returns the index of
// the span behind that. A payload stands beside its cn_msg.
func (p *jsonlPrinter) part(b []byte, f *analysis.Frame, spans []codec.Span, i int) ([]byte, int) {
	s := spans[i]
	if s.Struct.IsRaw() {
		b = append(b, '"')
		b = hex.AppendEncode(b, f.Data[s.Off:][:s.Len])
		return append(b, '"'), i + 1
	}
	b = p.object(b, f, s)
	end := i + 1
	for end < len(spans) && spans[end].Depth > s.Depth && s.Struct != codec.StructCnMsg {
		end++
	}
	if end == i+1 {
		return b, end
	}
	inside := p.parts(b[:len(b)-1], f, spans[i+1:end])
	return append(inside, '}'), end
}

// appendWord appends a key behind others, and a word that needs no escape.
func appendWord(b []byte, key, word string) []byte {
	b = appendKey(append(b, ','), key)
	b = append(b, '"')
	b = append(b, word...)
	return append(b, '"')
}

func appendKey(b []byte, key string) []byte {
	b = append(b, '"')
	b = append(b, key...)
	return append(b, `":`...)
}

// object appends a struct's fields by their C names: numbers as numbers, text
// as AppendText writes it, single bits as truths. Behind them stand the parts of its
// numbers.
func (p *jsonlPrinter) object(b []byte, f *analysis.Frame, s codec.Span) []byte {
	b = append(b, '{')
	n := len(b)
	p.members = p.members[:0]
	slots := analysis.Slots(s.Struct)
	for i := range slots {
		slot := &slots[i]
		if !slot.In(s) {
			continue
		}
		key := slot.Key
		if len(b) == n {
			key = key[1:] // no comma
		}
		b = append(b, key...)
		switch slot.Field.Kind {
		case analysis.Uint, analysis.Hex8, analysis.Hex16, analysis.Hex32, analysis.Hex64:
			b = digits.AppendUint(b, slot.Number(f, s))
		case analysis.Int:
			b = digits.AppendInt(b, int64(slot.Number(f, s)))
		default:
			v := slot.Value(f, s)
			p.text = v.Append(p.text[:0])
			b = analysis.AppendJSONString(b, p.text)
		}
		if slot.HasParts() {
			v := slot.Value(f, s)
			p.members = v.AppendParts(p.members)
		}
	}
	for i := range p.members {
		b = appendKey(append(b, ','), p.members[i].Name)
		if v := &p.members[i].Value; v.Field.Bits == 1 {
			b = strconv.AppendBool(b, v.Num != 0)
		} else {
			b = digits.AppendUint(b, v.Num)
		}
	}
	return append(b, '}')
}
