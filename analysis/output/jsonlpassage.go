package output

import (
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
)

// senderKeys and deliveryKeys are the numbers of a passage by their keys, as
// record/COMMENTS.md has them.
var (
	senderKeys = []passageKey{{who.SenderPort, "port"}, {who.SenderPID, "pid"}, {who.SenderTID, "tid"}, {who.SenderUID, "uid"},
		{who.SenderGID, "gid"}, {who.SenderPIDNS, "pidns"}}
	deliveryKeys = []passageKey{{who.Result, "result"}, {who.ReceiverPort, "port"}, {who.CausedBy, "caused_by"}}
)

type passageKey struct {
	part who.Part
	name string
}

// appendPassage appends who sent the message, the group that it went to, and what
// became of it: what of it is known.
func appendPassage(b []byte, p *who.Passage) []byte {
	if p == nil {
		return b
	}
	n := len(b)
	b = appendPassageNumbers(append(b, `,"sender":{`...), p, senderKeys)
	if p.Comm != "" {
		b = analysis.AppendJSONString(appendKey(next(b), "comm"), p.Comm)
	}
	b = closed(b, n)
	if group, ok := p.Get(who.Group); ok {
		b = strconv.AppendInt(appendKey(append(b, ','), "group"), group, 10)
	}
	n = len(b)
	b = append(b, `,"delivery":{`...)
	if result, ok := p.Get(who.Result); ok {
		b = strconv.AppendBool(appendKey(next(b), "delivered"), result == 0)
	}
	return closed(appendPassageNumbers(b, p, deliveryKeys), n)
}

func appendPassageNumbers(b []byte, p *who.Passage, keys []passageKey) []byte {
	for _, k := range keys {
		if n, ok := p.Get(k.part); ok {
			b = strconv.AppendInt(appendKey(next(b), k.name), n, 10)
		}
	}
	return b
}

// closed closes an object that begins behind n bytes; one that is empty is not there.
func closed(b []byte, n int) []byte {
	if b[len(b)-1] == '{' {
		return b[:n]
	}
	return append(b, '}')
}
