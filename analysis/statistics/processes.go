package statistics

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxProcesses is how many processes are told apart, besides those that live.
const maxProcesses = 1 << 16

// processes counts events by process.
type processes struct {
	all    []process
	live   map[int32]int32 // by tgid, where in all
	limit  int             // of all, before those that ended make room
	others acts            // of those that made room
	merged int
	byComm comms // of those, too
}

func (s *Statistics) processes() *processes {
	return use(s, &s.byProcess, s.byProcess == nil, func() *processes {
		return &processes{live: map[int32]int32{}, limit: maxProcesses}
	})
}

func (p *processes) add(f *analysis.Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if m.Class == genealogy.Copy || m.Kind != genealogy.KindEvent {
			continue
		}
		by, ok := subjectOf(f, m)
		if !ok {
			continue
		}
		if by.what == codec.EventFork && by.child != 0 {
			delete(p.live, by.child) // a new process with an old number
		}
		e := p.of(by.task.TGID)
		e.count(by.what, m.Frame)
		switch by.what {
		case codec.EventComm:
			if s := m.Spans[2]; s.Len == codec.CommSize {
				e.call(f.Data[s.Off+codec.TaskSize:s.Off+s.Len], threadOr(by.leader))
			}
		case codec.EventExit:
			e.ended = e.ended || by.leader
		case codec.EventExec: // by a thread that does not lead: the leader ended, the process lives
			e.ended = false
		}
		for _, c := range f.Comments {
			if comm, ok := commIn(c); ok {
				e.call([]byte(comm), theLeader)
			}
		}
	}
}

func threadOr(leader bool) namedBy {
	if leader {
		return theLeader
	}
	return aThread
}

// commIn finds the name that a packet's comment gives: a line "comm=NAME".
func commIn(comment string) (string, bool) {
	for line := range strings.Lines(comment) {
		if comm, ok := strings.CutPrefix(strings.TrimRight(line, "\r\n"), "comm="); ok {
			return comm, true
		}
	}
	return "", false
}

// of returns the process with a number, valid until the next call.
func (p *processes) of(tgid int32) *process {
	if i, ok := p.live[tgid]; ok {
		return &p.all[i]
	}
	if len(p.all) >= p.limit {
		p.sweep()
	}
	p.live[tgid] = int32(len(p.all))
	p.all = append(p.all, process{tgid: tgid})
	return &p.all[len(p.all)-1]
}

// sweep makes room: of the processes that ended, those with the fewest events
// go into one row. So many stay that the next sweep is far.
func (p *processes) sweep() {
	var gone []int
	for i := range p.all {
		if at, live := p.live[p.all[i].tgid]; !live || int(at) != i || p.all[i].ended {
			gone = append(gone, i)
		}
	}
	slices.SortFunc(gone, func(a, b int) int {
		return cmp.Or(cmp.Compare(p.all[a].events, p.all[b].events), cmp.Compare(a, b))
	})
	gone = gone[:max(0, min(len(gone), len(p.all)-maxProcesses/2))]
	for _, i := range gone {
		e := &p.all[i]
		p.others.merge(&e.acts)
		p.byComm.merge(e)
		p.merged++
		e.first = 0 // a mark: every process has a frame
	}
	p.compact()
	p.limit = max(maxProcesses, 2*len(p.all))
}

// compact closes the gaps that marked processes leave.
func (p *processes) compact() {
	kept := p.all[:0]
	for i := range p.all {
		e := p.all[i]
		at, ok := p.live[e.tgid]
		live := ok && int(at) == i
		switch {
		case e.first == 0 && live:
			delete(p.live, e.tgid)
		case e.first != 0:
			if live {
				p.live[e.tgid] = int32(len(kept))
			}
			kept = append(kept, e)
		}
	}
	p.all = kept
}

// count is how many processes there were.
func (p *processes) count() int { return len(p.all) + p.merged }

// sorted returns the processes, those with most events first.
func (p *processes) sorted() []*process {
	var list []*process
	for i := range p.all {
		list = append(list, &p.all[i])
	}
	slices.SortStableFunc(list, func(a, b *process) int {
		return cmp.Or(cmp.Compare(b.events, a.events), cmp.Compare(a.first, b.first), bytes.Compare(a.comm[:], b.comm[:]))
	})
	return list
}
