package pairs

import (
	"strconv"
	"time"

	"github.com/cnwire/cnwire/analysis/rows"
)

type (
	cell   = rows.Cell
	column = rows.Column
)

// Columns are the columns of a list of pairs. What a pair does not have is
// missing.
var Columns = rows.Define("pair", []string{
	"request_frame", "request_msg", "reply_frame", "reply_msg", "id", "asked", "seq", "ack", "reply_seq", "reply_ack", "rule",
	"ambiguous", "err", "err_name", "latency_ns", "host",
}, []rows.Field[Pair]{
	rows.HostField(func(p *Pair) string { return p.Host }),
	frame("request_frame", "Request", "Number of the frame with the request.", func(p *Pair) *uint64 { return p.RequestFrame }),
	number("request_msg", "", "Number of the request in its frame, from 0.", func(p *Pair) *int { return p.RequestMsg }),
	frame("reply_frame", "Reply", "Number of the frame with the reply; a request with several has a row for each.", func(p *Pair) *uint64 { return p.ReplyFrame }),
	number("reply_msg", "", "Number of the reply in its frame, from 0.", func(p *Pair) *int { return p.ReplyMsg }),
	{Column: column{Name: "id", Title: "ID", Right: true, Type: rows.Text, Doc: "cn_msg.id: idx:val; numbers from 256 on are hexadecimal."},
		Set: func(c *cell, p *Pair) { c.SetText(p.ID) }},
	number("seq", "Seq", "cn_msg.seq of the request.", func(p *Pair) *uint32 { return p.Seq }),
	number("ack", "Ack", "cn_msg.ack of the request.", func(p *Pair) *uint32 { return p.Ack }),
	number("reply_seq", "", "cn_msg.seq of the reply.", func(p *Pair) *uint32 { return p.ReplySeq }),
	number("reply_ack", "Reply ack", "cn_msg.ack of the reply.", func(p *Pair) *uint32 { return p.ReplyAck }),
	{Column: column{Name: "rule", Title: "Rule", Type: rows.Text, Doc: "The rule that makes it a reply."},
		Set: func(c *cell, p *Pair) { setText(c, p.Rule) }},
	{Column: column{Name: "ambiguous", Type: rows.Bool, Doc: "Another request fits as well."},
		Set: func(c *cell, p *Pair) { c.SetBool(p.Ambiguous) }},
	number("err", "", "What an answer of id 1:1 or 3:1 says: 0, or an errno.", func(p *Pair) *uint32 { return p.Err }),
	{Column: column{Name: "err_name", Type: rows.Text, Doc: "Name of that errno."},
		Set: func(c *cell, p *Pair) { setText(c, p.ErrName) }},
	{Column: column{Name: "latency", Title: "Latency", Right: true, Form: rows.Seconds9, Type: rows.Duration, Doc: "Seconds from request to reply, by the capture's clock."},
		Set: func(c *cell, p *Pair) {
			if p.LatencyNs != nil {
				c.SetDuration(time.Duration(*p.LatencyNs))
			}
		}},
	{Column: column{Name: "answer", Title: "Answer", Type: rows.Text, Doc: "What the answer says: ok, an error, reply where it has none, none without an answer."},
		Set: func(c *cell, p *Pair) { c.Keep(p.AppendAnswer(c.Room())) }},
	{Column: column{Name: "asked", Title: "Request says", Type: rows.Text, Doc: "What the request says, in words."},
		Set: func(c *cell, p *Pair) { c.SetText(p.Asked) }},
	{Column: column{Name: "latency_ns", Hidden: true, Type: rows.Integer, Doc: "The same as latency, in nanoseconds."},
		Set: func(c *cell, p *Pair) {
			if p.LatencyNs != nil {
				c.SetInt(*p.LatencyNs)
			}
		}},
})

// frame is a number, that of a frame.
func frame(name, title, doc string, of func(*Pair) *uint64) rows.Field[Pair] {
	f := number(name, title, doc, of)
	f.Frame = true
	return f
}

// number is a column of a number that a pair may not have. One without a title
// is not in the text.
func number[T uint32 | uint64 | int](name, title, doc string, of func(*Pair) *T) rows.Field[Pair] {
	return rows.Field[Pair]{
		Column: column{Name: name, Title: title, Right: title != "", Type: rows.Unsigned, Doc: doc},
		Set: func(c *cell, p *Pair) {
			if n := of(p); n != nil {
				c.SetUint(uint64(*n))
			}
		},
	}
}

func setText(c *cell, s *string) {
	if s != nil {
		c.SetText(*s)
	}
}

// AppendAnswer appends what the answer says: ok, or the name or number of an
// error; "reply" where it has no err, and "none" without an answer.
func (p *Pair) AppendAnswer(dst []byte) []byte {
	switch {
	case p.ReplyFrame == nil:
		return append(dst, "none"...)
	case p.Err == nil:
		return append(dst, "reply"...)
	case *p.Err == 0:
		return append(dst, "ok"...)
	case p.ErrName != nil:
		return append(dst, *p.ErrName...)
	}
	return strconv.AppendUint(append(dst, "error "...), uint64(*p.Err), 10)
}
