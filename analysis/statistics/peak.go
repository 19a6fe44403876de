package statistics

import (
	"time"

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

// mean is how many messages a second there were. A capture that is shorter than
// an interval counts as long as one, so that its mean is no larger than its
// peak; where the intervals' ends make it so all the same there is no mean.
func (p *peaks) mean(messages uint64, elapsed time.Duration) Cell {
	mean := float64(messages) / max(elapsed, time.Duration(p.length)).Seconds()
	return present(elapsed > 0 && mean <= p.perSecond(), float(mean))
}

func (p *peaks) perSecond() float64 { return float64(p.most) * 1e9 / float64(p.length) }
