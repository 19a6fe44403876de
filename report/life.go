package report

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/aside"
)

// lives are bars: behind those of the table of processes those of ancestors.
type lives struct {
	host, pid, name, from, to, fate, born list
	parent                                owners

	n      uint64
	places aside.Array[place] // by Key
}

// place is where a life is among the others, and what it is called.
type place struct {
	at   uint64 // from 1; 0 is nowhere
	name int64  // where in the column of names
	size uint32 // of that, as JSON
	pid  int32
}

// begin makes them ready.
func (l *lives) begin() {
	l.places = aside.Array[place]{Bytes: aside.Bytes{Pages: 256}, Each: 24,
		Put: func(b []byte, p *place) {
			binary.LittleEndian.PutUint64(b, p.at)
			binary.LittleEndian.PutUint64(b[8:], uint64(p.name))
			binary.LittleEndian.PutUint32(b[16:], p.size)
			binary.LittleEndian.PutUint32(b[20:], uint32(p.pid))
		},
		Take: func(b []byte, p *place) {
			p.at, p.name = binary.LittleEndian.Uint64(b), int64(binary.LittleEndian.Uint64(b[8:]))
			p.size, p.pid = binary.LittleEndian.Uint32(b[16:]), int32(binary.LittleEndian.Uint32(b[20:]))
		},
	}
	l.parent = owners{keys: aside.Numbers(), lives: l, none: -1}
}

// add appends a life and returns its place.
func (l *lives) add(of *timeline.Life, from, to int64) int {
	l.host.int(int64(of.Host))
	l.parent.add(of.Parent)
	l.pid.int(int64(of.PID))
	l.name.string(of.Name)
	l.from.int(from)
	l.to.int(to)
	l.fate.int(int64(fateOf(of.Process)))
	born := int64(0)
	if of.Process != nil && of.Process.Start.Seen() {
		born = 1
	}
	l.born.int(born)
	l.n++
	size := len(l.name.line)
	l.places.Set(of.Key, place{at: l.n, name: l.name.Size() - int64(size), size: uint32(size), pid: of.PID})
	return int(l.n - 1)
}

// called returns what the life of a key is called, and whether it is here.
func (l *lives) called(key uint64) (string, bool) {
	p := l.places.Get(key)
	if p.at == 0 {
		return "", false
	}
	var name string
	json.Unmarshal(l.name.At(p.name, int(p.size)), &name) // of what add wrote
	return named(p.pid, name), true
}

// fate is how a life ended.
type fate int

const (
	well   fate = iota // code 0
	failed             // another code
	killed             // a signal
	runs               // no end was seen
	gone               // nor that, but its pid is another's
	above              // it is there as an ancestor only
)

func fateOf(p *processes.Process) fate {
	switch {
	case p == nil:
		return above
	case p.State == processes.Gone:
		return gone
	case p.State == processes.Running:
		return runs
	case p.Code == 0:
		return well
	case p.Signal() == 0:
		return failed
	}
	return killed
}

// owners are a column of places of lives, which are known when all lives are there.
type owners struct {
	keys  aside.Array[int64]
	n     uint64
	lives *lives
	none  int64 // the place of one that is not here
}

func (o *owners) add(key uint64) {
	o.keys.Set(o.n, int64(key))
	o.n++
}

func (o *owners) write(w *bufio.Writer) error {
	if o.n == 0 {
		w.WriteString("null")
	}
	for i := range o.n {
		at := o.none
		if p := o.lives.places.Get(uint64(o.keys.Get(i))); p.at != 0 {
			at = int64(p.at - 1)
		}
		comma := byte(',')
		if i == 0 {
			comma = '['
		}
		w.Write(strconv.AppendInt(append(w.AvailableBuffer(), comma), at, 10))
	}
	if o.n > 0 {
		w.WriteByte(']')
	}
	return first(o.keys.Err, o.lives.places.Err)
}

func (o *owners) Close() error { return o.keys.Close() }
