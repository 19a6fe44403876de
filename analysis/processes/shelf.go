package processes

import (
	"encoding/binary"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/who"
)

// shelf is a process as bytes, while it waits in a file: one list of its fields, shelve,
// writes and reads them. Most numbers are small, so that they are varints.
type shelf struct {
	b    []byte // what was written, or is left to read
	read bool
	bad  bool // it ended too early
}

// put appends a process to b.
func put(b []byte, p *Process) []byte {
	s := shelf{b: b}
	p.shelve(&s)
	return s.b
}

// take reads what put appended. The error is io.ErrUnexpectedEOF, of a file that another
// wrote to.
func take(b []byte, p *Process) error {
	*p = Process{}
	s := shelf{b: b, read: true}
	if p.shelve(&s); s.bad || len(s.b) > 0 {
		return io.ErrUnexpectedEOF
	}
	return nil
}

// shelve is the list of the fields.
func (p *Process) shelve(s *shelf) {
	number(s, &p.Number)
	number(s, &p.Key)
	number(s, &p.Parent)
	s.text(&p.Host)
	number(s, &p.PID)
	number(s, &p.PPID)
	s.truth(&p.ParentKnown)
	number(s, &p.Adopter)
	s.person(&p.ParentIs)
	for _, m := range []*analysis.Moment{&p.First, &p.Last, &p.Start, &p.End, &p.FirstExec} {
		s.moment(m)
	}
	number(s, &p.State)
	number(s, &p.Code)
	s.truth(&p.Dumped)
	s.truth(&p.Orphan)
	s.bytes(p.Comm[:])
	s.truth(&p.Named)
	s.bytes(p.CommBeforeExec[:])
	s.truth(&p.NamedBeforeExec)
	s.facts(&p.Facts)
	number(s, &p.Execs)
	number(s, &p.Threads)
	number(s, &p.Children)
	s.ids(&p.UID)
	s.ids(&p.GID)
	s.truth(&p.Session)
	number(s, &p.Tracer)
	s.truth(&p.Traced)
	number(s, &p.Partial)
	s.truth(&p.Chosen)
}

func (s *shelf) person(p *analysis.Person) {
	s.bytes(p.Comm[:])
	s.truth(&p.Named)
	s.facts(&p.Facts)
}

func (s *shelf) moment(m *analysis.Moment) {
	some := *m != (analysis.Moment{})
	if s.truth(&some); !some {
		return
	}
	number(s, &m.Frame)
	number(s, &m.Time)
	number(s, &m.Stamp)
	s.truth(&m.Timed)
}

func (s *shelf) ids(i *IDs) {
	number(s, &i.Real)
	number(s, &i.Effective)
	s.truth(&i.Known)
}

func (s *shelf) facts(f **who.Facts) {
	known := *f != nil
	if s.truth(&known); !known {
		return
	}
	if s.read {
		*f = new(who.Facts)
	}
	for k := range *f {
		s.text(&(*f)[k])
	}
}

// number is a number of any size.
func number[T ~uint8 | ~uint32 | ~uint64 | ~int32 | ~int64](s *shelf, v *T) {
	if !s.read {
		s.b = binary.AppendUvarint(s.b, uint64(*v))
		return
	}
	u, n := binary.Uvarint(s.b)
	if n <= 0 {
		s.bad = true
		return
	}
	*v, s.b = T(u), s.b[n:]
}

func (s *shelf) truth(v *bool) {
	n := uint8(0)
	if *v {
		n = 1
	}
	number(s, &n)
	*v = n != 0
}

// bytes are as many as there is room for.
func (s *shelf) bytes(v []byte) {
	switch {
	case !s.read:
		s.b = append(s.b, v...)
	case len(s.b) < len(v):
		s.bad = true
	default:
		s.b = s.b[copy(v, s.b):]
	}
}

func (s *shelf) text(v *string) {
	n := uint64(len(*v))
	number(s, &n)
	switch {
	case !s.read:
		s.b = append(s.b, *v...)
	case n > uint64(len(s.b)):
		s.bad = true
	default:
		*v, s.b = string(s.b[:n]), s.b[n:]
	}
}
