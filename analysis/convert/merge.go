package convert

import (
	"io"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// Merge copies several captures as one, in the order of time; frames of the
// same time in the order of the captures. A capture's own order stays. Memory
// is one frame a capture. What ends a capture too early goes to fault, by its
// number, and the others go on.
func (c *Converter) Merge(readers []*pcap.Reader, fault func(i int, err error)) error {
	queue := make([]*queued, 0, len(readers))
	for i, r := range readers {
		s := &queued{number: i, r: r}
		if c.advance(s, fault) {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		first := 0
		for i := range queue {
			if queue[i].due.Before(queue[first].due) {
				first = i
			}
		}
		s := queue[first]
		if err := c.Packet(&s.packet); err != nil {
			return err
		}
		if !c.advance(s, fault) {
			queue = append(queue[:first], queue[first+1:]...)
		}
	}
	return nil
}

// queued is one of several captures, and its next packet.
type queued struct {
	number int
	r      *pcap.Reader
	packet pcap.Packet
	due    time.Time // when the packet may be written: its time, or a later one of those before it
}

// advance reads a capture's next packet and reports whether there was one.
func (c *Converter) advance(s *queued, fault func(int, error)) bool {
	for {
		err := s.r.Next(&s.packet)
		if err == io.EOF {
			return false
		}
		if err != nil {
			fault(s.number, err)
			if analysis.Resumes(err) {
				continue
			}
			return false
		}
		if s.packet.Time.After(s.due) {
			s.due = s.packet.Time
		}
		return true
	}
}
