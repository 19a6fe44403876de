package processes

import (
	"encoding/binary"
	"io"
	"slices"

	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// shelf has processes as bytes, while they wait: one list of their fields, shelve, writes
// and reads them. Truths are bits, numbers have 0, 2, 4 or 8 bytes, and what most
// processes do not have is a bit: most have 70 bytes in all, and 350 as a Process.
type shelf struct {
	read bool
	bad  bool // it ended too early
	b    []byte
	at   int // where in it the next numbers are; behind b when they are read is room

	truths uint64 // bits
	next   int    // the bit of the next one

	hosts    []string              // their names, which a process has as a number
	numbers  map[string]int        // those numbers
	lastHost int                   // that of the one that was written last
	known    map[string]*who.Facts // by their bytes, for siblings know the same of their parent
	room     []byte                // for what is read
}

const (
	truthsSize = 8       // what stands first
	foursRoom  = 10 * 33 // for all numbers
	maxKnown   = 1 << 10
)

// put appends a process to b.
func (s *shelf) put(b []byte, p *Process) []byte {
	start := len(b)
	s.b = slices.Grow(b, truthsSize+foursRoom)[:start+truthsSize+foursRoom]
	s.read, s.at, s.truths, s.next = false, start+truthsSize, 0, 0
	p.shelve(s)
	binary.LittleEndian.PutUint64(s.b[start:], s.truths)
	b, s.b = s.b[:s.at], nil
	return b
}

// take reads what put appended. The error is io.ErrUnexpectedEOF, of a file that another
// wrote to.
func (s *shelf) take(b []byte, p *Process) error {
	if len(b) < truthsSize {
		return io.ErrUnexpectedEOF
	}
	s.room = append(append(s.room[:0], b...), make([]byte, fourRoom)...)
	s.b = s.room
	s.read, s.bad, s.at, s.truths, s.next = true, false, truthsSize, binary.LittleEndian.Uint64(b), 0
	*p = Process{}
	if p.shelve(s); s.bad || s.at != len(b) {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// shelve is the list of the fields.
func (p *Process) shelve(s *shelf) {
	s.truth(&p.ParentKnown)
	s.truth(&p.Dumped)
	s.truth(&p.Orphan)
	s.truth(&p.Session)
	s.truth(&p.Chosen)
	number, key, parent, pid := s.four(p.Number, p.Key-p.Number, p.Parent, uint64(p.PID))
	p.Number, p.Key, p.Parent, p.PID = number, number+key, parent, int32(pid)
	ppid, code, execs, threads := s.four(uint64(p.PPID), uint64(p.Code), uint64(p.Execs), uint64(p.Threads))
	p.PPID, p.Code, p.Execs, p.Threads = int32(ppid), uint32(code), uint32(execs), uint32(threads)
	children, state, partial, host := s.four(uint64(p.Children), uint64(p.State), uint64(p.Partial), s.number(p.Host))
	p.Children, p.State, p.Partial, p.Host = uint32(children), State(state), Partial(partial), s.host(host)
	s.moment(&p.First, &Moment{})
	s.moment(&p.Last, &p.First)
	s.moment(&p.Start, &p.First)
	s.moment(&p.End, &p.Last)
	s.moment(&p.FirstExec, &p.First)
	s.comm(&p.ParentIs.Comm, &p.ParentIs.Named)
	if s.has(p.isRare()) {
		p.shelveRare(s)
	}
}

// isRare reports whether p has something that few have.
func (p *Process) isRare() bool {
	return p.Named || p.Traced || p.NamedBeforeExec || p.Tracer != 0 || p.Adopter != 0 || p.Facts != nil || p.UID != IDs{} || p.GID != IDs{} ||
		p.Comm != codec.CommName{} || p.CommBeforeExec != codec.CommName{} || p.ParentIs.Facts != nil
}

// shelveRare is the list of that.
func (p *Process) shelveRare(s *shelf) {
	s.truth(&p.Traced)
	s.truth(&p.UID.Known)
	s.truth(&p.GID.Known)
	ruid, euid, rgid, egid := s.four(uint64(p.UID.Real), uint64(p.UID.Effective), uint64(p.GID.Real), uint64(p.GID.Effective))
	p.UID.Real, p.UID.Effective, p.GID.Real, p.GID.Effective = uint32(ruid), uint32(euid), uint32(rgid), uint32(egid)
	adopter, tracer, _, _ := s.four(uint64(p.Adopter), uint64(p.Tracer), 0, 0)
	p.Adopter, p.Tracer = int32(adopter), int32(tracer)
	s.comm(&p.Comm, &p.Named)
	s.comm(&p.CommBeforeExec, &p.NamedBeforeExec)
	s.facts(&p.Facts)
	s.facts(&p.ParentIs.Facts)
}

// moment is a moment near another: most are the same, none, or a little later.
func (s *shelf) moment(m, near *Moment) {
	if s.has(*m == *near) {
		*m = *near
		return
	}
	if s.has(*m == Moment{}) {
		return
	}
	s.truth(&m.Timed)
	frame, time, stamp, _ := s.four(m.Frame-near.Frame, uint64(m.Time-near.Time), m.Stamp-near.Stamp, 0)
	m.Frame, m.Time, m.Stamp = near.Frame+frame, near.Time+int64(time), near.Stamp+stamp
}

func (s *shelf) truth(v *bool) { *v = s.has(*v) }

// has writes a truth and returns it, or reads one.
func (s *shelf) has(v bool) bool {
	bit := uint64(1) << (s.next & 63)
	s.next++
	if s.read {
		return s.truths&bit != 0
	}
	if v {
		s.truths |= bit
	}
	return v
}

// four writes four numbers and returns them, or reads them.
func (s *shelf) four(v0, v1, v2, v3 uint64) (uint64, uint64, uint64, uint64) {
	switch {
	case !s.read:
		s.at += putFour(s.b[s.at:], v0, v1, v2, v3)
		return v0, v1, v2, v3
	case s.at > len(s.b)-fourRoom:
		s.bad = true
		return 0, 0, 0, 0
	}
	v0, v1, v2, v3, n := takeFour(s.b[s.at:])
	s.at += n
	return v0, v1, v2, v3
}

// comm is a name, and whether it is known.
func (s *shelf) comm(c *codec.CommName, named *bool) {
	if s.truth(named); !s.has(*c != codec.CommName{}) {
		return
	}
	low, high, _, _ := s.four(binary.LittleEndian.Uint64(c[:8]), binary.LittleEndian.Uint64(c[8:]), 0, 0)
	binary.LittleEndian.PutUint64(c[:8], low)
	binary.LittleEndian.PutUint64(c[8:], high)
}
