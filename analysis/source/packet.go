package source

import (
	"io"

	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
)

// single reports whether no other input has packets that may come next: those of the one
// that is open need no place to wait in.
func (s *Source) single() bool {
	return s.queue.Len() == 1 && s.moving.queued && (s.o.Sequence || len(s.inputs) == 0) && !s.o.Once
}

// move reads the next packet of the capture at hand.
func (s *Source) move(to *pcap.Packet) error {
	o := s.moving
	err := s.found
	if s.found = nil; err == nil {
		err = o.Reader.Next(to)
	}
	switch {
	case err == nil:
		s.moving = nil
		if o.on != to.Interface {
			o.on = to.Interface
			o.host = s.host(o.of, o.Reader, o.on)
			if o.met == nil {
				o.met = map[*pcap.Interface]*host.Host{}
			}
			o.met[o.on] = o.host
		}
		if o.queued {
			s.queue.Move(to.Time)
		} else {
			s.queue.Push(to.Time, o)
			o.queued = true
		}
		return nil
	case s.failed != nil || s.ctx.Err() != nil:
		return nil // which Next says
	case pcap.Resumes(err):
		return &Error{Name: o.Name, Err: err}
	}
	s.moving, s.over = nil, o
	if o.queued {
		s.queue.Drop()
	}
	if err != io.EOF {
		return &Error{Name: o.Name, Err: err}
	}
	return nil
}

// give hands out the packet that is first in time; nil is one that is in its frame already.
func (s *Source) give(p *pcap.Packet) *Frame {
	o := s.queue.First()
	s.moving = o // when the next one is asked for
	s.progress.Frames++
	s.frames.Host = o.host
	if p != nil {
		*s.frames.Room() = *p
	}
	s.frame.Frame, s.frame.From = s.frames.Fed(), o
	s.chosen(&s.frame)
	return &s.frame
}

// chosen asks whether a frame is.
func (s *Source) chosen(f *Frame) {
	if f.Chosen = s.o.Choose == nil || s.o.Choose(f.Frame); !f.Chosen {
		s.frames.Hide()
	}
}
