package export

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/rows"
)

// pairTable is the table of requests and answers.
var pairTable = sync.OnceValue(func() *list[pairs.Pair] {
	const time = "When the request was captured, or the answer where there is no request."
	return newList(Pairs, time, pairs.Columns, []member[pairs.Pair]{
		{name: "request_frame", kind: rows.Integer},
		{name: "request_msg", kind: rows.Integer, narrow: true},
		{name: "reply_frame", kind: rows.Integer},
		{name: "reply_msg", kind: rows.Integer, narrow: true},
		{name: "id", kind: rows.Text},
		{name: "asked", kind: rows.Text},
		{name: "port", kind: rows.Integer, doc: "Port id of who asked, by its own account or a comment.", set: setPort},
		{name: "seq", kind: rows.Integer},
		{name: "ack", kind: rows.Integer},
		{name: "reply_seq", kind: rows.Integer},
		{name: "reply_ack", kind: rows.Integer},
		{name: "rule", kind: rows.Text},
		{name: "ambiguous", kind: rows.Bool},
		{name: "answer", kind: rows.Text},
		{name: "err", kind: rows.Integer},
		{name: "err_name", kind: rows.Text},
		{name: "latency_ns", kind: rows.Integer, doc: "Nanoseconds from request to reply, by the capture's clock."},
		{name: "reply_time", kind: rows.Time, doc: "When the reply was captured.", set: func(c *rows.Cell, p *pairs.Pair) { setTime(c, p.AnsweredAt) }},
	})
})

// setPort sets the port of a request; 0 says nothing.
func setPort(c *rows.Cell, p *pairs.Pair) {
	if p.Port != 0 {
		c.SetInt(int64(p.Port))
	}
}
