package gantt

import (
	"encoding/binary"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
)

// row is a process.
type row struct {
	number       uint64 // which one it is, from 0
	cells        [3][]byte
	pid          int32
	from, to     int64
	timed        bool
	begins, ends bool // its start was seen, its end
	runs         bool // as far as is known it ran on
}

// The cells of a row that are texts.
const (
	host = iota
	end
	name
)

// set makes the row of a process.
func (r *row) set(p *processes.Process) {
	r.pid, r.begins, r.ends, r.runs = p.PID, p.Start.Seen(), p.End.Seen(), p.State == processes.Running
	r.cells[host] = analysis.Escape(append(r.cells[host][:0], p.Host...), 0)
	r.cells[name] = append(r.cells[name][:0], p.Called()...)
	if r.cells[end] = r.cells[end][:0]; p.State == processes.Ended {
		r.cells[end] = p.AppendExit(r.cells[end])
	} else {
		r.cells[end] = append(r.cells[end], p.State.String()...)
	}
	first, last := p.First, p.Last
	if r.begins {
		first = p.Start
	}
	if r.ends {
		last = p.End
	}
	if r.timed = first.HasTime() && last.HasTime(); r.timed {
		r.from, r.to = first.Time, max(first.Time, last.Time) // frames may stand in another order
	}
}

// put appends a row as it waits, some 30 bytes: texts behind their lengths, numbers, and what
// is true of it.
func (r *row) put(b []byte) []byte {
	for _, text := range r.cells {
		b = append(binary.AppendUvarint(b, uint64(len(text))), text...)
	}
	b = binary.AppendVarint(b, int64(r.pid))
	b = binary.AppendVarint(b, r.from)
	b = binary.AppendUvarint(b, uint64(r.to)-uint64(r.from))
	for _, is := range []bool{r.timed, r.begins, r.ends, r.runs} {
		b = append(b, 0)
		if is {
			b[len(b)-1] = 1
		}
	}
	return b
}

// take reads what put made.
func (r *row) take(b []byte) error {
	for i := range r.cells {
		n, size := binary.Uvarint(b)
		if size <= 0 || n > uint64(len(b)-size) {
			return io.ErrUnexpectedEOF
		}
		r.cells[i] = append(r.cells[i][:0], b[size:][:n]...)
		b = b[size+int(n):]
	}
	pid, first := binary.Varint(b)
	from, second := binary.Varint(b[max(first, 0):])
	span, third := binary.Uvarint(b[max(first, 0)+max(second, 0):])
	if first <= 0 || second <= 0 || third <= 0 || len(b) != first+second+third+4 {
		return io.ErrUnexpectedEOF
	}
	b = b[first+second+third:]
	r.pid, r.from, r.to = int32(pid), from, int64(uint64(from)+span)
	r.timed, r.begins, r.ends, r.runs = b[0] != 0, b[1] != 0, b[2] != 0, b[3] != 0
	return nil
}
