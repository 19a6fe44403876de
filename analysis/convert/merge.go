package convert

import (
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// Merge copies several captures as one, in the order of time; frames of the
// same time in the order of the captures, and one without a time at once. A
// capture's own order stays. Memory
// is one frame a capture. What ends a capture too early goes to fault, by its
// number, and the others go on. Its error is an *OutputError.
func (c *Converter) Merge(readers []*pcap.Reader, fault func(i int, err error)) error {
	queue := make([]*queued, 0, len(readers))
	for i, r := range readers {
		s := &queued{number: i, r: r}
		more, err := c.advance(s, fault)
		c.fine = c.fine || isFine(r)
		if err != nil {
			return err
		}
		if more {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		first := 0
		for i := range queue {
			if queue[i].block.Packet.Time.Before(queue[first].block.Packet.Time) {
				first = i
			}
		}
		s := queue[first]
		if err := c.Packet(s.block.Packet); err != nil {
			return err
		}
		more, err := c.advance(s, fault)
		if err != nil {
			return err
		}
		if !more {
			queue = append(queue[:first], queue[first+1:]...)
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

// advance reads to a capture's next packet and reports whether there is one.
func (c *Converter) advance(s *queued, fault func(int, error)) (bool, error) {
	for {
		err := s.r.NextBlock(&s.block)
		switch {
		case err == io.EOF:
			return false, nil
		case err != nil:
			fault(s.number, err)
			if !analysis.Resumes(err) {
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

// isFine reports whether a capture counts time in anything but microseconds, as
// far as it was read.
func isFine(r *pcap.Reader) bool {
	for _, i := range r.Interfaces() {
		if i.Resolution != pcap.Microseconds {
			return true
		}
	}
	return false
}
