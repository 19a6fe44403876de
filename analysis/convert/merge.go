package convert

import (
	"io"
	"slices"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
)

// Merge copies several captures as one, in the order of time, as a source.Queue
// has it. In a pcapng each interface says whose it is, where there are Hosts.
// Memory is one frame a capture. What ends a capture too early goes to fault, by
// its number, and the others go on. Its error is an *OutputError.
func (c *Converter) Merge(readers []*pcap.Reader, fault func(i int, err error)) error {
	var queue source.Queue[*queued]
	c.merges = c.o.Hosts != nil && c.o.Anonymizer == nil && c.format("", nil) == "pcapng"
	for i, r := range readers {
		s := &queued{number: i, r: r}
		more, err := c.advance(s, fault)
		c.fine = c.fine || beyondMicroseconds(r)
		if err != nil {
			return err
		}
		if more {
			queue.Push(s.block.Packet.Time, s)
		}
	}
	if c.merges {
		for _, i := range c.o.Hosts.Meet(readers) { // so that who reads it knows early which hosts there are
			if err := c.open("", i); err != nil {
				return err
			}
			if err := c.wrote(c.w.Describe(i)); err != nil {
				return err
			}
		}
	}
	for queue.Len() > 0 && (c.o.Count == 0 || c.result.Read < c.o.Count) {
		s := queue.First()
		c.file = s.number
		if err := c.Packet(s.block.Packet); err != nil {
			return err
		}
		more, err := c.advance(s, fault)
		switch {
		case err != nil:
			return err
		case more:
			queue.Move(s.block.Packet.Time)
		default:
			queue.Drop()
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
	c.file = s.number
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
	return slices.ContainsFunc(r.Interfaces(), func(i *pcap.Interface) bool { return i.Resolution != pcap.Microseconds })
}
