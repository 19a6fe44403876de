package main

import (
	"bufio"
	"os"
	"strconv"

	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/print"
)

type pairsCmd struct {
	sourceFlags
	listFlags
	Unsolicited bool `help:"Also list answers whose request the capture does not have."`
}

// Run lists each request with its answer.
func (c *pairsCmd) Run() error {
	w := bufio.NewWriter(os.Stdout)
	list, err := newList(&c.listFlags, w, "pair", pairColumns)
	if err != nil {
		return err
	}
	var wrong faults
	p := pairs.Pairs{Emit: list.Row, Unsolicited: c.Unsolicited}
	if err := c.scan(&wrong, into(&p)); err != nil {
		return err
	}
	if err := p.End(); err != nil {
		return err
	}
	if err := list.End(); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if p.Alone > 0 && !c.Unsolicited {
		warn("%d answers to requests that the capture does not have: --unsolicited lists them", p.Alone)
	}
	return wrong.err()
}

// pairColumns are the columns of the list, by the names of the JSON keys.
var pairColumns = []print.ListColumn[pairs.Pair]{
	{Name: "request_frame", Title: "Request", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.RequestFrame) }},
	{Name: "request_msg", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.RequestMsg) }},
	{Name: "reply_frame", Title: "Reply", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.ReplyFrame) }},
	{Name: "reply_msg", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.ReplyMsg) }},
	{Name: "id", Title: "ID", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return append(b, p.ID...) }},
	{Name: "seq", Title: "Seq", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.Seq) }},
	{Name: "ack", Title: "Ack", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.Ack) }},
	{Name: "reply_seq", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.ReplySeq) }},
	{Name: "reply_ack", Title: "Reply ack", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.ReplyAck) }},
	{Name: "rule", Title: "Rule", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendText(b, p.Rule) }},
	{Name: "ambiguous", Append: func(b []byte, p *pairs.Pair) []byte { return strconv.AppendBool(b, p.Ambiguous) }},
	{Name: "err", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendNumber(b, p.Err) }},
	{Name: "err_name", Append: func(b []byte, p *pairs.Pair) []byte { return pairs.AppendText(b, p.ErrName) }},
	{Name: "latency", Title: "Latency", Right: true, Append: func(b []byte, p *pairs.Pair) []byte { return p.AppendLatency(b) }},
	{Name: "answer", Title: "Answer", Append: func(b []byte, p *pairs.Pair) []byte { return p.AppendAnswer(b) }},
	{Name: "asked", Title: "Request says", Append: func(b []byte, p *pairs.Pair) []byte { return append(b, p.Asked...) }},
}
