package loss

import (
	"cmp"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Lost is a gap, and what is known beside it.
type Lost struct {
	genealogy.Gap
	Host *host.Host
	// FromSeq and ToSeq are the numbers of the messages around it. They stay as they
	// were when it opened: late numbers are taken out of Gap.Lost alone.
	FromSeq, ToSeq uint32
	Proof          Proof
}

// List lists what is missing, of all hosts. A number that comes late closes a gap, so
// they come at the end; but a host remembers 65536 of them, and of more the oldest
// comes when it is forgotten: no gap is left out, and memory is bounded. The zero
// value, with Each set, is ready.
type List struct {
	Filters analysis.Filters
	// Each takes one. Its first error ends the calls.
	Each func(*Lost) error

	losses Losses
	found  Found
	opened host.Per[map[between]Lost]
	err    error
}

// between is where a gap is: no two open between the same messages.
type between struct{ from, to genealogy.Ref }

// Add takes the next frame. Its error is that of Each.
func (l *List) Add(f *analysis.Frame) error { return l.take(f, true) }

// Pass takes a frame that nobody asks for: gaps that it opens are not listed.
func (l *List) Pass(f *analysis.Frame) error { return l.take(f, false) }

func (l *List) take(f *analysis.Frame, chosen bool) error {
	if l.losses.Forgotten == nil {
		l.losses.Filters = l.Filters
		l.losses.Forgotten = func(of *Host, g genealogy.Gap) { l.give(of, &g) }
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		l.losses.Add(&l.found, f, m)
		if l.found.Finding == genealogy.Opened && chosen {
			l.open(l.losses.Of(f.Host), m.Seq, m.Ref)
		}
	}
	return l.err
}

// open notes a gap that a message opened: one before it, or where it came late itself,
// before the first that was there.
func (l *List) open(of *Host, seq uint32, at genealogy.Ref) {
	g := &l.found.Gap
	one := Lost{Host: of.Host, Proof: of.proof(g), FromSeq: seq - uint32(g.Lost) - 1, ToSeq: seq}
	if g.From == at {
		one.FromSeq, one.ToSeq = seq, seq+uint32(g.Lost)+1
	}
	gaps := l.opened.Of(of.Host)
	if *gaps == nil {
		*gaps = map[between]Lost{}
	}
	(*gaps)[between{g.From, g.To}] = one
}

// give hands on a gap as it is now.
func (l *List) give(of *Host, g *genealogy.Gap) {
	gaps, at := *l.opened.Of(of.Host), between{g.From, g.To}
	one, chosen := gaps[at]
	delete(gaps, at)
	if !chosen || g.Lost == 0 || l.err != nil {
		return
	}
	if one.Gap = *g; one.Proof == Unproven && !g.Filtered {
		one.Proof = Dropped // by the statistics, which came behind it
	}
	l.err = l.Each(&one)
}

// End hands on what is left, in the order of the frames behind the gaps.
func (l *List) End() error {
	l.losses.Finish()
	type gap struct {
		of *Host
		genealogy.Gap
	}
	var all []gap
	for _, of := range l.losses.Hosts() {
		for _, g := range of.Gaps() {
			all = append(all, gap{of, g})
		}
	}
	slices.SortStableFunc(all, func(a, b gap) int {
		return cmp.Or(cmp.Compare(a.To.Frame, b.To.Frame), cmp.Compare(a.From.Frame, b.From.Frame), cmp.Compare(a.CPU, b.CPU))
	})
	for i := range all {
		l.give(all[i].of, &all[i].Gap)
	}
	l.opened = host.Per[map[between]Lost]{} // what is left was closed
	return l.err
}
