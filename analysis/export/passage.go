package export

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/who"
)

// passage sets what comments say of who sent a message, and of what became of it.
func passage(cells rows.Row, p *who.Passage) {
	if p == nil {
		return
	}
	for _, c := range [...]struct {
		column int
		part   who.Part
	}{
		{colSenderPort, who.SenderPort}, {colSenderPID, who.SenderPID}, {colSenderUID, who.SenderUID},
		{colSenderGID, who.SenderGID}, {colGroup, who.Group}, {colCausedBy, who.CausedBy},
	} {
		if n, ok := p.Get(c.part); ok {
			cells[c.column].SetInt(n)
		}
	}
	if p.Comm != "" {
		c := &cells[colSenderComm]
		c.Keep(analysis.Escape(append(c.Room(), p.Comm...), 0))
	}
	if result, ok := p.Get(who.Result); ok {
		cells[colDelivered].SetBool(result == 0)
	}
}
