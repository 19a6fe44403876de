package convert

import (
	"cmp"
	"container/heap"
	"io"

	"github.com/cnwire/cnwire/pcap"
)

// Merge copies several captures as one, in the order of time; frames of the
// same time in the order of the captures, and one without a time at once. A
// capture's own order stays. Memory is one frame a capture. What ends a capture
// too early goes to fault, by its number, and the others go on. Its error is an
// *OutputError.
func (c *Converter) Merge(readers []*pcap.Reader, fault func(i int, err error)) error {
	var waiting queue
	for i, r := range readers {
		s := &queued{number: i, r: r}
		more, err := c.advance(s, fault)
		c.fine = c.fine || beyondMicroseconds(r)
		if err != nil {
			return err
		}
		if more {
			waiting = append(waiting, s)
		}
	}
	for heap.Init(&waiting); len(waiting) > 0; {
		first := waiting[0]
		if err := c.Packet(first.block.Packet); err != nil {
			return err
		}
		more, err := c.advance(first, fault)
		if err != nil {
			return err
		}
		if more {
			heap.Fix(&waiting, 0)
		} else {
			heap.Pop(&waiting)
		}
	}
	return nil
}

// queued is one of several captures, and its next packet.
type queued struct {
	number int
	r      *pcap.Reader
	block  pcap.Block
}

// queue is a heap of captures, the one whose packet comes next on top.
type queue []*queued

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	return cmp.Or(a.block.Packet.Time.Compare(b.block.Packet.Time), cmp.Compare(a.number, b.number)) < 0
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(*queued)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	s := (*q)[last]
	*q = (*q)[:last]
	return s
}

// advance reads to a capture's next packet and reports whether there is one.
func (c *Converter) advance(s *queued, fault func(int, error)) (bool, error) {
	for {
		err := s.r.NextBlock(&s.block)
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			fault(s.number, err)
			if !pcap.Resumes(err) {
				return false, nil
			}
		case s.block.Packet == nil:
			if err := c.move(&s.block); err != nil {
				return false, err
			}
		default:
			return true, nil
		}
	}
}

// beyondMicroseconds reports whether a capture counts time in anything but
// microseconds, as far as it was read.
func beyondMicroseconds(r *pcap.Reader) bool {
	for _, i := range r.Interfaces() {
		if i.Resolution != pcap.Microseconds {
			return true
		}
	}
	return false
}
