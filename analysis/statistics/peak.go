package statistics

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// peaks finds the interval with most messages.
type peaks struct {
	clock
	here, most uint64
}

func (s *Statistics) peaks() *peaks {
	return use(s, &s.peak, s.peak == nil, func() *peaks { return &peaks{clock: clock{length: int64(s.interval())}} })
}

func (p *peaks) add(f *analysis.Frame) {
	if p.tick(f) > 0 {
		p.here = 0
	}
	for i := range f.Messages {
		if f.Messages[i].Class != genealogy.Copy {
			p.here++
		}
	}
	p.most = max(p.most, p.here)
}

func (p *peaks) perSecond() float64 { return float64(p.most) * 1e9 / float64(p.length) }
