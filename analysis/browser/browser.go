package browser

import (
	"errors"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/source"
)

// Options say how captures are read, as those of package source do.
type Options struct {
	source.Options
	HostBy host.Policy
}

// Browser has captures open.
type Browser struct {
	o       Options
	inputs  []source.Input
	answers *analysis.Answers
	lines   lines
	hosts   *host.Hosts // of the first reading
	near    []*Frame    // of consecutive numbers
}

// Open reads captures, merged in the order of time, which must open more than once. each,
// if it is not nil, is handed every frame as it is, and wrong what is wrong with a capture
// (source.Error); an error of each ends the reading. What else can end it is the context.
func Open(o Options, each func(*source.Frame) error, wrong func(*source.Error), inputs ...source.Input) (*Browser, error) {
	b := &Browser{o: o, inputs: inputs}
	answers := new(analysis.Answers)
	b.hosts = &host.Hosts{Policy: o.HostBy}
	first := o.Options
	first.Hosts = b.hosts
	for f, err := range source.New(first, inputs...).Frames() {
		var input *source.Error
		switch {
		case errors.As(err, &input):
			if wrong != nil {
				wrong(input)
			}
			continue
		case err != nil:
			return nil, err
		}
		answers.Add(f.Frame)
		b.lines.add(f.Frame)
		if each != nil {
			if err := each(f); err != nil {
				return nil, err
			}
		}
	}
	b.answers = answers
	return b, nil
}

// Len is how many frames there are. They have the numbers from 1 on.
func (b *Browser) Len() int { return len(b.lines.ends) }

// Several reports whether they are of several hosts.
func (b *Browser) Several() bool { return b.hosts.Several() }

// read reads the captures again, with what is known of the frames' processes by then and
// of the replies to come, until each says that it is enough. Of frames that choose, which
// may be nil, does not choose each hears nothing. What is wrong with a capture was said.
func (b *Browser) read(subjects *known.State, choose func(*analysis.Frame) bool, each func(*analysis.Frame) bool) error {
	o := b.o.Options
	o.Hosts, o.Answers, o.Done = &host.Hosts{Policy: b.o.HostBy}, b.answers, nil
	o.Choose = choose
	if subjects != nil {
		o.Choose = subjects.Before(choose)
	}
	for f, err := range source.New(o, b.inputs...).Frames() {
		var input *source.Error
		switch {
		case errors.As(err, &input):
		case err != nil:
			return err
		case f.Chosen && !each(f.Frame):
			return nil
		}
	}
	return nil
}
