package print

import (
	"bufio"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// jsonlPrinter writes one object a line for each connector message, with typed
// values, as jsonl.schema.json describes. A frame without one is skipped; End's
// caller learns how many from Skipped.
type jsonlPrinter struct {
	w       *bufio.Writer
	buf     []byte
	text    []byte
	members []analysis.Member
	skipped uint64
}

// Skipped is how many frames had no connector message.
func (p *jsonlPrinter) Skipped() uint64 { return p.skipped }

func (p *jsonlPrinter) End() error { return nil }

func (p *jsonlPrinter) Frame(f *analysis.Frame) error {
	msg := 0
	var header codec.Span
	for i, s := range f.Spans {
		switch {
		case s.Struct == codec.StructNlMsghdr:
			header = s
		case s.Struct == codec.StructCnMsg && f.IsConnector():
			p.buf = p.message(p.buf[:0], f, msg, header, f.Spans[i:])
			msg++
			if _, err := p.w.Write(p.buf); err != nil {
				return err
			}
		}
	}
	if msg == 0 {
		p.skipped++
	}
	return nil
}

// message appends the line of one message. header is its nlmsghdr, and spans
// start with its cn_msg.
func (p *jsonlPrinter) message(b []byte, f *analysis.Frame, msg int, header codec.Span, spans []codec.Span) []byte {
	end := 1
	for end < len(spans) && spans[end].Struct != codec.StructCnMsg && spans[end].Struct != codec.StructNlMsghdr {
		end++
	}
	b = append(b, `{"frame":`...)
	b = strconv.AppendUint(b, f.Number, 10)
	b = append(b, `,"msg":`...)
	b = strconv.AppendInt(b, int64(msg), 10)
	if f.HasTime() {
		b = append(b, `,"time":"`...)
		b = f.Time.UTC().AppendFormat(b, time.RFC3339Nano)
		b = append(b, '"')
	}
	direction, _ := f.Direction()
	b = append(b, `,"direction":"`...)
	b = append(b, direction.String()...)
	b = append(b, `","order":"`...)
	b = append(b, f.Order.String()...)
	kind, event := kindOf(f, spans[:end])
	b = append(b, `","kind":"`...)
	b = append(b, kind...)
	if event != "" {
		b = append(b, `","event":"`...)
		b = append(b, event...)
	}
	b = append(b, '"')
	b = appendKin(b, f, spans[0])
	b = append(b, `,"nlmsghdr":`...)
	b = p.object(b, f, header)
	open := 0 // where the data of the event ends that part left open
	for _, s := range spans[:end] {
		if open > 0 && s.Off >= open {
			b, open = append(b, '}'), 0
		}
		b = p.part(b, f, s)
		if s.Struct.IsProcEvent() {
			open = dataEnd(f, spans[0])
		}
	}
	if open > 0 {
		b = append(b, '}')
	}
	if f.Truncated() {
		b = append(b, `,"truncated":true`...)
	}
	if f.Err.Err != nil {
		b = append(b, `,"malformed":`...)
		b = appendJSONString(b, f.Problem())
	}
	return append(b, "}\n"...)
}

// appendKin appends which earlier frame the message copies or answers.
func appendKin(b []byte, f *analysis.Frame, s codec.Span) []byte {
	for i := range f.Messages {
		m := &f.Messages[i]
		switch {
		case m.Spans[0].Off != s.Off:
			continue
		case m.IsReply():
			b = append(b, `,"reply_to":`...)
		case m.Class == genealogy.Copy:
			b = append(b, `,"copy_of":`...)
		default:
			return b
		}
		return strconv.AppendUint(b, m.Of.Frame, 10)
	}
	return b
}

// dataEnd returns where the data of a connector message ends, as its len says.
func dataEnd(f *analysis.Frame, s codec.Span) int {
	var m codec.CnMsg
	m.DecodeHead(s.Order, f.Data[s.Off:][:s.Len]) // what has data has a whole head
	return s.Off + codec.CnMsgSize + int(m.Length)
}

// part appends the key and the value of one span. An event's object stays open
// for its arm and what is behind that.
func (p *jsonlPrinter) part(b []byte, f *analysis.Frame, s codec.Span) []byte {
	switch {
	case s.Struct == codec.RawPad || s.Struct == codec.RawTail:
		return b // of the datagram, not of this message
	case s.Struct.IsRaw():
		b = appendKey(append(b, ','), s.Struct.String())
		b = append(b, '"')
		b = hex.AppendEncode(b, f.Data[s.Off:][:s.Len])
		return append(b, '"')
	case s.Struct.IsProcArm():
		b = appendKey(append(b, ','), strings.TrimPrefix(s.Struct.String(), "proc_event."))
		return p.object(b, f, s)
	case s.Struct.IsProcEvent():
		b = appendKey(append(b, ','), "proc_event")
		b = p.object(b, f, s)
		return b[:len(b)-1]
	}
	b = appendKey(append(b, ','), s.Struct.String())
	return p.object(b, f, s)
}

func appendKey(b []byte, key string) []byte {
	b = append(b, '"')
	b = append(b, key...)
	return append(b, `":`...)
}

// object appends a struct's fields by their C names: numbers as numbers, text
// as AppendText writes it.
func (p *jsonlPrinter) object(b []byte, f *analysis.Frame, s codec.Span) []byte {
	b = append(b, '{')
	p.members = f.Members(s, p.members[:0])
	for i := range p.members {
		if i > 0 {
			b = append(b, ',')
		}
		v := &p.members[i].Value
		b = appendKey(b, p.members[i].Name)
		switch v.Field.Kind {
		case analysis.Uint, analysis.Hex16, analysis.Hex32:
			b = strconv.AppendUint(b, v.Num, 10)
		case analysis.Int:
			b = strconv.AppendInt(b, int64(v.Num), 10)
		default:
			p.text = v.Append(p.text[:0])
			b = appendJSONString(b, string(p.text))
		}
	}
	return append(b, '}')
}

// kindOf says what a message is, and which event (SPEC.md R18).
func kindOf(f *analysis.Frame, spans []codec.Span) (kind, event string) {
	for _, s := range spans {
		switch {
		case s.Struct.IsProcRequest():
			return "request", ""
		case s.Struct.IsProcEvent():
			t, ok := f.EventType(s)
			switch {
			case !ok:
				return "event", ""
			case t == codec.EventNone:
				return "answer", "ack"
			}
			return "event", analysis.EventWord(t)
		}
	}
	return "unknown", ""
}
