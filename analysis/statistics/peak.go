package statistics

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// peaks finds the interval with most messages, wherever it begins.
type peaks struct {
	length     int64
	latest     int64     // capture time, which does not go back
	timed      bool      // there was one
	recent     []instant // the messages of the interval that ends now: the earliest is at head
	head       int
	here, most uint64
}

// instant is how many messages were captured at a time.
type instant struct {
	at int64
	n  uint64
}

// maxInstants is how many times of an interval are told apart. Of more, those
// next to each other count as one, and the peak may come out too large.
const maxInstants = 1 << 20

func (s *Statistics) peaks() *peaks {
	return use(&s.spared, &s.peak, s.peak == nil, func() *peaks { return &peaks{length: int64(s.interval())} })
}

func (p *peaks) repeat(_ int, last int64) {
	if !p.timed || last > p.latest {
		p.latest, p.timed = last, true
	}
}

func (p *peaks) add(f *analysis.Frame) {
	if at := f.CapturedAt(); at != genealogy.NoTime {
		p.repeat(1, at)
	}
	n := uint64(0)
	for i := range f.Messages {
		if !f.Messages[i].IsCopy() {
			n++
		}
	}
	if n == 0 {
		return
	}
	for p.head < len(p.recent) && p.latest-p.recent[p.head].at >= p.length {
		p.here -= p.recent[p.head].n
		p.head++
	}
	if p.head > len(p.recent)/2 {
		p.recent = p.recent[:copy(p.recent, p.recent[p.head:])]
		p.head = 0
	}
	if last := len(p.recent) - 1; last >= p.head && (p.recent[last].at == p.latest || last-p.head >= maxInstants) {
		p.recent[last] = instant{p.latest, p.recent[last].n + n}
	} else {
		p.recent = append(p.recent, instant{p.latest, n})
	}
	p.here += n
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
