package statistics

import (
	"cmp"
	"slices"
)

// busy is how many events few processes have.
const busy = 32

// sweep makes room: of the processes that are over, those with the fewest events
// go into one row. So many stay that the next sweep is far.
func (p *processes) sweep() {
	gone := p.over()
	gone = gone[:max(0, min(len(gone), p.all.n-p.most/2))]
	for _, i := range gone {
		e := p.all.at(i)
		p.others.merge(&e.acts)
		p.byComm.merge(e)
		p.merged++
		e.first = 0 // a mark: every process has a frame
	}
	p.compact()
	p.living = 2 * p.all.n
}

// over are the processes that are over, by their place in all: those with the fewest
// events first, and of as many events as they stand.
func (p *processes) over() []int {
	var by [busy + 1][]int // by events: to sort them takes six times as long
	for i := range p.all.n {
		if e := p.all.at(i); e.life == nil && !e.nobody {
			n := min(e.events, busy)
			by[n] = append(by[n], i)
		}
	}
	slices.SortStableFunc(by[busy], func(a, b int) int { return cmp.Compare(p.all.at(a).events, p.all.at(b).events) })
	return slices.Concat(by[:]...)
}

// compact closes the gaps that marked processes leave.
func (p *processes) compact() {
	kept := 0
	for i := range p.all.n {
		e := p.all.at(i)
		if e.first == 0 {
			continue
		}
		*p.all.at(kept) = *e
		kept++
		switch at := uint32(kept); {
		case e.life != nil:
			e.life.Mark = at
		case e.nobody:
			*p.nobody.Of(e.host) = at
		}
	}
	p.all.cut(kept)
}
