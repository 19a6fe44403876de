package report

import (
	"github.com/cnwire/cnwire/analysis/timeline"
)

// marks are what processes did.
type marks struct {
	kinds, texts          words
	life                  owners
	at, kind, text, frame list
}

// add appends a mark, of a time.
func (m *marks) add(of *timeline.Mark, at int64) {
	m.life.add(of.Life)
	m.at.int(at)
	m.kind.uint(m.kinds.number(of.Kind))
	m.text.uint(m.texts.number(of.Text))
	m.frame.uint(of.Frame)
}

// gaps are where messages are missing.
type gaps struct{ host, cpu, from, to, lost, filtered list }

// add appends a gap, between two times.
func (g *gaps) add(of *timeline.Gap, from, to int64) {
	g.host.int(int64(of.Host))
	g.cpu.uint(uint64(of.CPU))
	g.from.int(from)
	g.to.int(to)
	g.lost.uint(of.Lost)
	filtered := int64(0)
	if of.Filtered {
		filtered = 1
	}
	g.filtered.int(filtered)
}

// requests are ticks; a time of one that is not there is -1.
type requests struct{ host, asked, answered, says, answer list }

// add appends a request with its answer, of these times.
func (r *requests) add(of *timeline.Request, asked, answered int64) {
	r.host.int(int64(of.Host))
	r.asked.int(asked)
	r.answered.int(answered)
	r.says.string(of.Says)
	r.answer.string(of.Answer)
}
