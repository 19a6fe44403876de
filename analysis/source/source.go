package source

import (
	"context"
	"io"
	"iter"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
)

// Source reads the frames of its inputs.
type Source struct {
	o        Options
	ctx      context.Context
	inputs   []Input     // that are not open yet
	files    []host.File // of all inputs
	opened   int         // how many were
	met      []bool      // whose first interfaces the Hosts know, by number of the input
	frames   analysis.Frames
	frame    Frame
	queue    Queue[*Opened]
	moving   *Opened // whose next packet is to be read
	over     *Opened // of which no more comes, and Done does not know yet
	begun    bool
	failed   error  // of Wait, or of the first reading
	found    error  // what the reader found behind the last batch
	release  func() // of what was kept for the second reading
	progress Progress
	once     once
	each     int // bytes that a frame of the last batch had in the capture
}

// Frame is a frame of one of the inputs.
type Frame struct {
	*analysis.Frame
	Chosen bool    // by Options.Choose
	From   *Opened // the capture that it is of
	Worker int     // whose batch it is in, from 1, for Stages.Apart; 0 for none
}

// New returns a Source of inputs. Nothing is opened before the first frame.
func New(o Options, inputs ...Input) *Source {
	s := &Source{o: o, ctx: o.Context, inputs: inputs}
	if s.ctx == nil {
		s.ctx = context.Background()
	}
	s.frames.Order, s.frames.Layout, s.frames.Answers = o.Order, o.Layout, o.Answers
	if s.o.Hosts == nil {
		s.o.Hosts = new(host.Hosts)
	}
	s.o.Hosts.Files = len(inputs)
	s.met = make([]bool, len(inputs))
	s.files = HostFiles(inputs)
	for _, i := range inputs {
		size := i.size()
		if size == 0 {
			s.progress.Size = 0
			break
		}
		s.progress.Size += size
	}
	if o.TwoPass {
		s.progress.Size *= 2
	}
	return s
}

// Frames are all frames, each valid until the next one, and what is wrong with
// the inputs, in an *Error, where it is found: the loop goes on behind it. An
// error of another type is the last: that of Wait, of the context, or of a
// temporary file. The Source is closed behind the loop.
func (s *Source) Frames() iter.Seq2[*Frame, error] {
	return func(yield func(*Frame, error) bool) {
		defer s.Close()
		for {
			f, err := s.Next()
			if err == io.EOF || !yield(f, err) {
				return
			}
			if err != nil && !isInput(err) {
				return
			}
		}
	}
}

// Next returns the next frame, or an error as Frames has it; io.EOF is the end.
func (s *Source) Next() (*Frame, error) {
	if !s.begun {
		s.begun = true
		if s.o.TwoPass {
			s.frames.Answers, s.failed = s.Answers()
		}
		if s.o.Sequence && len(s.inputs) > 1 {
			s.meet()
		}
	}
	for {
		if s.failed == nil {
			s.failed = s.ctx.Err()
		}
		switch {
		case s.over != nil:
			s.end(s.over)
			s.over = nil
		case s.failed != nil:
			if s.failed == s.ctx.Err() {
				s.endAll()
			}
			return nil, s.failed
		case s.o.Count > 0 && s.progress.Frames >= s.o.Count:
			s.endAll()
			return nil, io.EOF
		case s.moving != nil:
			single, to := s.single(), &s.moving.packet
			if single {
				to = s.frames.Room()
			}
			if err := s.move(to); err != nil {
				return nil, err
			}
			if single && s.moving == nil && s.over == nil {
				return s.give(nil), nil
			}
		case len(s.inputs) > 0 && (s.queue.Len() == 0 || !s.o.Sequence && s.due(s.inputs[0].From)):
			if err := s.openNext(); err != nil {
				return nil, err
			}
		case s.queue.Len() == 0:
			return nil, io.EOF
		case s.o.Once && s.once.again(s.queue.First()):
			s.moving = s.queue.First()
		default:
			return s.give(&s.queue.First().packet), nil
		}
	}
}

// end ends a capture.
func (s *Source) end(o *Opened) {
	if s.o.Done != nil {
		s.o.Done(o)
	}
	o.Close()
}

// endAll ends what is open, before the end of the captures.
func (s *Source) endAll() {
	if s.moving != nil && !s.moving.queued {
		s.end(s.moving)
	}
	for ; s.queue.Len() > 0; s.queue.Drop() {
		s.end(s.queue.First())
	}
	s.moving, s.inputs = nil, nil
}

// Answers reads the inputs for the replies to come, before they are read again;
// what can be read once is kept. What is wrong with them is said by the second
// reading. The error is that of Keep. It is for those who read the inputs
// themselves: with Options.TwoPass the first frame does it.
func (s *Source) Answers() (*analysis.Answers, error) {
	inputs, release, err := Keep(s.o.Context, s.inputs...)
	if err != nil {
		return nil, err
	}
	s.inputs, s.release = inputs, release
	o := Options{Order: s.o.Order, Layout: s.o.Layout, Sequence: s.o.Sequence, Once: s.o.Once, Hosts: s.o.Hosts, Context: s.o.Context}
	o.Progress = func(p Progress) {
		s.progress.Bytes = p.Bytes
		s.report()
	}
	answers := new(analysis.Answers)
	for f, err := range New(o, inputs...).Frames() {
		if err == nil {
			answers.Add(f.Frame)
		}
	}
	return answers, nil
}

// Close closes what is open, without a word to Done. It is needed behind a loop
// of Next alone.
func (s *Source) Close() {
	s.o.Done = nil
	if s.over != nil {
		s.over.Close()
		s.over = nil
	}
	s.endAll()
	if s.release != nil {
		s.release()
		s.release = nil
	}
}
